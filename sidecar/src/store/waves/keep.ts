// Keeps approvals in waves: the record keeper behind `WaveRecords`. The next wave is requested by one conditional update.
import { sql } from 'kysely';
import type { UserKey } from '../../domain/user.ts';
import type { Waves } from '../../domain/waves.ts';
import type { Database } from '../database.ts';
import { OverlappingRun } from '../runs/decisions.ts';
import { insertRun } from '../runs/run-rows.ts';
import type { Rows } from '../tables.ts';
import type { WaveRecords } from '../waves.ts';
import { findPlannedRun, takenPositions } from './left.ts';

export function keepWaves({ writes, reads }: Database): WaveRecords {
  return {
    async of(heldRunId) {
      const row = await selectWaves(reads).where('wave.run_id', '=', heldRunId).executeTakeFirst();
      return row === undefined ? null : readWaves(row);
    },
    async open() {
      return (await selectWaves(reads).where('wave.ended', 'is', null).orderBy('wave.run_id').execute()).map(readWaves);
    },
    left: async (heldRunId) => (await selectLeft(reads, heldRunId)).length,
    async isLeft(heldRunId, userKey) {
      const open = await selectWaves(reads)
        .where('wave.run_id', '=', heldRunId)
        .where('wave.ended', 'is', null)
        .executeTakeFirst();
      return open !== undefined && (await selectLeft(reads, heldRunId)).includes(userKey);
    },
    async peopleLeft(policyId) {
      const open = await selectWaves(reads)
        .where('wave.ended', 'is', null)
        .where('runs.policy_id', '=', policyId)
        .execute();
      const left = await Promise.all(open.map((row) => selectLeft(reads, row.run_id)));
      return left.flat();
    },
    async begin(input) {
      try {
        return await writes.transaction().execute((transaction) => beginWave(transaction, input));
      } catch (error) {
        if (error instanceof OverlappingRun) return null;
        throw error;
      }
    },
    async postpone(heldRunId, nextAt) {
      await writes.updateTable('run_waves').set({ next_at: nextAt }).where('run_id', '=', heldRunId).execute();
    },
    async end(heldRunId, { why, at }) {
      const ended = await writes
        .updateTable('run_waves')
        .set({ ended: why, ended_at: at })
        .where('run_id', '=', heldRunId)
        .where('ended', 'is', null)
        .returning('run_id')
        .executeTakeFirst();
      return ended !== undefined;
    },
  };
}

function selectWaves(rows: Rows) {
  return rows
    .selectFrom('run_waves as wave')
    .innerJoin('runs', 'runs.id', 'wave.run_id')
    .innerJoin('run_decisions as decision', 'decision.run_id', 'wave.run_id')
    .innerJoin('actors', 'actors.id', 'decision.actor')
    .selectAll('wave')
    .select(['runs.policy_id', 'runs.policy_version', 'actors.username']);
}

function readWaves(row: Awaited<ReturnType<ReturnType<typeof selectWaves>['executeTakeFirstOrThrow']>>): Waves {
  const { ended, ended_at: at } = row;
  return {
    of: row.run_id,
    policyId: row.policy_id,
    policyVersion: row.policy_version,
    approvedBy: row.username,
    users: row.users,
    nextAt: row.next_at,
    expiresAt: row.expires_at,
    lastRunId: row.last_run,
    ended: ended === null || at === null ? null : { why: ended, at },
  };
}

async function selectLeft(rows: Rows, heldRunId: number): Promise<UserKey[]> {
  const plannedRun = await findPlannedRun(rows, heldRunId);
  let query = rows
    .selectFrom('run_entries as entry')
    .innerJoin('run_people as person', 'person.entry_id', 'entry.id')
    .select('person.user_key')
    .where('entry.run_id', '=', heldRunId)
    .where('entry.fate', '=', 'planned');
  if (plannedRun !== null) {
    query = query.where(sql<boolean>`entry.position not in (${takenPositions(heldRunId, plannedRun)})`);
  }
  return (await query.execute()).map((row) => row.user_key);
}

async function beginWave(rows: Rows, { waves, request, nextAt }: Parameters<WaveRecords['begin']>[0]) {
  const plannedRun = await findPlannedRun(rows, waves.of);
  const run = await insertRun(rows, request);
  if (run === null) return null;
  const moved = await rows
    .updateTable('run_waves')
    .set({ last_run: run.id, planned_run: plannedRun, next_at: nextAt })
    .where('run_id', '=', waves.of)
    .where('last_run', '=', waves.lastRunId)
    .where('ended', 'is', null)
    .returning('run_id')
    .executeTakeFirst();
  if (moved === undefined) throw new OverlappingRun();
  return run;
}
