// Asks all questions of a table, in order and one at a time, and keeps the shapes of the answers.
import { HostFailure } from '../../adapters/ports.ts';
import type { Asker, TimedAnswer } from '../site/open-asker.ts';
import { type Body, parseBody } from '../site/parse-body.ts';
import type { RecordedAnswer } from './archive.ts';
import { collectTexts } from './collect-texts.ts';
import { describeAnswer } from './describe-answer.ts';
import { type Finds, fillRead } from './fill-read.ts';
import { describeRead, type RecordedRead } from './reads.ts';

export interface Interview {
  readonly asker: Pick<Asker, 'ask'>;
  readonly reads: readonly RecordedRead[];
  /** Names of the questions whose answers fill others: they come first, in this order. */
  readonly first: readonly string[];
  readonly find: (read: RecordedRead, body: Body) => Finds;
  /** Why nothing more may be asked after an answer; null to go on. */
  readonly stop?: (status: number, read: RecordedRead) => string | null;
  /** Called before each question. */
  readonly onProgress?: (done: number, all: number) => void;
}

type Raw = {
  readonly read: RecordedRead;
  readonly outcome: TimedAnswer | { readonly failure: string } | { readonly skipped: string };
};

/** Never throws for anything a server does. Names and values stay in memory and go when this returns. */
export async function askAll(interview: Interview): Promise<readonly RecordedAnswer[]> {
  const { asker, reads, find, stop, onProgress } = interview;
  const raws: Raw[] = [];
  let finds: Finds = {};
  let stopped: string | null = null;
  for (const [index, read] of inOrder(interview).entries()) {
    onProgress?.(index, reads.length);
    const outcome: Raw['outcome'] = stopped === null ? await askOnce(asker, read, finds) : { skipped: stopped };
    raws.push({ read, outcome });
    if (!('status' in outcome)) continue;
    finds = { ...finds, ...find(read, parseBody(outcome)) };
    stopped = stop?.(outcome.status, read) ?? null;
  }
  const isData = collectTexts(raws.flatMap(({ outcome }) => ('status' in outcome ? [outcome] : [])));
  return raws.map((raw) => describeRaw(raw, isData));
}

function inOrder({ reads, first }: Pick<Interview, 'reads' | 'first'>): readonly RecordedRead[] {
  const ahead = first.flatMap((name) => reads.filter((read) => read.name === name));
  return [...ahead, ...reads.filter(({ name }) => !first.includes(name))];
}

async function askOnce(asker: Pick<Asker, 'ask'>, read: RecordedRead, finds: Finds): Promise<Raw['outcome']> {
  const filled = fillRead(read, finds);
  if ('missing' in filled) return { skipped: filled.missing };
  try {
    return await asker.ask(filled.read);
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
