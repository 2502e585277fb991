// What live runs changed in directories and Confluence, by a reading, has yet to see: each change with its user.
import type { Change } from '../../domain/action.ts';
import { foldName, type Instant, type Username } from '../../domain/user.ts';
import { readJson } from '../json-text.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';

export interface UnseenQuery {
  readonly snapshotId: number;
  /** Of runs that ended then or later. */
  readonly since: Instant;
  /** Of runs that ended before. */
  readonly before: Instant;
}

export interface UnseenStep {
  readonly personId: number;
  /** Null where whom it was about has been erased. */
  readonly username: Username | null;
  readonly change: Change;
}

/** Steps that ended pending, without those of users whom the snapshot shows active; newcomers have no key yet, so names are compared. */
export async function readUnseen(rows: Rows, { snapshotId, since, before }: UnseenQuery): Promise<UnseenStep[]> {
  const found = await rows
    .selectFrom('runs')
    .innerJoin('run_steps as step', 'step.run_id', 'runs.id')
    .leftJoin('run_people as person', 'person.entry_id', 'step.entry_id')
    .select(['step.entry_id', 'step.change', 'person.username'])
    .where('runs.state', '=', 'finished')
    .where('runs.finished_at', '>=', since)
    .where('runs.finished_at', '<', before)
    .where('runs.mode', '=', 'live')
    .where('step.outcome_kind', '=', 'pending-synchronisation')
    .orderBy('step.id')
    .execute();
  const names = new Set(found.flatMap(({ username }) => (username === null ? [] : [foldName(username)])));
  const active = new Set<string>();
  for (const some of cutSlices([...names])) {
    const seen = await rows
      .selectFrom('snapshot_users')
      .select('username_folded')
      .where('snapshot_id', '=', snapshotId)
      .where('username_folded', 'in', some)
      .where('status', '=', 'active')
      .execute();
    for (const row of seen) active.add(row.username_folded);
  }
  const unseen = found.filter(({ username }) => username === null || !active.has(foldName(username)));
  return unseen.map((row) => ({ personId: row.entry_id, username: row.username, change: readJson(row.change) }));
}
