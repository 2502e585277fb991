// A Confluence that is hard to reach, as killed processes meet it, and whether it has done all it was asked before a death.
import type { Lab } from '../lab/lab.ts';

/** Writes take a moment, a tenth of their answers is lost, and now and then the host is too busy for one. */
export function breakWires({ wire: { faults } }: Lab): void {
  for (const method of ['PUT', 'DELETE']) {
    faults.add({ kind: 'slow', delayMs: 4, match: { method } });
    faults.add({ kind: 'lost-answer', share: 0.1, match: { method } });
    faults.add({ kind: 'status', status: 503, share: 0.02, match: { method } });
  }
}

/** What reached the lab before the end is carried out, as it would be within the minute that a lease lasts. */
export function isBusy({ wire }: Lab): boolean {
  return wire.log.list().some(({ status }) => status === null);
}
