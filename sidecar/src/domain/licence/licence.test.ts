// Which groups and people grant a seat, once a witness's word meets the groups and users that were read.
import { describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../user.ts';
import { joinLicence, type ReadGroup, type ToldLicence } from './licence.ts';

const group = (
  name: string,
  childGroups: string[] = [],
  knowledge: ReadGroup['knowledge'] = 'complete',
): ReadGroup => ({
  name,
  knowledge,
  childGroups,
});
const user = (name: string, displayName = name) => ({
  userKey: `key-${name}` as UserKey,
  username: name as Username,
  displayName,
});
const told = (changes: Partial<ToldLicence>): ToldLicence => ({ groups: [], users: [], displayNames: [], ...changes });

function join(word: Partial<ToldLicence>, groups: readonly ReadGroup[] = [], users: ReturnType<typeof user>[] = []) {
  return joinLicence({ toldBy: 'permissions', told: told(word), groups, users });
}

describe('a granting group', () => {
  it('takes in every group below it, however deep, and ends a cycle where it began', () => {
    const groups = [group('Staff', ['inner']), group('Inner', ['innermost']), group('innermost', ['staff'])];
    expect(join({ groups: [{ name: 'staff', below: null }] }, groups).groups).toEqual([
      { name: 'Staff', below: expect.arrayContaining(['inner', 'innermost']), complete: true },
    ]);
    expect(join({ groups: [{ name: 'staff', below: null }] }, groups).groups[0]?.below).toHaveLength(2);
  });

  it.each<[string, ReadGroup[]]>([
    ['it does not exist', []],
    ['its members cannot be read', [group('staff', [], 'unreadable')]],
    ['nesting cannot be read', [group('staff', [], 'nesting-unread')]],
    ['a group below it cannot be read', [group('staff', ['inner']), group('inner', [], 'unreadable')]],
    ['a group below it was not listed', [group('staff', ['inner'])]],
  ])('is not completely known where %s', (_why, groups) => {
    expect(join({ groups: [{ name: 'staff', below: null }] }, groups).groups[0]?.complete).toBe(false);
  });

  it('is known without reading nesting where the witness tells what lies inside, and readable members are enough', () => {
    const groups = [group('staff', [], 'nesting-unread'), group('inner', [], 'nesting-unread')];
    expect(join({ groups: [{ name: 'staff', below: ['Inner'] }] }, groups).groups).toEqual([
      { name: 'staff', below: ['inner'], complete: true },
    ]);
    const unreadable = [group('staff', [], 'nesting-unread'), group('inner', [], 'unreadable')];
    expect(join({ groups: [{ name: 'staff', below: ['inner'] }] }, unreadable).groups[0]?.complete).toBe(false);
  });

  it('that several directories have is one group with everything below any of them', () => {
    const groups = [group('staff'), group('north'), group('south')];
    const twice = [
      { name: 'staff', below: ['north'] },
      { name: 'STAFF', below: ['south'] },
    ];
    const { groups: joined } = join({ groups: twice }, groups);
    expect(joined).toHaveLength(1);
    expect([...(joined[0]?.below ?? [])].sort()).toEqual(['north', 'south']);
  });
});

describe('a grant of their own', () => {
  it('is found by user key and by username, without regard to case', () => {
    const { holders } = join({ users: ['KEY-ada', 'Bob', 'gone'] }, [], [user('ada'), user('bob'), user('eve')]);
    expect(holders).toEqual([
      { userKey: 'key-ada', certain: true },
      { userKey: 'key-bob', certain: true },
    ]);
  });

  it('that is told by a display name is certain for the one who bears it, and open for all who share it', () => {
    const users = [user('ada', 'Ada Lovelace'), user('sam', 'Sam Smith'), user('sam2', 'sam smith')];
    expect(join({ displayNames: ['Ada Lovelace', 'Sam Smith'] }, [], users).holders).toEqual([
      { userKey: 'key-ada', certain: true },
      { userKey: 'key-sam', certain: false },
      { userKey: 'key-sam2', certain: false },
    ]);
  });
});
