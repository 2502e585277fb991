// The suite about when users were last seen, and about sources that a site does not have.
import { expect, it } from 'vitest';
import type { ConfluenceDatabaseOptions } from '../../../sidecar/src/adapters/confluence-database/connect.ts';
import { keys, site } from '../../support/confluence-tables/site.ts';
import { collect, collectSource, type GivenSites } from './given.ts';

export function describeActivity({ engine, read, create, connect, site: given }: GivenSites): void {
  it('tells log-ins as they stand: never by session, in the future, and dates that are none', async () => {
    const logins = await read((reading) => collectSource(reading.logins()));
    const byKey = new Map(logins.map((login) => [login.userKey as string, login]));
    expect(logins).toHaveLength(5);
    expect(byKey.get(keys.alice ?? '')).toEqual({
      userKey: keys.alice,
      lastLoginAt: '2024-07-02T16:58:25.077Z',
      previousLoginAt: '2024-07-01T09:00:00.000Z',
      onlyLogin: false,
      lastFailureAt: null,
    });
    expect(byKey.get(keys.bob ?? '')).toMatchObject({ lastLoginAt: null, lastFailureAt: '2024-06-01T10:00:00.000Z' });
    expect(byKey.get(keys.bob ?? '')?.onlyLogin).toBe(false);
    expect(byKey.get(keys.carol ?? '')).toMatchObject({ lastLoginAt: '2031-01-01T00:00:00.000Z', onlyLogin: true });
    expect(byKey.get(keys.dora ?? '')?.lastLoginAt).toBeUndefined();
  });

  it("reads dates in the zone of Confluence's Java machine, over the change of clocks", async () => {
    const logins = await read((reading) => collectSource(reading.logins()), { timeZone: 'Europe/Berlin' });
    const at = (name: string) => logins.find(({ userKey }) => userKey === keys[name])?.lastLoginAt;
    expect(at('alice')).toBe('2024-07-02T14:58:25.077Z');
    // 02:30 does not happen on that day: the first instant after the gap.
    expect(at('山田太郎')).toBe('2024-03-31T01:00:00.000Z');
  });

  it('makes nothing of dates that only a database can hold', async () => {
    const database = await create({ rows: site });
    const odd = engine === 'postgres' ? ["'infinity'", "'0044-03-15 BC'"] : ["'0000-00-00 00:00:00'", "'2024-00-00'"];
    for (const [n, literal] of odd.entries()) {
      await database.run(`update logininfo set successdate = ${literal} where id = ${n + 1}`);
    }
    const url = await database.createReader();
    const logins = await read((reading) => collectSource(reading.logins()), { url });
    const unreadable = logins.filter(({ lastLoginAt }) => lastLoginAt === undefined).map(({ userKey }) => userKey);
    expect(new Set(unreadable)).toEqual(new Set([keys.alice, keys.bob, keys.dora]));
  });

  it('tells the last use of tokens over all tokens of a user, and the last view', async () => {
    const [tokens, views] = await read(async (reading) => [
      await collectSource(reading.tokenUse()),
      await collectSource(reading.recentViews()),
    ]);
    expect(tokens).toEqual([
      { userKey: keys.alice, tokens: 2, lastUsedAt: '2024-07-04T12:00:00.000Z' },
      { userKey: keys.bob, tokens: 1, lastUsedAt: null },
    ]);
    expect(views).toEqual([{ userKey: keys.alice, lastViewedAt: '2024-07-05T00:00:00.000Z' }]);
  });

  it('says which sources a site does not have, and reads everything else', async () => {
    const without = [
      ...['logininfo', 'spacepermissions', 'cwd_directory_operation', 'cwd_user_attribute'],
      ...['AO_81F455_PERSONAL_TOKEN', 'AO_92296B_AORECENTLY_VIEWED'],
    ];
    const database = await create({ rows: site, without });
    const url = await database.createReader();
    const missing = (table: string) => ({ present: false, table, reason: 'table-missing' });
    await read(
      async (reading) => {
        expect(reading.logins()).toEqual(missing('logininfo'));
        expect(reading.tokenUse()).toEqual(missing('AO_81F455_PERSONAL_TOKEN'));
        expect(reading.recentViews()).toEqual(missing('AO_92296B_AORECENTLY_VIEWED'));
        expect(reading.licensedUsers()).toEqual(missing('spacepermissions'));
        expect(await reading.licenceGrants()).toBeNull();
        expect((await reading.directories()).map(({ operations }) => operations)).toContain(null);
        const accounts = await collect(reading.accounts());
        expect(accounts.every(({ lastAuthenticatedAt }) => lastAuthenticatedAt === null)).toBe(true);
      },
      { url },
    );
    const { tables, zone } = await connect({ url }).check();
    expect(tables.filter(({ state }) => state === 'table-missing').map(({ table }) => table)).toHaveLength(6);
    expect(zone).toEqual({ timeZone: 'UTC', by: 'assumption', offsetMinutes: null, observedOffsetMinutes: null });
  });

  it('lives without columns that later versions added, and says when a source lacks one it needs', async () => {
    const database = await create({ rows: site });
    const capital = engine === 'postgres' ? '"AO_92296B_AORECENTLY_VIEWED"' : 'AO_92296B_AORECENTLY_VIEWED';
    const column = engine === 'postgres' ? '"LAST_VIEW_DATE"' : 'LAST_VIEW_DATE';
    await database.run('alter table cwd_user drop column external_id');
    await database.run('alter table logininfo drop column prevsuccessdate');
    await database.run(`alter table ${capital} drop column ${column}`);
    const url = await database.createReader();
    await read(
      async (reading) => {
        expect(reading.recentViews()).toMatchObject({ present: false, reason: 'column-missing' });
        const [login] = await collectSource(reading.logins());
        expect(login).toMatchObject({ previousLoginAt: null, onlyLogin: null });
        expect((await collect(reading.accounts())).every(({ externalId }) => externalId === null)).toBe(true);
      },
      { url },
    );
  });

  it('reads dates in the zone that log-ins kept twice show, unless one is named, and in UTC where they show none', async () => {
    const database = await create({ rows: site });
    for (const name of ['alice', 'jose', 'undecided', 'σοφιας']) {
      await database.run(`delete from logininfo where username = '${keys[name]}'`);
      await database.run(`insert into logininfo (id, username, successdate)
        values (${100 + name.length}, '${keys[name]}', '2024-07-02 18:58:40')`);
      const id = { alice: 1001, jose: 1012, undecided: 1014 }[name] ?? 1011;
      await database.run(`delete from cwd_user_attribute where user_id = ${id}`);
      await database.run(`insert into cwd_user_attribute (id, user_id, attribute_name, attribute_value)
        values (${1000 + id}, ${id}, 'lastAuthenticated', '1719939529879')`);
    }
    const url = await database.createReader();
    const aliceBy = async (timeZone: string | null) => {
      const logins = await read((reading) => collectSource(reading.logins()), { url, timeZone });
      return logins.find(({ userKey }) => userKey === keys.alice)?.lastLoginAt;
    };
    const zoneOf = async (options: ConfluenceDatabaseOptions) => (await connect(options).check()).zone;
    const observed = { timeZone: '+02:00', by: 'observation', offsetMinutes: 120, observedOffsetMinutes: 120 };
    expect(await zoneOf({ url })).toEqual(observed);
    expect(await aliceBy(null)).toBe('2024-07-02T16:58:40.000Z');
    const named = { by: 'configuration', observedOffsetMinutes: 120 };
    expect(await zoneOf({ url, timeZone: 'Europe/Berlin' })).toMatchObject({ ...named, offsetMinutes: 120 });
    expect(await zoneOf({ url, timeZone: 'America/New_York' })).toMatchObject({ ...named, offsetMinutes: -240 });
    expect(await aliceBy('America/New_York')).toBe('2024-07-02T22:58:40.000Z');
    expect(await zoneOf({ url: given().readerUrl })).toMatchObject({ timeZone: 'UTC', by: 'assumption' });
  });
}
