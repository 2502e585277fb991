// What did not last of earlier runs of a policy, in one sentence for each probable reason.
import type { ReboundReason } from '../domain/rebound.ts';
import { count } from './counts.ts';

const reasons: Readonly<Record<ReboundReason, string>> = {
  'synchronised-directory': 'most likely by a directory that follows another source: change the users there',
  'signed-in-since': 'the users were enabled and have signed in since',
  unknown: 'by whom is not known',
};

/** Empty where everything lasted, as far as snapshots tell. */
export function wordRebounds(counts: Partial<Record<ReboundReason, number>> = {}): string[] {
  return (Object.keys(reasons) as ReboundReason[]).flatMap((reason) => {
    const changes = counts[reason] ?? 0;
    if (changes === 0) return [];
    const what = changes === 1 ? '1 change of an earlier run has' : `${count(changes)} changes of earlier runs have`;
    return [`${what} come undone: ${reasons[reason]}.`];
  });
}
