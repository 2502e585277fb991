// What came of a table that was uploaded: rows that could not be used, each with its line and the reason in words.
import type { MatchFault } from './match-rows.ts';

export type RowFaultReason = MatchFault | 'no-day' | 'too-long' | 'two-values';

export interface RowFault {
  readonly line: number;
  /** The first name of the row; empty where it has none. */
  readonly name: string;
  readonly reason: RowFaultReason;
  readonly message: string;
}

const words: Readonly<Record<RowFaultReason, string>> = {
  nameless: 'The row names nobody.',
  'not-found': 'No user of the newest snapshot has this name.',
  several: 'Several users have this name. Give the user key.',
  contradictory: 'The names of the row belong to different users, or one of them to nobody.',
  'no-day': 'The value is no day. Write it as 2026-12-31.',
  'too-long': 'The value is longer than 1,000 characters.',
  'two-values': 'The table gives this user two different values.',
};

/** Rows that are told one by one; the rest is counted. */
export const toldFaults = 1_000;

export function makeFault({ line, name, reason }: Omit<RowFault, 'message'>): RowFault {
  return { line, name, reason, message: words[reason] };
}
