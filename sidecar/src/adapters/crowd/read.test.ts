// Reading a directory: memberships in one table or group by group, names that are not mixed up, and a mapping that is watched.
import { describe, expect, it } from 'vitest';
import type { FakeAnswer } from '../scripted-host.ts';
import { crowdError, onePage, scriptCrowd, wireUser } from './scripted-crowd.ts';

const xml = (text: string): FakeAnswer => ({ text, headers: { 'content-type': 'application/xml' } });

async function gather<Row>(pages: AsyncIterable<readonly Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

describe('memberships', () => {
  const tables: readonly [string, Readonly<Record<string, FakeAnswer>>, string][] = [
    ['cut short', { 'GET /group/membership': xml('<memberships><membership group="a">') }, 'crowd_not_data'],
    ['behind a page', { 'GET /group/membership': xml('<!doctype html><html></html>') }, 'crowd_not_data'],
    ['of another kind', { 'GET /group/membership': xml('<groups/>') }, 'crowd_unexpected_shape'],
    [
      'with a nameless member',
      {
        'GET /group/membership': xml(
          '<memberships><membership group="a"><users><user/></users></membership></memberships>',
        ),
      },
      'crowd_unexpected_shape',
    ],
    ['for another address', { 'GET /group/membership': { status: 403, text: '<html>' } }, 'crowd_address_refused'],
  ];

  it('are read from the one table', async () => {
    const { reads, sent } = scriptCrowd({
      'GET /group/membership': xml(`<memberships>
        <membership group="a/b"><users><user name="ann"/><user name="x &lt;y&gt;"/></users><groups><group name="c"/></groups></membership>
        <membership group="c"><users/><groups/></membership><membership group="d"/></memberships>`),
    });
    expect(await gather(reads.listMemberships())).toEqual([
      { group: 'a/b', usernames: ['ann', 'x <y>'], childGroups: ['c'] },
      { group: 'c', usernames: [], childGroups: [] },
      { group: 'd', usernames: [], childGroups: [] },
    ]);
    expect(sent).toHaveLength(1);
  });

  it('are read group by group where there is no such table', async () => {
    const { reads } = scriptCrowd({
      'GET /search': onePage('groups', [{ name: 'a' }]),
      'GET /group/user/direct': onePage('users', [{ name: 'ann' }, { name: 'bob' }]),
      'GET /group/child-group/direct': onePage('groups', []),
    });
    expect(await gather(reads.listMemberships())).toEqual([{ group: 'a', usernames: ['ann', 'bob'], childGroups: [] }]);
  });

  it.each(tables)('are refused when the table is %s', async (_what, script, code) => {
    await expect(gather(scriptCrowd(script).reads.listMemberships())).rejects.toMatchObject({ code });
  });
});

describe('one account', () => {
  it('is null for nobody, and never the account of a similar name', async () => {
    const nobody = scriptCrowd({ 'GET /user': crowdError(404, 'USER_NOT_FOUND') });
    expect(await nobody.reads.readAccount('ann')).toBeNull();
    const mixedUp = scriptCrowd({ 'GET /user': { json: wireUser('plus idle') } });
    await expect(mixedUp.reads.readAccount('plus+idle')).rejects.toMatchObject({ code: 'crowd_unexpected_shape' });
    const otherCase = scriptCrowd({ 'GET /user': { json: wireUser('ANN') } });
    expect(await otherCase.reads.readAccount('ann')).toMatchObject({ username: 'ANN' });
  });

  it('is not asked for by a name no query can carry', async () => {
    const { reads, sent } = scriptCrowd({});
    for (const name of ['', 'a\ud800']) {
      await expect(reads.readAccount(name)).rejects.toMatchObject({ code: 'crowd_name_unusable' });
      await expect(reads.readGroupsOf(name)).rejects.toMatchObject({ code: 'crowd_name_unusable' });
    }
    expect(sent).toEqual([]);
  });

  it('has no groups only if it is there: an old Crowd lists none for nobody', async () => {
    const list = { 'GET /user/group/direct': onePage('groups', []) };
    const there = scriptCrowd({ ...list, 'GET /user': { json: wireUser('ann') } });
    expect(await there.reads.readGroupsOf('ann')).toEqual([]);
    const gone = scriptCrowd({ ...list, 'GET /user': crowdError(404, 'USER_NOT_FOUND') });
    await expect(gone.reads.readGroupsOf('ann')).rejects.toMatchObject({ code: 'crowd_user_not_found' });
  });
});

describe('the mapping of the application', () => {
  const people = (...keys: string[]) => ({
    'GET /search': onePage(
      'users',
      keys.map((key, index) => wireUser(`user-${index}`, { key })),
    ),
    'GET /config/cookie': { json: { name: 'crowd.token_key' } },
  });

  it.each([
    ['as-configured', ['1:a', '1:b'], '1'],
    ['another', ['2:a'], '1'],
    ['several', ['1:a', '2:b'], '1'],
    ['several', ['1:a', '2:b'], null],
    ['unconfirmed', ['1:a'], null],
    ['untold', [], '1'],
  ] as const)('is said to be %s by accounts %j for directory %s', async (mapping, keys, directoryId) => {
    const { reads } = scriptCrowd(people(...keys), { directoryId });
    const identity = await reads.identify();
    expect(identity).toMatchObject({ product: 'Crowd', version: '5.1.0', mapping });
    expect(identity.seenDirectories.map(({ id }) => id)).toEqual([...new Set(keys.map((key) => key.split(':')[0]))]);
  });

  it('ends a reading of accounts that are not all of this directory', async () => {
    const several = scriptCrowd(people('1:a', '2:b'));
    await expect(gather(several.reads.listAccounts())).rejects.toMatchObject({ code: 'crowd_several_directories' });
    const another = scriptCrowd({ 'GET /user': { json: wireUser('ann', { key: '2:a' }) } });
    await expect(another.reads.readAccount('ann')).rejects.toMatchObject({ code: 'crowd_wrong_directory' });
  });

  it('is looked at anew when asked again', async () => {
    let keys = ['2:a'];
    const { reads } = scriptCrowd({
      'GET /search': (query) =>
        onePage(
          'users',
          keys.map((key) => wireUser('ann', { key })),
        )(query),
      'GET /config/cookie': { json: {} },
    });
    expect(await reads.identify()).toMatchObject({ mapping: 'another' });
    keys = ['1:a'];
    expect(await reads.identify()).toMatchObject({ mapping: 'as-configured' });
  });
});

describe('what the application may do', () => {
  const search = onePage('users', []);
  const mayOf = async (script: Parameters<typeof scriptCrowd>[0], writable: boolean) => {
    const { reads } = scriptCrowd(script, { writable });
    return Object.fromEntries((await reads.abilities()).map(({ ability, may }) => [ability, may]));
  };

  it('is asked by reading, and untold for writing', async () => {
    expect(await mayOf({ 'GET /search': search }, true)).toMatchObject({
      'accounts.list': 'yes',
      'groups.list': 'yes',
      'changes.read': 'no',
      'accounts.create': 'untold',
      'sessions.end': 'untold',
    });
  });

  it('is nothing but reading where the directory is configured so', async () => {
    const denied = crowdError(403, 'APPLICATION_PERMISSION_DENIED');
    expect(await mayOf({ 'GET /search': denied }, false)).toMatchObject({
      'accounts.list': 'no',
      'accounts.update': 'no',
    });
  });

  it('stays open when Crowd turns us away', async () => {
    await expect(mayOf({ 'GET /search': { status: 401 } }, true)).rejects.toMatchObject({ code: 'crowd_unauthorised' });
  });
});
