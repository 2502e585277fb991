// Asks a site every question of the table, in order and one at a time, and keeps the shapes of its answers.
import { HostFailure } from '../../adapters/ports.ts';
import type { Asker, TimedAnswer } from '../site/open-asker.ts';
import { parseBody } from '../site/parse-body.ts';
import type { RecordedAnswer, SiteRecord } from './archive.ts';
import { collectTexts } from './collect-texts.ts';
import { describeAnswer } from './describe-answer.ts';
import { type Finds, fillRead } from './fill-read.ts';
import { findThings } from './find-things.ts';
import { describeRead, type RecordedRead, reads } from './reads.ts';

export interface RecordInput {
  readonly asker: Pick<Asker, 'ask'>;
  readonly version: string;
  /** A group with members, if it exists; for questions about a group. */
  readonly preferredGroup: string | null;
  /** Called before each question. */
  readonly onProgress?: (done: number, all: number) => void;
}

type Raw = {
  readonly read: RecordedRead;
  readonly outcome: TimedAnswer | { readonly failure: string } | { readonly skipped: string };
};

/** Never throws for anything a site does. Names and values stay in memory and go when this returns. */
export async function recordSite({ asker, version, preferredGroup, onProgress }: RecordInput): Promise<SiteRecord> {
  const raws: Raw[] = [];
  let finds: Finds = {};
  for (const [index, read] of inOrder(reads).entries()) {
    onProgress?.(index, reads.length);
    const filled = fillRead(read, finds);
    const outcome = 'missing' in filled ? { skipped: filled.missing } : await askOnce(asker, filled.read);
    raws.push({ read, outcome });
    if ('status' in outcome) finds = { ...finds, ...findThings(read, parseBody(outcome), preferredGroup) };
  }
  const isData = collectTexts(raws.flatMap(({ outcome }) => ('status' in outcome ? [outcome] : [])));
  return { version, answers: raws.map((raw) => describeRaw(raw, isData)) };
}

/** What others need to be filled comes first. */
function inOrder(all: readonly RecordedRead[]): readonly RecordedRead[] {
  const first = new Set(['manifest', 'own account', 'groups', 'directories']);
  return [...all.filter(({ name }) => first.has(name)), ...all.filter(({ name }) => !first.has(name))];
}

async function askOnce(asker: Pick<Asker, 'ask'>, read: Parameters<Asker['ask']>[0]): Promise<Raw['outcome']> {
  try {
    return await asker.ask(read);
  } catch (error) {
    if (error instanceof HostFailure) return { failure: error.code };
    throw error;
  }
}

function describeRaw({ read, outcome }: Raw, isData: (text: string) => boolean): RecordedAnswer {
  const about = { name: read.name, request: describeRead(read) };
  if (!('status' in outcome)) return { ...about, ...outcome };
  return { ...about, ms: outcome.ms, ...describeAnswer(outcome, isData) };
}
