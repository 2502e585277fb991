// Accounts and directories of a snapshot as rows, and back; what is known of a user's accounts as a whole.
import type { Selectable } from 'kysely';
import type { Account, AccountsKnown } from '../../domain/account.ts';
import type { Directory } from '../../domain/directory.ts';
import { foldName, type UserKey } from '../../domain/user.ts';
import { type AccountRecord, accountsSource, type SnapshotDirectory } from '../accounts.ts';
import { StoreStateError } from '../errors.ts';
import { readJson, writeJson } from '../json-text.ts';
import { cutSlices, forEachSlice, type Rest } from '../slices.ts';
import type { SnapshotAccountTable } from '../tables/snapshots.ts';
import type { Rows } from '../tables.ts';

/** Ten bound values a row: well within SQLite's 32,766. */
const insertedRows = 2_000;

export async function addDirectories(
  rows: Rows,
  snapshotId: number,
  directories: readonly SnapshotDirectory[],
): Promise<void> {
  if (directories.length === 0) return;
  const values = directories.map(({ accounts, ...directory }, place) => ({
    snapshot_id: snapshotId,
    place,
    name: directory.name,
    name_folded: foldName(directory.name),
    accounts_read: accounts,
    told: writeJson<Directory>(directory),
  }));
  await rows.insertInto('snapshot_directories').values(values).execute();
}

export async function readDirectories(rows: Rows, snapshotId: number): Promise<SnapshotDirectory[]> {
  const found = await rows
    .selectFrom('snapshot_directories')
    .select(['told', 'accounts_read'])
    .where('snapshot_id', '=', snapshotId)
    .orderBy('place')
    .execute();
  return found.map((row) => ({ ...readJson(row.told), accounts: row.accounts_read }));
}

export async function addAccounts(
  rows: Rows,
  input: { snapshotId: number; records: readonly AccountRecord[]; rest?: Rest },
): Promise<void> {
  const { snapshotId, records, ...pace } = input;
  const placed = await rows
    .selectFrom('snapshot_directories')
    .select(['name_folded', 'place'])
    .where('snapshot_id', '=', snapshotId)
    .execute();
  const places = new Map(placed.map((row) => [row.name_folded, row.place]));
  const placeOf = (directory: string): number => {
    const place = places.get(foldName(directory));
    if (place === undefined) throw new StoreStateError(`Snapshot ${snapshotId} has no directory ${directory}.`);
    return place;
  };
  await forEachSlice(
    records,
    (slice) =>
      rows
        .insertInto('snapshot_accounts')
        .values(slice.map((record) => makeRow(snapshotId, record, placeOf)))
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    { size: insertedRows, ...pace },
  );
}

function makeRow(
  snapshotId: number,
  { userKey, account }: AccountRecord,
  placeOf: (directory: string) => number,
): Selectable<SnapshotAccountTable> {
  return {
    snapshot_id: snapshotId,
    user_key: userKey,
    place: placeOf(account.directory),
    username: account.username,
    status: account.status,
    email: account.email,
    display_name: account.displayName,
    account_key: account.key,
    created_at: account.createdAt,
    effective: account.effective === null ? null : account.effective ? 1 : 0,
  };
}

/** What is known of accounts in a snapshot as a whole. */
export type AccountsState = 'untold' | 'partly' | 'complete';

/** Reads what is known of users' accounts. A finished snapshot never changes, so its state is asked once. */
export function openAccounts(rows: Rows) {
  const states = new Map<number, AccountsState>();
  const stateOf = async (snapshotId: number): Promise<AccountsState> => {
    const known = states.get(snapshotId);
    if (known !== undefined) return known;
    const row = await rows
      .selectFrom('snapshots')
      .select(['sources', 'finished_at'])
      .where('id', '=', snapshotId)
      .executeTakeFirst();
    if (row === undefined || row.finished_at === null) return 'untold';
    const reading = readJson(row.sources).find((one) => one.source === accountsSource);
    const state = reading === undefined ? 'untold' : reading.state === 'complete' ? 'complete' : 'partly';
    if (states.size > rememberedStates) states.clear();
    states.set(snapshotId, state);
    return state;
  };
  return {
    stateOf,
    /** What is known of each of the users' accounts. */
    of: async (snapshotId: number, userKeys: readonly UserKey[]): Promise<(userKey: UserKey) => AccountsKnown> => {
      const state = await stateOf(snapshotId);
      if (state === 'untold') return () => ({ kind: 'untold' });
      const accounts = await readAccounts(rows, snapshotId, userKeys);
      return (userKey) => ({
        kind: 'told',
        complete: state === 'complete',
        accounts: accounts.get(userKey) ?? [],
      });
    },
  };
}

export type AccountsReader = ReturnType<typeof openAccounts>;

/** More than are ever kept at the same time. */
const rememberedStates = 50;
/** Users whose accounts one statement fetches: keeps the bound values within SQLite's limit. */
const usersPerStatement = 5_000;

async function readAccounts(
  rows: Rows,
  snapshotId: number,
  userKeys: readonly UserKey[],
): Promise<Map<UserKey, Account[]>> {
  const byUser = new Map<UserKey, Account[]>();
  for (const slice of cutSlices(userKeys, usersPerStatement)) {
    const found = await rows
      .selectFrom('snapshot_accounts as a')
      .innerJoin('snapshot_directories as d', (join) =>
        join.onRef('d.snapshot_id', '=', 'a.snapshot_id').onRef('d.place', '=', 'a.place'),
      )
      .selectAll('a')
      .select('d.name as directory')
      .where('a.snapshot_id', '=', snapshotId)
      .where('a.user_key', 'in', slice)
      .orderBy('a.user_key')
      .orderBy('a.place')
      .orderBy('a.username')
      .execute();
    for (const row of found) {
      const account = readRow(row);
      const known = byUser.get(row.user_key);
      if (known === undefined) byUser.set(row.user_key, [account]);
      else known.push(account);
    }
  }
  return byUser;
}

function readRow(row: Selectable<SnapshotAccountTable> & { directory: string }): Account {
  return {
    directory: row.directory,
    username: row.username,
    status: row.status,
    email: row.email,
    displayName: row.display_name,
    key: row.account_key,
    createdAt: row.created_at,
    effective: row.effective === null ? null : row.effective === 1,
  };
}
