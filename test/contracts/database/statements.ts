// The suite about printed statements: they run as they are, write nothing, and say the same as the adapter.
import { expect, it } from 'vitest';
import { readerLoginFor } from '../../../sidecar/src/adapters/confluence-database/sql/reader-login.ts';
import { statementsFor } from '../../../sidecar/src/adapters/confluence-database/sql/statements.ts';
import type { DatabaseReading } from '../../../sidecar/src/adapters/ports.ts';
import { collect, collectSource, type GivenSites } from './given.ts';
import { readEverything } from './safety.ts';

type Cell = string | number | null;

export function describeStatements({ engine, site, read, connect }: GivenSites): void {
  const statements = new Map(
    statementsFor(engine === 'postgres' ? 'postgres' : 'mysql').map((one) => [one.name, one.sql]),
  );

  /** Values in the order of the statement's columns, as text where they are no number. */
  const run = async (name: string): Promise<Cell[][]> => {
    const rows = await site().database.run(statements.get(name) ?? '');
    return rows.map((row) => Object.values(row).map((value) => (value === null ? null : String(value))));
  };
  const sorted = (rows: readonly (readonly Cell[])[]) => rows.map((row) => JSON.stringify(row)).sort();

  /** One row of the adapter for each row of the statement, written the same way. */
  const expected: Readonly<Record<string, (reading: DatabaseReading) => Promise<Cell[][]>>> = {
    'unsynced-users': async (reading) =>
      (await collect(reading.unsynced())).map(({ userKey, username }) => [userKey, username]),
    'name-faults': async (reading) =>
      (await collect(reading.duplicates())).map(({ userKey, username, folded }) => [userKey, username, folded]),
    memberships: async (reading) =>
      (await tellMemberships(reading, true)).map(([, directory, username, group]) => [
        directory ?? '',
        username ?? '',
        group ?? '',
      ]),
    'nested-memberships': (reading) => tellMemberships(reading, false),
    'licensed-users': async (reading) => {
      const names = await nameDirectories(reading);
      const licensed = await collectSource(reading.licensedUsers());
      return licensed.map(({ username, userKey, directoryId }) => [username, userKey, names.get(directoryId) ?? '']);
    },
    'token-use': async (reading) =>
      (await collectSource(reading.tokenUse())).map(({ userKey, lastUsedAt, tokens }) => [
        userKey,
        cut(lastUsedAt),
        String(tokens),
      ]),
    'recent-views': async (reading) =>
      (await collectSource(reading.recentViews())).map(({ userKey, lastViewedAt }) => [userKey, cut(lastViewedAt)]),
    logins: async (reading) =>
      (await collectSource(reading.logins()))
        .filter(({ lastLoginAt }) => lastLoginAt !== undefined)
        .map((one) => [one.userKey, cut(one.lastLoginAt), cut(one.previousLoginAt), cut(one.lastFailureAt)]),
    accounts: async (reading) => {
      const names = await nameDirectories(reading);
      return (await collect(reading.accounts())).map((one) => [
        ...[one.id, names.get(one.directoryId) ?? '', one.username, one.active === null ? 'X' : one.active ? 'T' : 'F'],
        ...[one.userKey, one.effective ? 'T' : 'F'],
      ]);
    },
  };

  /** The columns of a statement that are compared, where not all are. */
  const columns: Readonly<Record<string, readonly number[]>> = {
    accounts: [0, 1, 2, 3, 8, 10],
    'token-use': [0, 2, 3],
    'recent-views': [0, 2],
    logins: [0, 2, 3, 4],
  };

  it.each(Object.keys(expected))('%s says what the adapter says', async (name) => {
    const told = await run(name);
    const kept = columns[name];
    const rows = told.map((row) => (kept === undefined ? row : kept.map((column) => row[column] ?? null)));
    const own = await read(expected[name] ?? (() => Promise.resolve([])));
    expect(own.length).toBeGreaterThan(0);
    // The adapter makes no date of 1970; the statement prints what is stored.
    const comparable = name === 'logins' ? rows.filter(([, last]) => !String(last).startsWith('1970')) : rows;
    expect(sorted(comparable)).toEqual(sorted(own));
  });

  it('directories, their operations, groups and grants are all there', async () => {
    expect(await run('directories')).toHaveLength(5);
    expect(await run('directory-operations')).toHaveLength(3);
    expect(await run('groups')).toHaveLength(9);
    expect(await run('licence-grants')).toHaveLength(7);
  });

  it('prints a login that reads everything the product needs, may not write, and sees no hash of a password', async () => {
    const { database } = site();
    const schema = engine === 'postgres' ? 'public' : new URL(database.ownerUrl).pathname.slice(1);
    const own = readerLoginFor(engine === 'postgres' ? 'postgres' : 'mysql', {
      name: 'printed',
      password: 'secret',
      schema,
    });
    for (const { sql } of own) await database.run(sql);
    const url = database.ownerUrl.replace(/\/\/[^@]*@/, '//printed:secret@');
    const { canWrite, tables } = await connect({ url }).check();
    expect([canWrite, tables.every(({ state }) => state === 'present')]).toEqual([false, true]);
    await connect({ url }).read(readEverything);
    expect(own.map(({ sql }) => sql).join()).not.toMatch(/credential|HASHED_TOKEN/i);
  });
}

async function nameDirectories(reading: DatabaseReading): Promise<Map<string, string>> {
  return new Map((await reading.directories()).map(({ id, name }) => [id, name]));
}

async function tellMemberships(reading: DatabaseReading, wanted: boolean): Promise<Cell[][]> {
  const names = await nameDirectories(reading);
  const accounts = new Map((await collect(reading.accounts())).map(({ id, username }) => [id, username]));
  return (await collect(reading.memberships()))
    .filter(({ direct }) => direct === wanted)
    .map((one) => [one.accountId, names.get(one.directoryId) ?? '', accounts.get(one.accountId) ?? '', one.group]);
}

/** As the statements print dates: to the second, without a zone. */
function cut(at: string | null | undefined): string | null {
  return typeof at === 'string' ? at.slice(0, 19).replace('T', ' ') : null;
}
