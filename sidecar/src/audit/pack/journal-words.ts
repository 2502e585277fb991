// What the journal of one run says of each step, in few words, and the digest over all of it.
import { stableText } from '../../domain/plan/stable-text.ts';
import { type JournalSeal, openJournalSeal } from '../journal.ts';
import { isTold, tellWhy } from '../step-words.ts';
import { type JournalRow, readSaid, readVerified } from './rows.ts';
import { sayOutcome, type ToldRun } from './told.ts';

export interface StepWord {
  /** What the trail has to tell of it, in its order. */
  readonly told: string[];
  /** The canonical text of the last outcome; null where it has none. */
  outcome: string | null;
  /** When the first outcome was written. */
  endedAt: string | null;
  verified: string | null;
  /** The line of its last row. */
  line: number;
}

export interface JournalWords {
  readonly steps: Map<number, StepWord>;
  readonly seal: JournalSeal;
  /** The first row whose words are none of ours, which the digest may cover all the same. */
  readonly strange: { readonly step: number; readonly line: number } | null;
}

export async function hearJournal(
  rows: AsyncIterable<{ readonly line: number; readonly row: JournalRow }>,
): Promise<JournalWords> {
  const steps = new Map<number, StepWord>();
  const seal = openJournalSeal();
  let strange: JournalWords['strange'] = null;
  for await (const { line, row } of rows) {
    seal.add(row);
    const word = steps.get(row.step) ?? { told: [], outcome: null, endedAt: null, verified: null, line };
    steps.set(row.step, word);
    word.line = line;
    if (row.kind === 'verified') {
      word.verified = readVerified(row.content);
      if (word.verified === null) strange ??= { step: row.step, line };
    }
    const said = row.kind === 'outcome' || row.kind === 'settled' ? readSaid(row.content) : null;
    if (said === null) continue;
    word.outcome = stableText(JSON.parse(row.content ?? 'null'));
    word.endedAt ??= row.at;
    if (isTold(said)) word.told.push(sayOutcome(said.kind, tellWhy(said)));
  }
  return { steps, seal: seal.close(), strange };
}

/** The first step of which the trail says something else, more or less than the journal. */
export function findUntoldStep(
  { steps }: JournalWords,
  run: ToldRun,
): { readonly step: number; readonly line: number; readonly entry: number | null } | null {
  for (const [step, { told, line }] of steps) {
    const entries = run.steps.get(step);
    const said = entries?.said ?? [];
    // Of a run that was asked for before the period began, the first entries are those of the period before.
    const wanted = run.whole ? told : told.slice(told.length - said.length);
    if (said.length > told.length || said.join('\n') !== wanted.join('\n')) {
      return { step, line, entry: entries?.entry ?? null };
    }
  }
  for (const [step, { entry }] of run.steps) if (!steps.has(step)) return { step, line: 0, entry };
  return null;
}
