// Leaves one line of a run in Confluence's own audit log: noted before and after the call, once, and only where it acted.
import type { HostIdentity } from '../../adapters/ports.ts';
import type { RecordPort } from '../../adapters/writes.ts';
import type { Clock } from '../../clock.ts';
import { hasActed, wordRunRecord } from '../../domain/host-record.ts';
import type { Run } from '../../domain/run.ts';
import { isSameHost } from '../../domain/run-mode.ts';
import type { Store } from '../../store/store.ts';
import { isTurnedAway } from '../unanswered.ts';

export interface RecordedRun {
  readonly run: Run;
  /** Who answers now. */
  readonly identity: HostIdentity;
  readonly configuredUrl: string;
}

interface RecordTools {
  readonly store: Store;
  readonly records: RecordPort;
  readonly clock: Clock;
}

/**
 * Nothing of it ever fails a run. A line whose answer is missing is never sent again: two lines of one run would say that
 * it ran twice. A Confluence that is not the one of this product, or that turned our sign-in away, is told nothing, and none
 * is told anything in observe mode or under the emergency stop, whenever the run began.
 */
export async function leaveHostRecord(
  { store, records, clock }: RecordTools,
  { run, identity, configuredUrl }: RecordedRun,
): Promise<void> {
  const { steps, users } = await store.runs.counts(run.id);
  if (!hasActed(run, steps) || isTurnedAway(run.failure)) return;
  const { hostBinding, emergencyStop, processMode } = await store.settings.all();
  const bound = hostBinding !== null && isSameHost(hostBinding, { ...identity, configuredUrl });
  if (!bound || emergencyStop !== null || processMode === 'observe') return;
  const at = clock.now();
  if (!(await store.hostRecords.begin({ runId: run.id, at }))) return;
  const { kind, evidence } = await records.write({ ...wordRunRecord(run, users), at });
  await store.hostRecords.settle({ runId: run.id, at: clock.now(), state: kind, evidence });
}
