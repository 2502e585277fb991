// Confluence's tables on a real PostgreSQL: what stands there at the start, and after changes from every side.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDatabases, type TestDatabases } from '../../support/databases.ts';
import { askConfluence, askControl, askCrowd, encodeBasic } from '../ask.ts';
import { type Lab, startLab } from '../lab.ts';

let databases: TestDatabases;
let url: string;
let lab: Lab;
let client: pg.Client;
beforeAll(async () => {
  databases = await startDatabases('postgres');
  url = await createUrl();
  lab = await startLab({ users: 200, directories: 'three', deleteTaskMs: 0, databaseUrl: url });
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await lab.close();
  await databases.stop();
});

async function createUrl(): Promise<string> {
  const address = await databases.create();
  if (address.kind !== 'postgres') throw new Error('the server gave no address');
  return address.url;
}

async function select(sql: string, ...values: string[]): Promise<Record<string, unknown>[]> {
  return (await client.query(sql, values)).rows;
}

const ACCOUNTS = `select d.directory_name, u.active from cwd_user u join cwd_directory d on d.id = u.directory_id
  join cwd_app_dir_mapping m on m.directory_id = d.id where u.lower_user_name = $1 order by m.list_index`;
const GROUPS = `select g.group_name from cwd_membership m join cwd_group g on g.id = m.parent_id
  join cwd_user u on u.id = m.child_user_id where u.lower_user_name = $1 order by 1`;

/** The query of Atlassian's article on last logons, joined with logininfo. */
const LAST_LOGIN = `select l.successdate as login, to_timestamp(a.attribute_value::double precision / 1000) as checked
  from cwd_user u left join user_mapping m on m.lower_username = u.lower_user_name
  left join logininfo l on l.username = m.user_key
  left join cwd_user_attribute a on a.user_id = u.id and a.attribute_name = 'lastAuthenticated'
  where u.lower_user_name = $1`;

const PASSWORD_TRACE = `select l.successdate::text as login, l.prevsuccessdate::text as previous, l.curfailed, l.totalfailed,
  l.faileddate::text as failed, a.attribute_value as checked from user_mapping m
  join cwd_user u on u.lower_user_name = m.lower_username left join logininfo l on l.username = m.user_key
  left join cwd_user_attribute a on a.user_id = u.id and a.attribute_name = 'lastAuthenticated'
  where m.lower_username = $1`;

describe('at the start', () => {
  test('every account, group, membership and name stands there', async () => {
    const { world } = lab;
    const count = async (table: string) => Number((await select(`select count(*) as n from ${table}`))[0]?.n);
    const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0);
    expect(await count('cwd_user')).toBe(sum(world.directories.map(({ accounts }) => accounts.size)));
    expect(await count('cwd_group')).toBe(sum(world.directories.map(({ groups }) => groups.size)));
    expect(await count('user_mapping')).toBe(world.users.size + world.unsynced.size);
    const groups = world.directories.flatMap((directory) => [...directory.groups.values()]);
    expect(await count('cwd_membership')).toBe(sum(groups.map((one) => one.accounts.size + one.children.size)));
  });

  test('directories have their order, kind and operations', async () => {
    const rows = await select(
      `select d.directory_name as name, d.directory_type as type, count(o.operation_type) filter (where o.operation_type = 'UPDATE_USER')::int as updates
       from cwd_app_dir_mapping m join cwd_directory d on d.id = m.directory_id
       left join cwd_directory_operation o on o.directory_id = d.id group by 1, 2, m.list_index order by m.list_index`,
    );
    expect(rows).toEqual([
      { name: 'Confluence Internal Directory', type: 'INTERNAL', updates: 1 },
      { name: 'Company Crowd', type: 'CROWD', updates: 1 },
      { name: 'Corporate LDAP', type: 'CONNECTOR', updates: 0 },
    ]);
  });

  test('logins are told by two sources that are close, and who comes unseen left a page view', async () => {
    const [known] = (await select(LAST_LOGIN, 'show.long')) as { login: Date; checked: Date }[];
    const apart = (known?.checked.getTime() ?? 0) - Date.parse(`${formatLocal(known?.login)}Z`);
    expect(Math.abs(apart)).toBeLessThan(60_000);
    expect(await select(LAST_LOGIN, 'admin.never')).toEqual([{ login: null, checked: null }]);
    expect(await select(LAST_LOGIN, 'unknown.licensed')).toEqual([{ login: null, checked: null }]);
    const views = `select v."LAST_VIEW_DATE" from "AO_92296B_AORECENTLY_VIEWED" v join user_mapping m on m.user_key = v."USER_KEY"
      where m.username = $1`;
    expect(await select(views, 'unknown.licensed')).toHaveLength(1);
  });

  test('licences and rights stand in the global permissions', async () => {
    const rows = await select(
      "select permgroupname as name from spacepermissions where spaceid is null and permtype = 'USECONFLUENCE' and permgroupname is not null order by 1",
    );
    expect(rows.map((row) => row.name)).toEqual([
      'all-staff',
      'confluence-administrators',
      'confluence-users',
      'site-administrators',
    ]);
  });
});

/** The driver reads a timestamp without zone as local time; the lab wrote UTC. */
function formatLocal(date: Date | undefined): string {
  if (date === undefined) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().replace('Z', '');
}

describe('afterwards', () => {
  test('what REST changed stands there before its answer arrives', async () => {
    await askConfluence(lab, '/rest/api/admin/user/shadow.both/disable', { method: 'PUT' });
    expect(await select(ACCOUNTS, 'shadow.both')).toEqual([
      { directory_name: 'Confluence Internal Directory', active: 'F' },
      { directory_name: 'Company Crowd', active: 'T' },
    ]);
    await askConfluence(lab, '/rest/api/user/show.rtl/group/keep', { method: 'PUT' });
    expect(await select(GROUPS, 'show.rtl')).toEqual([{ group_name: 'confluence-users' }, { group_name: 'keep' }]);
    await askConfluence(lab, '/rest/api/user/show.rtl/group/keep', { method: 'DELETE' });
    expect(await select(GROUPS, 'show.rtl')).toEqual([{ group_name: 'confluence-users' }]);
    const body = { type: 'group', name: 'in-the-tables' };
    await askConfluence(lab, '/rest/api/admin/group', { method: 'POST', body });
    expect(await select('select local from cwd_group where group_name = $1', 'in-the-tables')).toEqual([
      { local: 'F' },
    ]);
    await askConfluence(lab, '/rest/api/admin/group/in-the-tables', { method: 'DELETE' });
    expect(await select('select 1 from cwd_group where group_name = $1', 'in-the-tables')).toEqual([]);
  });

  test('a created user has a key and a membership; a deleted one leaves the key without a name', async () => {
    const person = { userName: 'tabled', fullName: 'Tabled', email: 't@example.com', password: 'pw' };
    const made = await askConfluence(lab, '/rest/api/admin/user', { method: 'POST', body: person });
    const { userKey } = made.json as { userKey: string };
    expect(await select('select user_key from user_mapping where lower_username = $1', 'tabled')).toEqual([
      { user_key: userKey },
    ]);
    expect(await select(GROUPS, 'tabled')).toEqual([{ group_name: 'confluence-users' }]);
    await askConfluence(lab, '/rest/api/admin/user/tabled', { method: 'DELETE' });
    await askConfluence(lab, '/rest/api/user/current');
    expect(await select(ACCOUNTS, 'tabled')).toEqual([]);
    expect(await select('select username from user_mapping where user_key = $1', userKey)).toEqual([
      { username: userKey },
    ]);
  });

  test('logins and tokens leave their traces', async () => {
    await askControl(lab, 'POST', '/login', { username: 'admin.never' });
    expect(await select(LAST_LOGIN, 'admin.never')).toEqual([{ login: expect.any(Date), checked: expect.any(Date) }]);
    const used = `select t."LAST_ACCESSED_AT" as used from "AO_81F455_PERSONAL_TOKEN" t join user_mapping m on m.user_key = t."USER_KEY"
      where m.username = 'admin'`;
    const [before] = (await select(used)) as { used: Date }[];
    lab.clock.advanceDays(0.01);
    await askConfluence(lab, '/rest/api/user/current');
    const [after] = (await select(used)) as { used: Date }[];
    expect((after?.used.getTime() ?? 0) - (before?.used.getTime() ?? 0)).toBeGreaterThan(800_000);
  });

  test('a password leaves its traces whether it is right or wrong, and is no login', async () => {
    const trace = async () => (await select(PASSWORD_TRACE, 'keep.nested'))[0];
    const ask = (password: string) =>
      askConfluence(lab, '/rest/api/user/current', { authorization: encodeBasic('keep.nested', password) });
    const before = await trace();
    expect(before).toMatchObject({ curfailed: 0, totalfailed: 0, failed: null });
    await ask('wrong');
    await ask('wrong');
    expect(await trace()).toEqual({ ...before, curfailed: 2, totalfailed: 2, failed: expect.any(String) });
    await ask('keep.nested-secret');
    const after = await trace();
    expect(after).toMatchObject({ login: before?.login, previous: before?.previous, curfailed: 0, totalfailed: 2 });
    expect(Number(after?.checked)).toBeGreaterThan(Number(before?.checked));
  });

  test('a login moves the one before it, and its password check is close to it but not the same instant', async () => {
    const trace = async () => (await select(PASSWORD_TRACE, 'crowd.keep'))[0];
    const before = await trace();
    await askControl(lab, 'POST', '/login', { username: 'crowd.keep' });
    const after = await trace();
    expect(after).toMatchObject({ previous: before?.login });
    const apart = Math.abs(Number(after?.checked) - Date.parse(`${after?.login}Z`));
    expect([apart > 0, apart < 60_000]).toEqual([true, true]);
    await askControl(lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
    expect(await trace()).toEqual(after);
  });

  test('what Crowd changed stands there: of the internal directory at once, of the other after its synchronisation', async () => {
    const attributes = { attributes: [{ name: 'floor', values: ['7'] }] };
    const path = 'user/attribute?username=';
    await askCrowd(lab, `${path}keep.direct`, { method: 'POST', body: attributes });
    const application = 'user-management-crowd';
    await askCrowd(lab, `${path}crowd.keep`, { method: 'POST', body: attributes, application });
    const floor = `select u.user_name from cwd_user_attribute a join cwd_user u on u.id = a.user_id
      where a.attribute_name = 'floor' order by 1`;
    expect(await select(floor)).toEqual([{ user_name: 'keep.direct' }]);
    await askControl(lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
    expect(await select(floor)).toEqual([{ user_name: 'crowd.keep' }, { user_name: 'keep.direct' }]);
    await askCrowd(lab, 'user?username=crowd.only.idle', { method: 'DELETE', application });
    await askControl(lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
    expect(await select(ACCOUNTS, 'crowd.only.idle')).toEqual([]);
    expect(await select('select 1 from user_mapping where lower_username = $1', 'crowd.only.idle')).toHaveLength(1);
  });

  test('changed rights stand there', async () => {
    const operations = [{ operationKey: 'administer', targetType: 'application' }];
    await askConfluence(lab, '/rest/api/permissions/group/keep/grant', { method: 'PUT', body: operations });
    const held = "select permtype from spacepermissions where permgroupname = 'keep'";
    expect(await select(held)).toEqual([{ permtype: 'ADMINISTRATECONFLUENCE' }]);
    await askConfluence(lab, '/rest/api/permissions/group/keep/revoke', { method: 'PUT', body: operations });
    expect(await select(held)).toEqual([]);
  });
});

test('tables of a lab are written anew; those of anybody else are left alone', async () => {
  const other = await createUrl();
  for (const users of [80, 90]) {
    const again = await startLab({ users, databaseUrl: other });
    await again.close();
  }
  const stranger = new pg.Client({ connectionString: other });
  await stranger.connect();
  expect((await stranger.query('select count(*)::int as n from user_mapping')).rows).toEqual([{ n: 90 }]);
  await stranger.query('comment on table cwd_directory is null');
  await expect(startLab({ users: 80, databaseUrl: other })).rejects.toThrow(/no lab has written/);
  await stranger.end();
});
