// Turns a reading that did not come about into a finding: the first sentence of its code is what, the rest is what to do.
import { HostFailure } from '../../adapters/ports.ts';
import { sentenceOf } from '../../errors.ts';
import { type Finding, fault } from './finding.ts';

/** Only codes whose sentence has no advice of its own need this. */
const otherwise = 'Run user-management doctor --record and send the file to whoever looks after this product.';

/** A fault in the words of the catalogue. */
export function explainFailure({ code, request, status }: HostFailure): Finding {
  const [, what = '', advice = ''] = /^(.+?[.!?])(?:\s+(.*))?$/s.exec(sentenceOf(code)) ?? [];
  const evidence = status === null ? request : `${request} → ${status}`;
  return fault(what, advice === '' ? otherwise : advice, { evidence });
}

/** A failure of the host as a finding; everything else is a fault of ours and thrown on. */
export function explainError(error: unknown): Finding {
  if (error instanceof HostFailure) return explainFailure(error);
  throw error;
}
