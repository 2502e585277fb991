// Users of the newest snapshot: search and look at one.
import { UserDetailSchema, UserPageSchema, UserParameters, UserQuerySchema } from '../../contract/users.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { getUser, searchUsers } from '../../services/users.ts';
import { type Api, answers } from '../api.ts';
import { viewUser, viewUserDetail } from '../views/users.ts';

export function registerUsers(api: Api, context: ServiceContext): void {
  const tags = ['users'];

  api.get(
    '/users',
    { schema: { summary: 'Search users', tags, querystring: UserQuerySchema, response: answers(UserPageSchema) } },
    async ({ query }) => {
      const { search = '', cursor = null, ...rest } = query;
      const { snapshotId, users, total, nextCursor } = await searchUsers(context, { search, cursor, ...rest });
      return { snapshotId, items: users.map(viewUser), total, nextCursor };
    },
  );

  api.get(
    '/users/:userKey',
    { schema: { summary: 'One user with groups', tags, params: UserParameters, response: answers(UserDetailSchema) } },
    async ({ params }) => viewUserDetail(await getUser(context, params.userKey), context.config.timeZone),
  );
}
