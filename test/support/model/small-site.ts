// A lab cut down to a handful of people who matter: administrators of every kind, the exempt, idle ones, and a second directory.
import { type Lab, startLab } from '../../lab/lab.ts';
import { removeGroup, removeUser } from '../../lab/world/changes.ts';
import type { World } from '../../lab/world/model.ts';

/** The account the product works with, by its name in the lab. */
export const ownName = 'um-service';

/** Whoever administers the lab besides the own account: by groups, through a group inside one, and by a grant of their own. */
export const administratorNames = ['admin', 'admin.idle', 'admin.nested', 'admin.site', 'admin.grant'] as const;

/** An exemption covers this one from the start. */
export const exemptName = "d'angelo";

export const ordinaryNames = ['no.email', 'plus+idle', 'show.markup', 'new.yesterday', 'two.licences.idle'] as const;

const others = ['keep.direct', 'keep.nested', 'unknown.licensed', 'disabled.idle', exemptName];
const elsewhere = ['crowd.only.idle', 'crowd.comes.back', 'ldap.only.idle', 'shadow.both'];
const groups = ['confluence-users', 'all-staff', 'empty-group', 'keep', 'keep-board'];
const roleGroups = ['confluence-administrators', 'platform-admins', 'site-administrators'];

/** The directory that is synchronised by night. */
export const nightlyDirectory = 'Company Crowd';

/** Starts such a lab; reading all of it takes a fraction of a second. */
export async function startSmallSite(): Promise<Lab> {
  const shape = { users: 90, directories: 'three', synchroniseEveryMinutes: 0, deleteTaskMs: 0 } as const;
  const lab = await startLab({ ...shape, checkAnswers: false });
  for (const { source } of lab.world.directories) if (source !== null) cutDown(source.world);
  cutDown(lab.world);
  return lab;
}

/** The sources of directories too, or their people would come back with the next reading. */
function cutDown(world: World): void {
  const people = new Set<string>([ownName, ...administratorNames, ...ordinaryNames, ...others, ...elsewhere]);
  for (const user of [...world.users.values()]) if (!people.has(user.username)) removeUser(world, user);
  const wanted = new Set([...groups, ...roleGroups]);
  for (const { groups: found } of world.directories) {
    for (const group of [...found.values()]) if (!wanted.has(group.name)) removeGroup(world, group);
  }
}
