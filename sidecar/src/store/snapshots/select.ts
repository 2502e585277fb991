// Reads the people of a snapshot whose answer to the criteria is the wanted one, batch by batch, ordered by user key.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Criteria } from '../../domain/criteria/leaves.ts';
import type { Instant, UserKey, UserWithGroups } from '../../domain/user.ts';
import type { Condition } from '../criteria-sql/parts.ts';
import { compileCriteria } from '../criteria-sql.ts';
import type { Engine } from '../database.ts';
import { cutSlices } from '../slices.ts';
import type { Rows } from '../tables.ts';
import type { AccountsReader } from './accounts.ts';
import { readLicence } from './licence.ts';
import { areOnlyLoginsTold } from './only-logins.ts';
import { areNamesTold, asksUnlisted, peopleAskedBy } from './unsynced.ts';
import { readMemberships, readUserRow, type UserRow, userColumns } from './user-rows.ts';

/** Users looked at by one statement: bounds its time whether everybody matches or nobody does. */
const windowUsers = 1_000;

export interface SelectInput {
  readonly snapshotId: number;
  readonly criteria: Criteria;
  readonly now: Instant;
  readonly verdict: 'yes' | 'unknown';
  readonly batchSize?: number;
}

/** Where people are read from. */
export interface PeopleReader {
  readonly rows: Rows;
  readonly engine: Engine;
  readonly accounts: AccountsReader;
}

export async function* selectPeople(
  { rows, engine, accounts }: PeopleReader,
  input: SelectInput,
): AsyncGenerator<readonly UserWithGroups[]> {
  const { snapshotId, batchSize = 500 } = input;
  const reader = { rows, engine, accounts };
  const condition = await compileFor(reader, input);
  let after: UserKey | null = null;
  do {
    const end: UserKey | null = await windowEnd(rows, input, after);
    const found = await readWindow(rows, { ...input, condition }, after, end);
    for (const batch of cutSlices(found, batchSize)) yield await toPeople(reader, snapshotId, batch);
    await nextTurn();
    after = end;
  } while (after !== null);
}

/** A user as criteria were put to; `unlisted` is 1 for somebody unsynced. */
export type AskedUserRow = UserRow & { readonly unlisted?: number };

/** Completes users by their groups and accounts. */
export async function toPeople(
  { rows, accounts }: PeopleReader,
  snapshotId: number,
  found: readonly AskedUserRow[],
): Promise<UserWithGroups[]> {
  const userKeys = found.map((row) => row.user_key);
  const memberships = await readMemberships(rows, snapshotId, userKeys);
  const accountsOf = await accounts.of(snapshotId, userKeys);
  return found.map((row) => ({
    user: readUserRow(row),
    memberships: memberships.get(row.user_key) ?? [],
    accounts: accountsOf(row.user_key),
    ...(row.unlisted === 1 ? { unsynced: true } : {}),
  }));
}

/** The criteria over the rows of `peopleAskedBy`, by what this snapshot knows. */
export async function compileFor(
  { rows, engine, accounts }: PeopleReader,
  { snapshotId, criteria, now }: Pick<SelectInput, 'snapshotId' | 'criteria' | 'now'>,
): Promise<Condition> {
  return compileCriteria(criteria, {
    now,
    engine,
    accounts: await accounts.stateOf(snapshotId),
    licence: (await readLicence(rows, snapshotId))?.licence ?? null,
    onlyLogins: await areOnlyLoginsTold(rows, snapshotId),
    namesTold: asksUnlisted(criteria) && (await areNamesTold(rows, snapshotId)),
  });
}

/** Key of the last user of the window, or null when the rest fits into it. */
async function windowEnd(
  rows: Rows,
  { snapshotId, criteria }: Pick<SelectInput, 'snapshotId' | 'criteria'>,
  after: UserKey | null,
): Promise<UserKey | null> {
  const row = await rows
    .selectFrom(peopleAskedBy(criteria, snapshotId))
    .select('u.user_key')
    .where('u.snapshot_id', '=', snapshotId)
    .$if(after !== null, (query) => query.where('u.user_key', '>', after as UserKey))
    .orderBy('u.user_key')
    .limit(1)
    .offset(windowUsers - 1)
    .executeTakeFirst();
  return row?.user_key ?? null;
}

async function readWindow(
  rows: Rows,
  { snapshotId, criteria, condition, verdict }: SelectInput & { readonly condition: Condition },
  after: UserKey | null,
  end: UserKey | null,
): Promise<AskedUserRow[]> {
  let query = rows
    .selectFrom(peopleAskedBy(criteria, snapshotId))
    .select(userColumns)
    .$if(asksUnlisted(criteria), (asked) => asked.select('u.unlisted'))
    .where('u.snapshot_id', '=', snapshotId)
    .where(verdict === 'yes' ? sql<boolean>`${condition} is true` : sql<boolean>`${condition} is null`)
    .orderBy('u.user_key');
  if (after !== null) query = query.where('u.user_key', '>', after);
  if (end !== null) query = query.where('u.user_key', '<=', end);
  return query.execute();
}
