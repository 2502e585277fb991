// Spaces by key or type, and who holds which permission in one.
import { foldName, type World } from '../../world/model.ts';
import { findSpace, listSpaces, type Space } from '../../world/spaces.ts';
import { effectiveAccount } from '../../world/views.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';

export const SPACE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/space', access: 'viewer', answer: answerList },
  {
    method: 'GET',
    path: '/rest/api/space/{spaceKey}/permissions',
    access: 'administrator',
    strangers: 401,
    needs: 'space-permissions',
    answer: answerPermissions,
  },
];

function answerList(call: Call): Answer {
  const keys = call.query.getAll('spaceKey').map(foldName);
  const type = call.query.get('type');
  const found = listSpaces(call.site.world)
    .filter((space) => type === null || space.type === type)
    .filter((space) => keys.length === 0 || keys.includes(foldName(space.key)));
  const rules = { total: found.length, defaultLimit: 25, maxLimit: 200 };
  return answerJson(
    renderPageOf(call, {
      ...rules,
      cut: (start, end) => found.slice(start, end),
      render: (space) => renderSpace(call, space),
    }),
  );
}

function renderSpace({ site }: Call, { id, key, name, type }: Space): Record<string, unknown> {
  const self = `${site.address.publicUrl}/rest/api/space/${encodeURIComponent(key)}`;
  return {
    id,
    key,
    name,
    status: 'current',
    type,
    _links: { webui: `/display/${encodeURIComponent(key)}`, self },
    _expandable: { metadata: '', icon: '', description: '', retentionPolicy: '', homepage: '' },
  };
}

function answerPermissions(call: Call): Answer {
  const { world } = call.site;
  const space = findSpace(world, call.params.spaceKey ?? '');
  if (space === undefined) throw new Refusal(404, `No space with key : ${call.params.spaceKey}`);
  const subjects = [
    ...space.administrators.users.map((userKey) => renderUser(world, userKey)),
    ...space.administrators.groups.map((displayName) => ({ displayName, type: 'group' })),
  ];
  const readers = [{ displayName: 'confluence-users', type: 'group' }, ...subjects];
  return answerJson([
    ...readers.map((subject) => renderGrant(space, 'read', subject)),
    ...subjects.map((subject) => renderGrant(space, 'administer', subject)),
  ]);
}

function renderGrant({ id, key }: Space, operationKey: string, subject: Record<string, string>) {
  return { operation: { operationKey, targetType: 'space' }, subject, spaceKey: key, spaceId: id };
}

function renderUser(world: World, userKey: string): Record<string, string> {
  const user = world.usersByKey.get(userKey);
  return { displayName: user === undefined ? userKey : effectiveAccount(user).displayName, type: 'known' };
}
