// Makes the mail of a week out of the reports that a policy gathers, once for each policy and week.
import type { Clock } from '../clock.ts';
import { dueDigest } from '../domain/digest.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { findRecipients } from './report-recipients.ts';

export interface DigestsInput {
  readonly store: Pick<Store, 'audit' | 'digests' | 'policies' | 'snapshots'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Of policies that state no zone of their own. */
  readonly timeZone: string;
}

/**
 * Looks at all reports that wait. Looking twice, or in two processes, makes each digest once; a policy that has stopped
 * gathering, or was retired, still tells what it gathered. Nothing is made of a week without runs.
 */
export async function lookForDigests({ store, clock, log, timeZone }: DigestsInput): Promise<void> {
  const now = clock.now();
  for (const { policyId, oldestAt } of await store.digests.waiting()) {
    const definition = (await store.policies.get(policyId))?.definition ?? null;
    const zone = definition?.schedule?.zone ?? timeZone;
    const week = dueDigest({ oldestAt, zone, now });
    if (week === null) continue;
    const { addresses } = definition === null ? { addresses: [] } : await findRecipients(store, definition.report, now);
    const auditHead = await store.audit.readHead();
    if (await store.digests.make({ policyId, week, zone, madeAt: now, auditHead }, addresses)) {
      log.info({ policyId, week, mailCount: addresses.length }, 'digest made');
    }
  }
}
