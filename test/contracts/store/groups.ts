// What the store promises of groups that are looked for, on either engine.
import { expect, it } from 'vitest';
import { addSnapshot, type Given, keyOf, makeUser } from './given.ts';

export function describeGroups(given: () => Given): void {
  it('finds groups by the beginning of their names, without regard to case, each with who is in it', async () => {
    const { snapshots } = given().store;
    const id = await addSnapshot(given().store, [makeUser('ada'), makeUser('bob')]);
    const group = (name: string, directMembers = 0) =>
      ({
        name,
        knowledge: name.startsWith('Wiki') ? 'complete' : 'unreadable',
        directMembers,
        childGroups: [],
      }) as const;
    const named = ['Wiki-users', 'wiki-100%', 'WIKI_staff', 'other-wiki'];
    await snapshots.addGroups(id, [...named.map((name) => group(name)), group('Wiki-admins', 1)]);
    await snapshots.addMemberships(id, [
      { group: 'wiki-admins', userKey: keyOf('ada'), direct: true },
      { group: 'wiki-admins', userKey: keyOf('bob'), direct: false },
    ]);
    const find = (prefix: string, limit = 10) => snapshots.findGroups({ snapshotId: id, prefix, limit });
    const found = await find('wIKI', 2);
    expect(found).toEqual({
      total: 4,
      groups: [
        { name: 'wiki-100%', knowledge: 'unreadable', directMembers: 0, members: 0 },
        { name: 'Wiki-admins', knowledge: 'complete', directMembers: 1, members: 2 },
      ],
    });
    expect((await find('wiki-1__')).groups).toEqual([]);
    expect((await find('wiki_')).groups.map(({ name }) => name)).toEqual(['WIKI_staff']);
    expect((await find('')).total).toBe(5);
  });
}
