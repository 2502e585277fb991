// A link in a mail that lets its reader do one thing without signing in: what it says, signed. It names nobody, only numbers.
import type { Instant } from './user.ts';

/** Each purpose has a key of its own, so that no link does what another is for. */
export type LinkPurpose = 'keep' | 'give-back';

export interface PersonalLink {
  readonly runId: number;
  /** The user's entry in that run. */
  readonly personId: number;
  /** Of the page it opens. */
  readonly language: 'en' | 'de';
  readonly endsAt: Instant;
}

/** Signs with the key of one purpose; a signature is 43 letters that are safe in an address. */
export interface LinkSigner {
  readonly sign: (body: string) => string;
  /** Takes the same time whatever is wrong with it. */
  readonly verify: (body: string, signature: string) => boolean;
}

/** `1.<run>.<person>.<language>.<end in seconds>.<signature>`, all of it safe in an address. */
export function writeLink({ sign }: LinkSigner, { runId, personId, language, endsAt }: PersonalLink): string {
  const body = ['1', runId, personId, language, Math.floor(Date.parse(endsAt) / 1000)].join('.');
  return `${body}.${sign(body)}`;
}

/** What a link says, or null where we did not sign it. Whether it has ended is for the caller to judge. */
export function readLink({ verify }: LinkSigner, text: string): PersonalLink | null {
  const [, body, runId, personId, language, seconds, signature] =
    /^(1\.(\d{1,15})\.(\d{1,15})\.(en|de)\.(\d{1,12}))\.([A-Za-z0-9_-]{43})$/.exec(text) ?? [];
  if (body === undefined || signature === undefined) return null;
  if (!verify(body, signature)) return null;
  return {
    runId: Number(runId),
    personId: Number(personId),
    language: language === 'de' ? 'de' : 'en',
    endsAt: new Date(Number(seconds) * 1000).toISOString(),
  };
}
