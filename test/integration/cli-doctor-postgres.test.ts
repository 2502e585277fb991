// The doctor beside a real PostgreSQL: our own store on it, Confluence's tables on it, and the login that `sql` prints.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrationNames } from '../../sidecar/src/store/migrations/migrate.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { cliEnvironment, runDoctor } from '../support/cli.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { makeReaderLogin } from '../support/reader-login.ts';

let databases: TestDatabases;
let lab: Lab;
let tables = '';
beforeAll(async () => {
  databases = await startDatabases('postgres');
  tables = await createDatabase();
  lab = await startLab({ users: 120, checkAnswers: false, databaseUrl: tables });
});
afterAll(async () => {
  await lab?.close();
  await databases?.stop();
});

async function createDatabase(): Promise<string> {
  const address = await databases.create();
  if (address.kind !== 'postgres') throw new Error('not a PostgreSQL');
  return address.url;
}

it('tells the version of a store and leaves an empty one empty', async () => {
  const url = await createDatabase();
  const env = cliEnvironment(lab, { UM_DATABASE_URL: url });
  const empty = expect.stringMatching(/^The PostgreSQL database is empty/);
  expect((await runDoctor(env)).about('store')).toMatchObject([{ level: 'ok', found: empty }]);
  expect((await runDoctor(env)).about('store')).toMatchObject([{ found: empty }]);
  await (await openStore({ kind: 'postgres', url })).close();
  expect((await runDoctor(env)).about('store')[0]).toMatchObject({
    level: 'ok',
    found: `The PostgreSQL database is of this version (${migrationNames.at(-1)}).`,
  });
});

it("refuses a login to Confluence's database that can write, and takes the one that sql prints", async () => {
  const env = cliEnvironment(lab);
  const owner = await runDoctor({ ...env, UM_CONFLUENCE_DATABASE_URL: tables });
  expect(owner.about('confluence-database')).toMatchObject([
    { level: 'fault', todo: expect.stringContaining('user-management sql') },
  ]);
  const reader = await runDoctor({ ...env, UM_CONFLUENCE_DATABASE_URL: await makeReaderLogin(tables) });
  expect(reader.code).toBe(0);
  expect(reader.about('confluence-database')[0]).toMatchObject({
    level: 'ok',
    found: expect.stringMatching(/^PostgreSQL \d+.* lets us read \d+ of \d+ tables, and nothing be written\.$/),
  });
});

it('takes a login that can write where that is allowed, and goes on saying so', async () => {
  const allowed = { UM_CONFLUENCE_DATABASE_URL: tables, UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE: 'yes' };
  const { about } = await runDoctor(cliEnvironment(lab, allowed));
  expect(about('confluence-database')[0]).toMatchObject({
    level: 'warning',
    found: expect.stringMatching(/its login could write too \(.+\)/),
    todo: expect.stringContaining('UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE'),
  });
});

it("says which zone Confluence's dates are read in, and when log-ins show another one", async () => {
  const zoneSaid = async (timeZone?: string) => {
    const named = timeZone === undefined ? {} : { UM_CONFLUENCE_DATABASE_TIME_ZONE: timeZone };
    const allowed = { UM_CONFLUENCE_DATABASE_URL: tables, UM_CONFLUENCE_DATABASE_ALLOW_WRITABLE: 'yes' };
    const { about } = await runDoctor(cliEnvironment(lab, { ...allowed, ...named }));
    return about('confluence-database').at(-1);
  };
  expect(await zoneSaid()).toMatchObject({ level: 'ok', found: expect.stringContaining('UTC+00:00, as log-ins show') });
  expect(await zoneSaid('UTC')).toMatchObject({ level: 'ok', found: 'Its dates are read as UTC.' });
  expect(await zoneSaid('Asia/Kathmandu')).toMatchObject({
    level: 'warning',
    found: 'Its dates are read as Asia/Kathmandu, but log-ins show them at UTC+00:00.',
    todo: expect.stringContaining('UM_CONFLUENCE_DATABASE_TIME_ZONE'),
  });
});
