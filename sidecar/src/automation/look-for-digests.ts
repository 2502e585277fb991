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
 * gathering, or was retired, still tells what it gathered. Nothing is made of a week without runs. A digest that cannot be
 * made is tried again at the next look, and keeps nothing else from being done.
 */
export async function lookForDigests(input: DigestsInput): Promise<void> {
  for (const waiting of await input.store.digests.waiting()) {
    await makeIfDue(input, waiting).catch((error: unknown) => {
      input.log.error({ err: error, policyId: waiting.policyId }, 'digest could not be made, will be tried again');
    });
  }
}

type Waiting = Awaited<ReturnType<Store['digests']['waiting']>>[number];

async function makeIfDue(
  { store, clock, log, timeZone }: DigestsInput,
  { policyId, oldestAt }: Waiting,
): Promise<void> {
  const now = clock.now();
  const definition = (await store.policies.get(policyId))?.definition ?? null;
  const zone = definition?.schedule?.zone ?? timeZone;
  const week = dueDigest({ oldestAt, zone, now });
  if (week === null) return;
  const { addresses } = definition === null ? { addresses: [] } : await findRecipients(store, definition.report, now);
  const auditHead = await store.audit.readHead();
  if (!(await store.digests.make({ policyId, week, zone, madeAt: now, auditHead }, addresses))) return;
  if (addresses.length > 0) log.info({ policyId, week, mailCount: addresses.length }, 'digest made');
  else log.warn({ policyId, week }, 'digest made for nobody: no recipient of the policy has an address');
}
