// Who alone may edit a piece of content, by operation, as the reference tells it.
import { listPagesOf, maySee, type Page } from '../../world/content.ts';
import type { World } from '../../world/model.ts';
import { readExpand } from '../bodies.ts';
import { renderOperation } from '../restrictions.ts';
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

function answerRestriction(call: Call): Answer {
  const { id = '', operationKey = '' } = call.params;
  const page = findPage(call.site.world, id);
  if (page === undefined || !maySee(page, call.caller.user?.userKey ?? null))
    throw new Refusal(404, `No content found with id: ContentId{id=${id}}`);
  if (operationKey !== 'read' && operationKey !== 'update')
    throw new Refusal(400, `Unknown operation: ${operationKey}`);
  const expand = readExpand(call);
  const asked = (list: 'user' | 'group') =>
    expand.has(`restrictions.${list}`) || (list === 'group' && expand.size === 0);
  const lists = (['user', 'group'] as const).filter(asked);
  return answerJson(renderOperation(call, page, { operation: operationKey, lists }));
}

function findPage(world: World, id: string): Page | undefined {
  for (const user of world.users.values()) {
    const page = listPagesOf(world, user).find((one) => one.id === id);
    if (page !== undefined) return page;
  }
  return undefined;
}
