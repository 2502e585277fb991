// Reading groups: the list, one, its direct members, and the groups around it; by path, and by parameter since 10.2.
import type { Group } from '../../world/model.ts';
import { foldName } from '../../world/model.ts';
import { groupsNamed, listGroupNames, listMembers } from '../../world/views.ts';
import { checkAccess } from '../access.ts';
import { readExpand, renderGroup, renderUser } from '../bodies.ts';
import { renderPageOf } from '../paging.ts';
import { type Access, type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';
import type { Ability } from '../tiers.ts';

const MOST_IN_PAGE = 200;

const AROUND = {
  groupmember: (group: Group) => group.children,
  groupparent: (group: Group) => group.parents,
  groupancestor: collectAncestors,
} as const;

export const GROUP_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/group', access: 'viewer', answer: listAll },
  ...bothForms({ tail: '', queryTail: '/info', access: 'viewer', answer: readOne }),
  ...bothForms({ tail: '/member', queryTail: '/member', access: 'viewer', answer: listMembersOf }),
  ...Object.entries(AROUND).flatMap(([tail, around]) =>
    bothForms({
      tail: `/${tail}`,
      queryTail: `/${tail}`,
      access: 'administrator',
      needs: 'nested-groups',
      answer: (call) => listAround(call, around),
    }),
  ),
];

type Form = { tail: string; queryTail: string; access: Access; needs?: Ability; answer: (call: Call) => Answer };

function bothForms({ tail, queryTail, access, needs, answer }: Form): Route[] {
  return [
    {
      method: 'GET',
      path: `/rest/api/group/{groupName}${tail}`,
      access,
      answer,
      ...(needs === undefined ? {} : { needs }),
    },
    { method: 'GET', path: `/rest/api/group${queryTail}`, access, answer, needs: 'group-name-query' },
  ];
}

function listAll(call: Call): Answer {
  return answerJson(renderGroupPage(call, listGroupNames(call.site.world)));
}

function readOne(call: Call): Answer {
  return answerJson(renderGroup(call.site, findAddressed(call).name));
}

/** The reference asks for an administrator from 10.0 on; before, it says the same of members as of groups. */
function listMembersOf(call: Call): Answer {
  if (call.site.tier.abilities.has('members-guarded')) {
    checkAccess(call.site.world, { access: 'administrator' }, call.caller.user);
  }
  const members = listMembers(call.site.world, findAddressed(call).name).items;
  const expand = readExpand(call);
  const page = renderPageOf(call, {
    total: members.length,
    cut: (start, end) => members.slice(start, end),
    render: (user) => renderUser(call.site, user, expand),
    defaultLimit: 200,
    maxLimit: MOST_IN_PAGE,
  });
  return answerJson(page);
}

function listAround(call: Call, around: (group: Group) => Iterable<Group>): Answer {
  const names = new Map<string, string>();
  for (const group of groupsNamed(call.site.world, findAddressed(call).name)) {
    for (const other of around(group)) names.set(other.lowerName, other.name);
  }
  const sorted = [...names.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, name]) => name);
  return answerJson(renderGroupPage(call, sorted));
}

function renderGroupPage(call: Call, names: readonly string[]): unknown {
  return renderPageOf(call, {
    total: names.length,
    cut: (start, end) => names.slice(start, end),
    render: (name) => renderGroup(call.site, name),
    defaultLimit: 200,
    maxLimit: MOST_IN_PAGE,
  });
}

function findAddressed(call: Call): Group {
  const name = call.params.groupName ?? call.query.get('groupName');
  if (name === null || name === '') throw new Refusal(400, 'groupName must be given', { valid: false });
  const group = groupsNamed(call.site.world, name)[0];
  if (group === undefined) throw new Refusal(404, `No group found with name: ${foldName(name)}`);
  return group;
}

function collectAncestors(group: Group): Set<Group> {
  const ancestors = new Set<Group>();
  const waiting = [...group.parents];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (ancestors.has(next)) continue;
    ancestors.add(next);
    waiting.push(...next.parents);
  }
  return ancestors;
}
