// Counts the users of a run, each once and with the reason, so that the figures of a mail add up to those who match.
import type { ReportedUser } from '../domain/report.ts';
import type { OutcomeKind } from '../domain/run.ts';
import { wordReason, wordVerification } from './words.ts';

/** How a user came out of a run. Trouble is named before what was done, what was done before what was left alone. */
export type Part =
  | 'failed'
  | 'unknown'
  | 'contradicted' // done, and the read-back says otherwise
  | 'without-effect' // done, and the user is as before
  | 'open' // planned and not done: held, or the run ended before it
  | 'changed'
  | 'rehearsed'
  | 'skipped'
  | 'refused'
  | 'unsupported'
  | 'already';

const partOfOutcome: Readonly<Record<OutcomeKind, Part>> = {
  failed: 'failed',
  unknown: 'unknown',
  applied: 'changed',
  'applied-without-effect': 'without-effect',
  'pending-synchronisation': 'changed',
  rehearsed: 'rehearsed',
  skipped: 'skipped',
  refused: 'refused',
  unsupported: 'unsupported',
  already: 'already',
};

/** From the first to be named to the last; exhaustive by type. */
const ranks: Readonly<Record<Part, number>> = {
  failed: 0,
  unknown: 1,
  contradicted: 2,
  'without-effect': 3,
  open: 4,
  changed: 5,
  rehearsed: 6,
  skipped: 7,
  refused: 8,
  unsupported: 9,
  already: 10,
};

export const parts = (Object.keys(ranks) as Part[]).sort((one, other) => ranks[one] - ranks[other]);

export interface PartTally {
  readonly users: number;
  /** Users by the words of their reason, most first; empty where nothing is to be explained. */
  readonly reasons: readonly { readonly words: string; readonly users: number }[];
}

export interface Tally extends Readonly<Record<Part, PartTally>> {
  /** Users of whom at least one thing was changed, or may have been. */
  readonly touched: number;
}

/** The part of one user and the reason for it. Nothing to do at all counts as wanted already. */
export function partOf(user: Pick<ReportedUser, 'steps'>): { readonly part: Part; readonly reason: string | null } {
  const [first] = user.steps
    .map((step) => ({ step, part: partOfStep(step) }))
    .sort((one, other) => ranks[one.part] - ranks[other.part]);
  if (first === undefined) return { part: 'already', reason: null };
  const { part, step } = first;
  if (part === 'changed') return { part, reason: wordReadBack(user.steps) };
  return { part, reason: step.outcome === null ? null : wordReason(step.outcome) };
}

/** The least that the read-back said of any step done. */
function wordReadBack(steps: ReportedUser['steps']): string {
  const done = steps.filter((step) => partOfStep(step) === 'changed').map((step) => step.verification);
  if (done.includes(null)) return 'not read back';
  return wordVerification(done.includes('unreadable') ? 'unreadable' : 'confirmed');
}

function partOfStep({ outcome, verification }: Pick<ReportedUser['steps'][number], 'outcome' | 'verification'>): Part {
  const withoutEffect = outcome?.kind === 'applied-without-effect';
  if (verification === 'contradicted' && !withoutEffect) return 'contradicted';
  return outcome === null ? 'open' : partOfOutcome[outcome.kind];
}

/** Counts all users of a run. */
export function tallyUsers(users: readonly Pick<ReportedUser, 'steps'>[]): Tally {
  const counts = new Map<Part, { users: number; reasons: Map<string, number> }>(
    parts.map((part) => [part, { users: 0, reasons: new Map() }]),
  );
  for (const user of users) {
    const { part, reason } = partOf(user);
    const counted = counts.get(part);
    if (counted === undefined) continue;
    counted.users += 1;
    if (reason !== null) counted.reasons.set(reason, (counted.reasons.get(reason) ?? 0) + 1);
  }
  const entries = [...counts].map(([part, { users: counted, reasons }]): [Part, PartTally] => [
    part,
    {
      users: counted,
      reasons: [...reasons]
        .map(([words, some]) => ({ words, users: some }))
        .sort((one, other) => other.users - one.users),
    },
  ]);
  const touched = users.filter((user) => user.steps.some(mayHaveChanged)).length;
  return { ...(Object.fromEntries(entries) as Record<Part, PartTally>), touched };
}

function mayHaveChanged(step: ReportedUser['steps'][number]): boolean {
  const part = partOfStep(step);
  return ['changed', 'unknown', 'contradicted', 'without-effect'].includes(part);
}

/** Where a user stands in a list: trouble first. */
export function rankOf(user: Pick<ReportedUser, 'steps'>): number {
  return ranks[partOf(user).part];
}
