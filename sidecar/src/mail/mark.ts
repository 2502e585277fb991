// The words in front of a report that nobody may overlook: TEST, HELD, FAILED, CANCELLED.
import type { Report } from '../domain/report.ts';

export interface Mark {
  readonly words: string;
  readonly background: string;
  readonly colour: string;
}

/** The word in front of everything else. The colours are safe on white and on black. */
export function markOf({ mode, ending }: Pick<Report, 'mode' | 'ending'>): Mark[] {
  const test = { words: 'TEST', background: '#e9f2ff', colour: '#0055cc' };
  const held = { words: 'HELD', background: '#fff7d6', colour: '#7f5f01' };
  const failed = { words: 'FAILED', background: '#ffeceb', colour: '#ae2e24' };
  const cancelled = { words: 'CANCELLED', background: '#f1f2f4', colour: '#44546f' };
  const byEnding = { completed: [], quarantined: [held], failed: [failed], cancelled: [cancelled] }[ending];
  return mode === 'test' ? [test, ...byEnding] : byEnding;
}
