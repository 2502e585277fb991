// Leases of runs: who works on a run, until when. Every change is one conditional statement, so two cannot both win.
import type { Run } from '../../domain/run.ts';
import type { Instant } from '../../domain/user.ts';
import type { Rows } from '../tables.ts';
import { getRun } from './run-rows.ts';

/**
 * Takes the oldest open run whose lease is free or has run out, and that nobody pauses (a cancelled one may end all the
 * same); tries the next one when another was quicker.
 */
export async function claimRun(
  rows: Rows,
  { holder, now, leaseUntil }: { holder: string; now: Instant; leaseUntil: Instant },
): Promise<Run | null> {
  for (;;) {
    const candidate = await rows
      .selectFrom('runs')
      .select('id')
      .where('state', '<>', 'finished')
      .where((when) => when.or([when('lease_until', 'is', null), when('lease_until', '<=', now)]))
      .where((when) => when.or([when('pause_actor', 'is', null), when('cancel_actor', 'is not', null)]))
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (candidate === undefined) return null;
    const claimed = await rows
      .updateTable('runs')
      .set({ lease_holder: holder, lease_until: leaseUntil })
      .where('id', '=', candidate.id)
      .where('state', '<>', 'finished')
      .where((when) => when.or([when('lease_until', 'is', null), when('lease_until', '<=', now)]))
      .returning('id')
      .executeTakeFirst();
    if (claimed !== undefined) return getRun(rows, claimed.id);
  }
}

export async function renewLease(
  rows: Rows,
  { runId, holder, leaseUntil }: { runId: number; holder: string; leaseUntil: Instant },
): Promise<boolean> {
  const renewed = await rows
    .updateTable('runs')
    .set({ lease_until: leaseUntil })
    .where('id', '=', runId)
    .where('lease_holder', '=', holder)
    .where('state', '<>', 'finished')
    .returning('id')
    .executeTakeFirst();
  return renewed !== undefined;
}

export async function releaseLease(rows: Rows, runId: number, holder: string): Promise<void> {
  await rows
    .updateTable('runs')
    .set({ lease_holder: null, lease_until: null })
    .where('id', '=', runId)
    .where('lease_holder', '=', holder)
    .execute();
}
