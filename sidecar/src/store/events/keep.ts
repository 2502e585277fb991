// Keeps looks and claims of events: the record keeper behind `EventRecords`. A look moves on once, by one conditional update.
import { withoutDealtWith } from '../../domain/event.ts';
import type { PolicyId } from '../../domain/policy.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import type { Database } from '../database.ts';
import type { EventClaim, EventRecords } from '../events.ts';
import { OverlappingRun } from '../runs/decisions.ts';
import { insertRun } from '../runs/run-rows.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';

export function keepEvents({ writes, reads }: Database): EventRecords {
  return {
    async look(policyId) {
      const row = await reads
        .selectFrom('event_looks')
        .selectAll()
        .where('policy_id', '=', policyId)
        .executeTakeFirst();
      if (row === undefined) return null;
      const { event, since, snapshot_id: snapshotId, seen_until: seenUntil, complete } = row;
      return { event, since, snapshotId, seenUntil, complete: complete === 1 };
    },
    async beginLooking(policyId, look) {
      const columns = lookColumns(look);
      await writes
        .insertInto('event_looks')
        .values({ policy_id: policyId, ...columns })
        .onConflict((conflict) =>
          conflict
            .column('policy_id')
            .doUpdateSet(columns)
            .where((when) =>
              when.or([when('event_looks.event', '<>', look.event), when('event_looks.since', '>', look.since)]),
            ),
        )
        .execute();
    },
    async appearedSince({ snapshotId, since, before }) {
      const found = await reads
        .selectFrom('snapshot_users as user')
        .leftJoin('snapshot_users as earlier', (join) =>
          join.onRef('earlier.user_key', '=', 'user.user_key').on('earlier.snapshot_id', '=', before),
        )
        .select(['user.user_key', 'user.created_at', 'user.first_seen_at', 'earlier.user_key as earlier'])
        .where('user.snapshot_id', '=', snapshotId)
        .where((when) => when.or([when('user.created_at', '>', since), when('user.first_seen_at', '>', since)]))
        .orderBy('user.user_key')
        .execute();
      // Asked afterwards: whoever prunes takes a snapshot's word away before its users.
      const kept = await reads
        .selectFrom('snapshots')
        .select('id')
        .where('id', '=', before)
        .where('finished_at', 'is not', null)
        .executeTakeFirst();
      return found.map((row) => ({
        userKey: row.user_key,
        createdAt: row.created_at,
        firstSeenAt: row.first_seen_at,
        seenBefore: kept === undefined ? null : row.earlier !== null,
      }));
    },
    async loginsSince(snapshotId, since) {
      const found = await reads
        .selectFrom('snapshot_evidence')
        .select(({ fn }) => ['user_key as userKey', fn.max('at').as('at')])
        .where('snapshot_id', '=', snapshotId)
        .where('kind', '=', 'login')
        .where('word', '=', 'seen')
        .where('carried', '=', 0)
        .where('at', '>', since)
        .groupBy('user_key')
        .orderBy('user_key')
        .execute();
      return found.flatMap(({ userKey, at }) => (at === null ? [] : [{ userKey, at }]));
    },
    async claim(input) {
      try {
        return await writes.transaction().execute((transaction) => claimEvents(transaction, input));
      } catch (error) {
        if (error instanceof OverlappingRun) return { kind: 'overlap' };
        throw error;
      }
    },
    async claimedBy(runId) {
      const found = await reads.selectFrom('event_claims').select('user_key').where('run_id', '=', runId).execute();
      return new Set(found.map((row) => row.user_key));
    },
  };
}

type Look = Parameters<EventRecords['beginLooking']>[1];

function lookColumns({ event, since, snapshotId, seenUntil, complete }: Look) {
  return { event, since, snapshot_id: snapshotId, seen_until: seenUntil, complete: complete ? 1 : 0 };
}

type ClaimInput = Parameters<EventRecords['claim']>[0];

/** Throws `OverlappingRun`, so that the transaction leaves nothing behind. */
async function claimEvents(rows: Rows, { policyId, from, to, events, request }: ClaimInput): Promise<EventClaim> {
  const moved = await rows
    .updateTable('event_looks')
    .set(lookColumns(to))
    .where('policy_id', '=', policyId)
    .where('event', '=', from.event)
    .where('since', '=', from.since)
    .where('snapshot_id', '=', from.snapshotId)
    .returning('policy_id')
    .executeTakeFirst();
  if (moved === undefined) return { kind: 'taken' };
  const fresh = withoutDealtWith(events, to.event, await lastClaims(rows, policyId, to.event));
  if (fresh.length === 0) return { kind: 'nothing' };
  const run = await insertRun(rows, request);
  if (run === null) throw new OverlappingRun();
  for (const slice of cutSlices(fresh)) {
    await rows
      .insertInto('event_claims')
      .values(
        slice.map(({ userKey, at }) => ({
          policy_id: policyId,
          user_key: userKey,
          event: to.event,
          event_at: at,
          run_id: run.id,
        })),
      )
      .execute();
  }
  return { kind: 'claimed', run, users: fresh.length };
}

async function lastClaims(rows: Rows, policyId: PolicyId, event: Look['event']): Promise<Map<UserKey, Instant>> {
  const found = await rows
    .selectFrom('event_claims')
    .select(({ fn }) => ['user_key', fn.max('event_at').as('last')])
    .where('policy_id', '=', policyId)
    .where('event', '=', event)
    .groupBy('user_key')
    .execute();
  return new Map(found.map((row) => [row.user_key, row.last]));
}
