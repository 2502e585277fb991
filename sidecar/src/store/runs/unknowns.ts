// Whom a plan left out as unknown: written in slices before the plan counts as made, and read page by page.
import { sql } from 'kysely';
import type { Trace } from '../../domain/criteria/matches.ts';
import type { UnknownPerson, UnknownUsers } from '../../domain/plan/unknown-users.ts';
import { readJson, writeJson } from '../json-text.ts';
import { cutSlices, forEachSlice, repeatUntilNone } from '../slices.ts';
import type { Rows } from '../tables.ts';

/** Some of them, as they may be handed to another thread. */
export interface UnknownSlice {
  readonly runId: number;
  /** The position of the first of them. */
  readonly start: number;
  readonly users: UnknownUsers['users'];
}

export interface StoredUnknown extends UnknownPerson {
  /** Its place in the list, to page by. */
  readonly position: number;
  readonly trace: Trace;
}

export interface UnknownQuery {
  readonly runId: number;
  /** Return those whose `position` is greater; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** Rows of one slice: six bound values each. */
const sliceUsers = 1_000;

/** Writes all of them; `writeSlice` may be another thread's. */
export async function saveUnknown(
  rows: Rows,
  { runId, unknown }: { readonly runId: number; readonly unknown: UnknownUsers },
  writeSlice: (slice: UnknownSlice) => Promise<void>,
): Promise<void> {
  const traces = unknown.traces.map((trace, number) => ({ run_id: runId, number, trace: writeJson(trace) }));
  await forEachSlice(traces, (some) => rows.insertInto('run_unknown_traces').values(some).execute());
  let start = 1;
  for (const users of cutSlices(unknown.users, sliceUsers)) {
    await writeSlice({ runId, start, users });
    start += users.length;
  }
}

/** Writes a slice in one transaction, or nothing of it. */
export async function writeUnknownSlice(rows: Rows, { runId, start, users }: UnknownSlice): Promise<void> {
  await rows
    .insertInto('run_unknowns')
    .values(
      users.map(({ userKey, username, displayName, trace }, index) => ({
        run_id: runId,
        position: start + index,
        user_key: userKey,
        username,
        display_name: displayName,
        trace_number: trace,
      })),
    )
    .execute();
}

/** A page of them; a plan that is still being written shows none. */
export async function readUnknown(rows: Rows, { runId, after, limit }: UnknownQuery): Promise<StoredUnknown[]> {
  const found = await rows
    .selectFrom('run_unknowns as user')
    .innerJoin('plans', 'plans.run_id', 'user.run_id')
    .innerJoin('run_unknown_traces as why', (join) =>
      join.onRef('why.run_id', '=', 'user.run_id').onRef('why.number', '=', 'user.trace_number'),
    )
    .select(['user.position', 'user.user_key', 'user.username', 'user.display_name', 'why.trace'])
    .where('user.run_id', '=', runId)
    .where('user.position', '>', after)
    .orderBy('user.position')
    .limit(limit)
    .execute();
  return found.map((row) => ({
    position: row.position,
    userKey: row.user_key,
    username: row.username,
    displayName: row.display_name,
    trace: readJson(row.trace),
  }));
}

/** Copies the list of a held plan to the run that was approved for it; call it within a transaction. */
export async function copyUnknown(
  rows: Rows,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  await sql`insert into run_unknown_traces (run_id, number, trace)
    select ${sql.lit(to)}, number, trace from run_unknown_traces where run_id = ${from}`.execute(rows);
  await sql`insert into run_unknowns (run_id, position, user_key, username, display_name, trace_number)
    select ${sql.lit(to)}, position, user_key, username, display_name, trace_number
    from run_unknowns where run_id = ${from}`.execute(rows);
}

/** Users removed by one statement. */
const removedUsers = 5_000;

/** Removes the list of a run, in slices of their own transactions; returns how many users were in it. */
export async function removeUnknown(rows: Rows, runId: number): Promise<number> {
  let removed = 0;
  await repeatUntilNone(async () => {
    const last = await rows
      .selectFrom('run_unknowns')
      .select((one) => one.fn.max<number | null>('position').as('position'))
      .where('run_id', '=', runId)
      .executeTakeFirst();
    const until = last?.position ?? 0;
    const gone = await rows
      .deleteFrom('run_unknowns')
      .where('run_id', '=', runId)
      .where('position', '>', until - removedUsers)
      .executeTakeFirst();
    removed += Number(gone.numDeletedRows);
    return Number(gone.numDeletedRows);
  });
  await rows.deleteFrom('run_unknown_traces').where('run_id', '=', runId).execute();
  return removed;
}
