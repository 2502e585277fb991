// The suite about groups, memberships through cycles of groups, and seats of the licence.
import { expect, it } from 'vitest';
import { crowd, keys, site } from '../../support/confluence-tables/site.ts';
import { collect, collectSource, type GivenSites } from './given.ts';

export function describeGroups({ read, create }: GivenSites): void {
  it('tells groups with what they are nested in', async () => {
    const groups = await read((reading) => collect(reading.groups()));
    expect(groups).toHaveLength(9);
    const byId = new Map(groups.map((group) => [group.id, group]));
    expect(byId.get('106')).toMatchObject({ name: 'Ops/Night Schicht', folded: 'ops/night schicht', directoryId: '2' });
    expect(byId.get('103')?.parentIds).toEqual(['105']);
    expect(byId.get('108')?.parentIds).toEqual(['107']);
  });

  it('resolves nested groups through a cycle, each group once, direct memberships first', async () => {
    const memberships = await read((reading) => collect(reading.memberships()));
    const groupsOf = (account: string) =>
      memberships.filter(({ accountId }) => accountId === account).map(({ group, direct }) => [group, direct]);
    expect(groupsOf('1013').slice(0, 1)).toEqual([['core', true]]);
    expect(new Map(groupsOf('1013') as [string, boolean][])).toEqual(
      new Map([
        ['core', true],
        ['inner', false],
        ['Everybody', false],
      ]),
    );
    expect(groupsOf('1010')).toEqual([
      ['inner seats', true],
      ['seats', false],
    ]);
    expect(groupsOf('1001')).toEqual([
      ['confluence-users', true],
      ['Ops/Night Schicht', true],
    ]);
  });

  it('reads groups that are larger than any batch to the last member', async () => {
    const memberships = await read((reading) => collect(reading.memberships()));
    const everybody = memberships.filter(({ groupId, direct }) => groupId === '103' && direct);
    expect(everybody).toHaveLength(crowd + 1);
    expect(new Set(everybody.map(({ accountId }) => accountId)).size).toBe(crowd + 1);
    expect(memberships.filter(({ groupId, direct }) => groupId === '104' && !direct)).toHaveLength(crowd + 2);
  });

  it('says which account a membership belongs to and whether that account speaks for the user', async () => {
    const memberships = await read((reading) => collect(reading.memberships()));
    expect(memberships.find(({ accountId }) => accountId === '1002')).toEqual({
      accountId: '1002',
      directoryId: '1',
      folded: 'alice',
      userKey: keys.alice,
      groupId: '107',
      group: 'seats',
      direct: true,
      effective: false,
    });
  });

  it('tells who may use Confluence: groups of any case with all below them, people, and names that lead nowhere', async () => {
    const grants = await read((reading) => reading.licenceGrants());
    expect(grants).toEqual({
      groups: [
        { id: '101', name: 'confluence-users', direct: true },
        { id: '102', name: 'confluence-users', direct: true },
        { id: '107', name: 'seats', direct: true },
        { id: '108', name: 'inner seats', direct: false },
        { id: '109', name: 'confluence-users', direct: true },
      ],
      vanishedGroups: ['vanished'],
      users: expect.arrayContaining([keys.σοφιας, keys.carol]),
      anonymous: true,
    });
  });

  it('counts as licensed who is active and holds a grant, each user once', async () => {
    const licensed = await read((reading) => collectSource(reading.licensedUsers()));
    const told = licensed.map((one) => [one.folded, one.directoryId, one.groups, one.ownGrant, one.onlyByShadowed]);
    expect(told).toEqual([
      ['alice', '2', ['confluence-users', 'seats'], false, false],
      ['bob', '1', ['confluence-users'], false, false],
      ['frank.müller', '1', ['inner seats'], false, false],
      ['山田太郎', '1', ['inner seats'], false, false],
      ['σοφιας', '1', [], true, false],
    ]);
  });

  it('says where only a shadowed account gives the seat', async () => {
    const database = await create({ rows: site });
    await database.run('delete from cwd_membership where parent_id = 102 and child_user_id = 1001');
    const url = await database.createReader();
    const licensed = await read((reading) => collectSource(reading.licensedUsers()), { url });
    expect(licensed.find(({ folded }) => folded === 'alice')).toMatchObject({
      directoryId: '2',
      groups: ['seats'],
      onlyByShadowed: true,
    });
  });
}
