// What became of a step, as the wire shows it: a code comes with its sentence.
import type { UserHistoryDocument } from '../../contract/user-history.ts';
import type { Outcome } from '../../domain/run.ts';
import { sentenceOf } from '../../errors.ts';

export function viewOutcome(outcome: Outcome): UserHistoryDocument['items'][number]['outcome'] {
  return 'code' in outcome ? { ...outcome, message: sentenceOf(outcome.code) } : outcome;
}
