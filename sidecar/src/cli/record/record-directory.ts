// Asks the Crowd application of one directory every question of the table and keeps the shapes of its answers.
import type { Asker, TimedAnswer } from '../site/open-asker.ts';
import type { SiteRecord } from './archive.ts';
import { askAll } from './ask-all.ts';
import { crowdReads } from './crowd-reads.ts';
import { findCrowdThings } from './find-crowd-things.ts';

/** Never throws for anything a server does. Whoever is turned away at the first question is not asked another. */
export async function recordDirectory(
  { ask }: Pick<Asker, 'ask'>,
  onProgress?: (done: number, all: number) => void,
): Promise<SiteRecord> {
  let version: string | null = null;
  const answers = await askAll({
    asker: {
      ask: async (read) => {
        const answer = await ask(read);
        version ??= versionOf(answer);
        return answer;
      },
    },
    reads: crowdReads,
    first: ['cookie', 'accounts', 'groups', 'groups of an account', 'feed'],
    find: findCrowdThings,
    stop: (status, { name }) => (name === 'cookie' && status !== 200 ? 'the application was turned away' : null),
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  return { version: version ?? 'unknown', answers };
}

/** For example `Crowd/5.1.0`; null for a word of any other form. */
function versionOf({ header }: TimedAnswer): string | null {
  return /^[A-Za-z]{1,20}\/\d+(?:\.\d+){1,3}(?=$|[^\w.])/.exec(header('x-embedded-crowd-version') ?? '')?.[0] ?? null;
}
