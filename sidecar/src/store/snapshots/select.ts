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
  const condition = await compileFor({ rows, engine, accounts }, input);
  let after: UserKey | null = null;
  do {
    const end: UserKey | null = await windowEnd(rows, snapshotId, after);
    const found = await readWindow(rows, { ...input, condition }, after, end);
    for (const batch of cutSlices(found, batchSize)) {
      const userKeys = batch.map((row) => row.user_key);
      const memberships = await readMemberships(rows, snapshotId, userKeys);
      const accountsOf = await accounts.of(snapshotId, userKeys);
      yield batch.map((row) => ({
        user: readUserRow(row),
        memberships: memberships.get(row.user_key) ?? [],
        accounts: accountsOf(row.user_key),
      }));
    }
    await nextTurn();
    after = end;
  } while (after !== null);
}

/** The criteria over rows of `snapshot_users as u`, by what this snapshot knows. */
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
  });
}

/** Key of the last user of the window, or null when the rest fits into it. */
async function windowEnd(rows: Rows, snapshotId: number, after: UserKey | null): Promise<UserKey | null> {
  const row = await rows
    .selectFrom('snapshot_users')
    .select('user_key')
    .where('snapshot_id', '=', snapshotId)
    .$if(after !== null, (query) => query.where('user_key', '>', after as UserKey))
    .orderBy('user_key')
    .limit(1)
    .offset(windowUsers - 1)
    .executeTakeFirst();
  return row?.user_key ?? null;
}

async function readWindow(
  rows: Rows,
  { snapshotId, condition, verdict }: Pick<SelectInput, 'snapshotId' | 'verdict'> & { readonly condition: Condition },
  after: UserKey | null,
  end: UserKey | null,
): Promise<UserRow[]> {
  let query = rows
    .selectFrom('snapshot_users as u')
    .select(userColumns)
    .where('u.snapshot_id', '=', snapshotId)
    .where(verdict === 'yes' ? sql<boolean>`${condition} is true` : sql<boolean>`${condition} is null`)
    .orderBy('u.user_key');
  if (after !== null) query = query.where('u.user_key', '>', after);
  if (end !== null) query = query.where('u.user_key', '<=', end);
  return query.execute();
}
