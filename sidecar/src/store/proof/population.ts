// How many there were: counts of each day, and readings that are still kept.
import { readJson } from '../json-text.ts';
import type { Period, ProofLine } from '../proof.ts';
import type { Rows } from '../tables.ts';

export async function readDays(rows: Rows, { from, to }: Period): Promise<ProofLine[]> {
  const found = await rows
    .selectFrom('licence_days')
    .selectAll()
    .where('read_at', '>=', from)
    .where('read_at', '<', to)
    .orderBy('day')
    .execute();
  return found.map(({ read_at: readAt, seats_unknown: seatsUnknown, host_used: hostUsed, ...day }) => {
    return { ...day, readAt, seatsUnknown, hostUsed };
  });
}

export async function readSnapshots(rows: Rows, { from, to }: Period): Promise<{ id: number; line: ProofLine }[]> {
  const found = await rows
    .selectFrom('snapshots')
    .selectAll()
    .where('finished_at', 'is not', null)
    .where('started_at', '>=', from)
    .where('started_at', '<', to)
    .orderBy('id')
    .execute();
  return found.map((row) => ({
    id: row.id,
    line: {
      snapshot: row.id,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      users: row.user_count,
      groups: row.group_count,
      sources: readJson(row.sources).map(({ source, state, count }) => ({ source, state, count })),
    },
  }));
}
