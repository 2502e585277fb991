// Adding a user to a group and taking them out: both harmless to repeat, and both on the account that speaks for the user.
import { addMembership, removeMembership } from '../../world/changes.ts';
import type { Group, User } from '../../world/model.ts';
import { effectiveAccount, findUser, groupsHolding, groupsNamed, isSystemAdministrator } from '../../world/views.ts';
import { checkRank } from '../access.ts';
import { type Answer, type Call, NO_CONTENT, Refusal, type Route, requireCaller } from '../route.ts';

const PATH = '/rest/api/user/{username}/group/{groupName}';

export const MEMBERSHIP_ROUTES: readonly Route[] = [
  { method: 'PUT', path: PATH, access: 'administrator', answer: join },
  { method: 'DELETE', path: PATH, access: 'administrator', answer: leave },
];

function join(call: Call): Answer {
  const { user, group } = findBoth(call);
  const actor = requireCaller(call);
  if (groupsHolding(call.site.world, 'system/administer').has(group)) checkRankOfGroup(call, actor);
  addMembership(call.site.world, user, effectiveAccount(user), group);
  return NO_CONTENT;
}

function leave(call: Call): Answer {
  const { user, group } = findBoth(call);
  checkRank(call.site.world, requireCaller(call), user);
  removeMembership(call.site.world, user, effectiveAccount(user), group);
  return NO_CONTENT;
}

function findBoth(call: Call): { user: User; group: Group } {
  const { username = '', groupName = '' } = call.params;
  const user = findUser(call.site.world, username);
  if (user === undefined) throw new Refusal(404, `No user found with username : ${username}`);
  const directory = effectiveAccount(user).directory;
  const groups = groupsNamed(call.site.world, groupName);
  const group = groups.find((candidate) => candidate.directory === directory) ?? groups[0];
  if (group === undefined) throw new Refusal(404, `No group found with name: ${groupName}`);
  if (!directory.writable || group.directory !== directory) {
    throw new Refusal(403, `Directory ${directory.name} does not allow updates of this membership`);
  }
  return { user, group };
}

function checkRankOfGroup(call: Call, actor: User): void {
  if (isSystemAdministrator(call.site.world, actor)) return;
  throw new Refusal(403, 'Only a system administrator may add members to this group', { authorized: false });
}
