// Groups a lab is given for a test: large ones, and ones with every kind of legal name.
import type { Lab } from '../lab/lab.ts';
import { addGroup, addMembership, removeMembership } from '../lab/world/changes.ts';
import type { Directory, Group, User, World } from '../lab/world/model.ts';
import { effectiveAccount } from '../lab/world/views.ts';

/** Legal everywhere, and each a way in which somebody once took a name for something else. */
export const oddGroupNames: readonly string[] = [
  ...['a/b', 'a//b/', '/lead', 'back\\slash', '..', '.', '...', '.hidden', 'ends.', 'a/../b'],
  ...['double "quoted"', "o'neill", 'salt & pepper', 'a<b>c', '</group>', '&amp;', '<![CDATA[x]]>', 'a;b,c|d'],
  ...['%2f', '%252f', '50% more', '%zz', 'a+b c', 'q?x=1#y', 'a=b&c=d', '{group}', '$x', '*', '[x]'],
  ...[
    ' leading',
    'trailing ',
    'two  spaces',
    'no\u00a0break',
    'zero\u200bwidth',
    'member',
    'info',
    'null',
    'true',
    '0',
  ],
  ...[
    'équipe données',
    'straße',
    'ışık',
    '中文组',
    'группа',
    'مجموعة',
    '\u202eright to left',
    '🙂 team 👩‍👩‍👧',
    '𝒢roup',
  ],
];

/** Makes a group with these members in the first directory; nothing is asked over the wire. */
export function addGroupTo({ world }: Pick<Lab, 'world'>, name: string, members: readonly User[]): Group {
  const group = addGroup(world, firstDirectory(world), name);
  for (const user of members) addMembership(world, user, effectiveAccount(user), group);
  return group;
}

/** The first so many users of a lab. Throws where there are fewer. */
export function takeUsers({ world }: Pick<Lab, 'world'>, count: number): User[] {
  const users = [...world.users.values()].slice(0, count);
  if (users.length < count) throw new Error(`the lab has ${users.length} users only`);
  return users;
}

/** Takes somebody out of every group, so that no group tells of them. */
export function leaveAllGroups({ world }: Pick<Lab, 'world'>, user: User): void {
  for (const account of user.accounts) {
    for (const group of [...account.groups]) removeMembership(world, user, account, group);
  }
}

function firstDirectory({ directories }: World): Directory {
  const [directory] = directories;
  if (directory === undefined) throw new Error('the lab has no directory');
  return directory;
}
