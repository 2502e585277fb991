// Who alone may edit a piece of content, by operation, as the reference tells it.
import { listPagesOf, type Page } from '../../world/content.ts';
import type { World } from '../../world/model.ts';
import { readExpand, renderUser } from '../bodies.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';

export const RESTRICTION_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/rest/api/content/{id}/restriction/byOperation/{operationKey}',
    access: 'viewer',
    needs: 'content-restrictions',
    answer: answerRestriction,
  },
];

const LIMIT = 100;

function answerRestriction(call: Call): Answer {
  const { id = '', operationKey = '' } = call.params;
  const page = findPage(call.site.world, id);
  const hidden = page?.restrictedTo != null && page.restrictedTo !== call.caller.user?.userKey;
  if (page === undefined || hidden) throw new Refusal(404, `No content found with id: ContentId{id=${id}}`);
  if (operationKey !== 'read' && operationKey !== 'update')
    throw new Refusal(400, `Unknown operation: ${operationKey}`);
  const expand = readExpand(call);
  const asked = (list: 'user' | 'group') =>
    expand.has(`restrictions.${list}`) || (list === 'group' && expand.size === 0);
  const named = operationKey === 'update' ? (page.editors ?? { userKeys: [], groups: [] }) : viewersOf(page);
  const users = named.userKeys.flatMap((key) => call.site.world.usersByKey.get(key) ?? []);
  const groups = named.groups.map((name) => ({ type: 'group', name }));
  return answerJson({
    operation: operationKey,
    restrictions: {
      ...(asked('user') ? { user: renderList(users.map((user) => renderUser(call.site, user, new Set()))) } : {}),
      ...(asked('group') ? { group: renderList(groups) } : {}),
    },
    _links: { self: `${call.site.address.publicUrl}/rest/api/content/${id}/restriction/byOperation/${operationKey}` },
    _expandable: { content: `/rest/api/content/${id}` },
  });
}

function renderList(results: readonly unknown[]) {
  return { results, start: 0, limit: LIMIT, size: results.length };
}

function viewersOf({ restrictedTo }: Page): NonNullable<Page['editors']> {
  return { userKeys: restrictedTo === null ? [] : [restrictedTo], groups: [] };
}

function findPage(world: World, id: string): Page | undefined {
  for (const user of world.users.values()) {
    const page = listPagesOf(world, user).find((one) => one.id === id);
    if (page !== undefined) return page;
  }
  return undefined;
}
