// Groups of the newest snapshot: whoever writes a condition or an action chooses among them.
import { GroupListSchema, GroupQuerySchema } from '../../contract/groups.ts';
import { findGroups } from '../../services/groups.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, answers } from '../api.ts';

export function registerGroups(api: Api, context: ServiceContext): void {
  api.get(
    '/groups',
    {
      schema: {
        summary: 'Groups by the beginning of their names, with how many users are in each',
        tags: ['users'],
        querystring: GroupQuerySchema,
        response: answers(GroupListSchema),
      },
    },
    async ({ query: { prefix, limit } }) => {
      const { groups, total } = await findGroups(context, { prefix, limit });
      const items = groups.map(({ knowledge, ...group }) => ({ ...group, complete: knowledge === 'complete' }));
      return { items, total };
    },
  );
}
