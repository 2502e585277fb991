// Snapshots as they are kept, and what one of them says of users whom another one showed.
import { sql } from 'kysely';
import type { SeenNow } from '../../domain/licence/backtest.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import { isOneOf } from '../criteria-sql/parts.ts';
import type { Engine } from '../database.ts';
import type { Rows } from '../tables.ts';

export interface KeptSnapshot {
  readonly id: number;
  readonly hostId: string;
  readonly startedAt: Instant;
}

/** Oldest first. */
export async function listKept(rows: Rows): Promise<KeptSnapshot[]> {
  const found = await rows
    .selectFrom('snapshots')
    .select(['id', 'host_id', 'started_at'])
    .where('finished_at', 'is not', null)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return found.map((row) => ({ id: row.id, hostId: row.host_id, startedAt: row.started_at }));
}

export async function readSeenNow(
  { rows, engine }: { readonly rows: Rows; readonly engine: Engine },
  { snapshotId, userKeys }: { readonly snapshotId: number; readonly userKeys: readonly UserKey[] },
): Promise<Map<UserKey, SeenNow>> {
  const found = await rows
    .selectFrom('snapshot_users as u')
    .select(['u.user_key', 'u.status', 'u.activity_state', 'u.activity_at'])
    .where('u.snapshot_id', '=', snapshotId)
    .where(isOneOf(engine, sql`u.user_key`, userKeys))
    .execute();
  return new Map(
    found.map((row) => [row.user_key, { status: row.status, activity: row.activity_state, activeAt: row.activity_at }]),
  );
}
