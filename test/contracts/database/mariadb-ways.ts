// The suite about MariaDB's and MySQL's own ways: collations, case of table names, roles, dates that are instants.
import { expect, it } from 'vitest';
import { startSiteServer } from '../../support/confluence-tables/server.ts';
import { keys, site } from '../../support/confluence-tables/site.ts';
import { collect, collectSource, type GivenSites } from './given.ts';
import { readEverything } from './safety.ts';

export function describeMariadbWays({ create, connect, read, site: given }: GivenSites): void {
  it('reads a site whose tables differ in collation, and takes no letter for another', async () => {
    const database = await create({
      rows: site,
      collationOf: (table) => (table === 'user_mapping' ? 'utf8mb3_general_ci' : 'utf8mb4_unicode_ci'),
    });
    const url = await database.createReader();
    const [mixed, sound] = [
      await read((reading) => collect(reading.accounts()), { url }),
      await read((reading) => collect(reading.accounts())),
    ];
    expect(mixed).toEqual(sound);
    const licensed = (one: string) => read((reading) => collectSource(reading.licensedUsers()), { url: one });
    expect(await licensed(url)).toEqual(await licensed(given().readerUrl));
    expect(await read((reading) => collect(reading.unsynced()), { url })).toHaveLength(1);
    expect(await read((reading) => collect(reading.duplicates()), { url })).toHaveLength(3);
  });

  it('takes a timestamp for the instant it is, whatever zones the server and the Java machine are in', async () => {
    const database = await create({ rows: site });
    await database.run("set session time_zone = '+00:00'");
    await database.run(
      'update logininfo set successdate = null where username <> (select min(user_key) from user_mapping)',
    );
    await database.run('alter table logininfo modify successdate timestamp(3) null');
    await database.run("set session time_zone = '-07:00'");
    const url = await database.createReader();
    const logins = await read((reading) => collectSource(reading.logins()), { url, timeZone: 'Asia/Kathmandu' });
    const alice = logins.find(({ userKey }) => userKey === keys.alice);
    expect(alice?.lastLoginAt).toBe('2024-07-02T16:58:25.077Z');
    expect(alice?.previousLoginAt).toBe('2024-07-01T03:15:00.000Z');
  });

  it('finds tables on a server that folds the case of their names', async () => {
    const server = await startSiteServer('mariadb', { lowerCaseTableNames: 1 });
    try {
      const database = await server.create({ rows: site });
      const port = connect({ url: await database.createReader() });
      const { tables } = await port.check();
      expect(tables.map(({ state }) => state)).toEqual(tables.map(() => 'present'));
      await port.read(readEverything);
      await port.close();
    } finally {
      await server.stop();
    }
  });

  it('refuses a login that writes by a role, and not one that writes elsewhere', async () => {
    const database = await create({ rows: site });
    const own = new URL(database.ownerUrl).pathname.slice(1);
    const { url, grantee } = await database.createLogin('reader');
    await database.run(`grant select on \`${own.replaceAll('_', '\\_')}\`.* to ${grantee}`);
    await database.run(`create database ${own}x`);
    await database.run(
      `grant insert on ${own.replaceAll('_', '\\_')}x.* to ${grantee}`.replaceAll(/on (\S+)\.\*/g, 'on `$1`.*'),
    );
    expect((await connect({ url }).check()).canWrite).toBe(false);
    await database.run(`create role changers`);
    await database.run(`grant delete on ${own}.* to changers`);
    await database.run(`grant changers to ${grantee}`);
    const refused = { code: 'database_login_can_write', message: expect.stringMatching(/DELETE|role/) };
    await expect(connect({ url }).check()).rejects.toMatchObject(refused);
  });
}
