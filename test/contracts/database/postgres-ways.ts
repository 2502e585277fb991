// The suite about PostgreSQL's own ways: schemas, roles that can be taken on, dates that carry a zone.
import { expect, it } from 'vitest';
import { tableDefinitions } from '../../support/confluence-tables/definition.ts';
import { keys, site } from '../../support/confluence-tables/site.ts';
import { collectSource, type GivenSites } from './given.ts';
import { readEverything } from './safety.ts';

export function describePostgresWays({ create, connect, read }: GivenSites): void {
  it('finds tables in a schema that is not on the search path', async () => {
    const database = await create({ rows: site });
    await database.run('create schema "Wiki"');
    for (const { name } of tableDefinitions) await database.run(`alter table "${name}" set schema "Wiki"`);
    const { url, grantee } = await database.createLogin('reader');
    await database.run(`grant usage on schema "Wiki" to ${grantee}`);
    await database.run(`grant select on all tables in schema "Wiki" to ${grantee}`);
    await connect({ url }).read(readEverything);
    await database.run(`grant delete on "Wiki".cwd_user to ${grantee}`);
    await expect(connect({ url }).check()).rejects.toMatchObject({ code: 'database_login_can_write' });
  });

  it('takes a date that carries a zone for what it is, whatever zone is configured', async () => {
    const database = await create({ rows: site });
    await database.run("alter table logininfo alter successdate type timestamptz using successdate at time zone 'UTC'");
    const url = await database.createReader();
    const logins = await read((reading) => collectSource(reading.logins()), { url, timeZone: 'Asia/Kathmandu' });
    const alice = logins.find(({ userKey }) => userKey === keys.alice);
    expect(alice?.lastLoginAt).toBe('2024-07-02T16:58:25.077Z');
    expect(alice?.previousLoginAt).toBe('2024-07-01T03:15:00.000Z');
  });

  it('refuses a login that could take on a role that writes, or make itself one', async () => {
    const database = await create({ rows: site });
    const changer = await database.createLogin('changer');
    const harmless = await database.createLogin('harmless');
    const maker = await database.createLogin('maker');
    for (const { grantee } of [harmless, maker])
      await database.run(`grant select on all tables in schema public to ${grantee}`);
    expect((await connect({ url: harmless.url }).check()).canWrite).toBe(false);
    await database.run(`grant truncate on cwd_membership to ${changer.grantee}`);
    await database.run(`alter role ${harmless.grantee} noinherit`);
    await database.run(`grant ${changer.grantee} to ${harmless.grantee}`);
    await database.run(`alter role ${maker.grantee} createrole`);
    const refused = (part: string) => ({ code: 'database_login_can_write', message: expect.stringContaining(part) });
    await expect(connect({ url: harmless.url }).check()).rejects.toMatchObject(refused(changer.grantee));
    await expect(connect({ url: maker.url }).check()).rejects.toMatchObject(refused('may make roles'));
  });
}
