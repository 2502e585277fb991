// Who is in which group: asked from the user's and from the group's side, directly and nested, and changed from both.
import { addGroup, addMembership, removeMembership } from '../../world/changes.ts';
import { foldName } from '../../world/model.ts';
import { requireName, requireQuery } from '../body.ts';
import { writeElement, XML_HEAD } from '../entity.ts';
import {
  findAccounts,
  findGroups,
  groupsAround,
  groupsOfAccount,
  isPermitted,
  listGroups,
  membersOfGroup,
  refusePermission,
  requireAccount,
  requireGroup,
  requirePermission,
} from '../realm.ts';
import { CrowdRefusal } from '../refusal.ts';
import { answerGroups, answerUsers, renderShortGroup, renderShortUser } from '../render.ts';
import { answerEntity, type CrowdAnswer, type CrowdCall, type CrowdRoute, DONE } from '../route.ts';

export const MEMBERSHIP_ROUTES: readonly CrowdRoute[] = [
  { method: 'GET', path: 'user/group/direct', answer: (call) => listGroupsOf(call, false) },
  { method: 'GET', path: 'user/group/nested', answer: (call) => listGroupsOf(call, true) },
  { method: 'GET', path: 'group/user/direct', answer: (call) => listMembersOf(call, false) },
  { method: 'GET', path: 'group/user/nested', answer: (call) => listMembersOf(call, true) },
  {
    method: 'POST',
    path: 'user/group/direct',
    answer: (call) =>
      join(call, { username: requireQuery(call, 'username'), groupname: requireName(call, 'group'), inBody: 'group' }),
  },
  {
    method: 'POST',
    path: 'group/user/direct',
    answer: (call) =>
      join(call, { username: requireName(call, 'user'), groupname: requireQuery(call, 'groupname'), inBody: 'user' }),
  },
  { method: 'DELETE', path: 'user/group/direct', answer: leave },
  { method: 'DELETE', path: 'group/user/direct', answer: leave },
  { method: 'GET', path: 'group/membership', offers: ['xml'], answer: listAll },
];

function listGroupsOf(call: CrowdCall, nested: boolean): CrowdAnswer {
  const username = requireQuery(call, 'username');
  requireAccount(call.application, username);
  const groups = groupsOfAccount(call.application, username, nested);
  const tested = call.query.get('groupname');
  if (tested === null) return answerGroups(call, groups);
  const one = groups.find(({ group }) => group.lowerName === foldName(tested));
  if (one === undefined) throw refuseMembership(username, tested);
  return answerEntity('group', renderShortGroup(call, one.group.name));
}

function listMembersOf(call: CrowdCall, nested: boolean): CrowdAnswer {
  const groupname = requireQuery(call, 'groupname');
  requireGroup(call.application, groupname);
  const members = membersOfGroup(call.application, groupname, nested);
  const tested = call.query.get('username');
  if (tested === null) return answerUsers(call, members);
  const one = members.find(({ account }) => account.lowerName === foldName(tested));
  if (one === undefined) throw refuseMembership(tested, groupname);
  return answerEntity('user', renderShortUser(call, one.account.username));
}

type Wish = { username: string; groupname: string; inBody: 'user' | 'group' };

/** What the body names and is missing is 400; what the query names and is missing is 404. */
function join(call: CrowdCall, { username, groupname, inBody }: Wish): CrowdAnswer {
  const { application } = call;
  requireAccount(application, username, inBody === 'user' ? 400 : 404);
  const known = requireGroup(application, groupname, inBody === 'group' ? 400 : 404);
  if (groupsOfAccount(application, username, false).some(({ group }) => group.lowerName === known.group.lowerName)) {
    const message = `Membership already exists: <${username}> in <${groupname}>`;
    throw new CrowdRefusal(409, 'MEMBERSHIP_ALREADY_EXISTS', message);
  }
  const accounts = findAccounts(application, username);
  const reached = application.aggregation ? accounts : accounts.slice(0, 1);
  const writable = reached.filter(({ mapping }) => isPermitted(mapping, 'UPDATE_GROUP'));
  const lowerName = foldName(groupname);
  const chosen =
    writable.find(({ mapping }) => mapping.directory.groups.has(lowerName)) ??
    writable.find(({ mapping }) => isPermitted(mapping, 'CREATE_GROUP'));
  if (chosen === undefined) throw refusePermission(writable.length === 0 ? 'UPDATE_GROUP' : 'CREATE_GROUP');
  const { world, directory } = chosen.mapping;
  const group = directory.groups.get(lowerName) ?? addGroup(world, directory, known.group.name);
  addMembership(world, chosen.user, chosen.account, group);
  const path = inBody === 'group' ? 'user/group/direct' : 'group/user/direct';
  const query = `username=${encodeURIComponent(username)}&groupname=${encodeURIComponent(groupname)}`;
  return { status: 201, location: `${call.base}/${path}?${query}` };
}

/** Out of the first directory that has the user, or of all where memberships are aggregated. */
function leave(call: CrowdCall): CrowdAnswer {
  const username = requireQuery(call, 'username');
  const groupname = requireQuery(call, 'groupname');
  const { application } = call;
  requireAccount(application, username);
  requireGroup(application, groupname);
  const accounts = findAccounts(application, username);
  const memberships = (application.aggregation ? accounts : accounts.slice(0, 1)).flatMap((found) => {
    const group = found.mapping.directory.groups.get(foldName(groupname));
    return group !== undefined && found.account.groups.has(group) ? [{ ...found, group }] : [];
  });
  if (memberships.length === 0) throw refuseMembership(username, groupname);
  for (const { mapping } of memberships) requirePermission(mapping, 'UPDATE_GROUP');
  for (const { mapping, user, account, group } of memberships) removeMembership(mapping.world, user, account, group);
  return DONE;
}

function listAll({ application }: CrowdCall): CrowdAnswer {
  const memberships = listGroups(application).map(({ group }) => {
    const users = membersOfGroup(application, group.name, false).map(({ account }) => ({ name: account.username }));
    const groups =
      findGroups(application, group.name).length === 0 ? [] : groupsAround(application, group.name, 'children', false);
    const inner =
      writeElement('users', { users }) +
      writeElement('groups', { groups: groups.map((one) => ({ name: one.group.name })) });
    return writeElement('membership', { name: group.name })
      .replace(' name=', ' group=')
      .replace(/\/>$/, () => `>${inner}</membership>`);
  });
  return { status: 200, xml: `${XML_HEAD}<memberships>${memberships.join('')}</memberships>` };
}

function refuseMembership(username: string, groupname: string): CrowdRefusal {
  const message = `Membership does not exist: <${username}> in <${groupname}>`;
  return new CrowdRefusal(404, 'MEMBERSHIP_NOT_FOUND', message);
}
