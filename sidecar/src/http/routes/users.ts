// Users of the newest snapshot: search and look at one.
import { UserHistorySchema } from '../../contract/user-history.ts';
import {
  FoundUserPageSchema,
  UserDetailSchema,
  UserPageSchema,
  UserParameters,
  UserQuerySchema,
  UserSearchSchema,
} from '../../contract/users.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { findUsers, getUser, listDeeds, searchUsers } from '../../services/users.ts';
import { type Api, answers } from '../api.ts';
import { viewDeed, viewFoundUsers, viewUser, viewUserDetail } from '../views/users.ts';

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

  api.post(
    '/users/search',
    {
      schema: {
        summary: 'Find users by criteria, with how many match and of how many that is not known. Nothing is changed',
        tags,
        body: UserSearchSchema,
        response: answers(FoundUserPageSchema),
      },
    },
    async ({ body }) => {
      const {
        criteria: document,
        search = '',
        cursor = null,
        sort = 'username',
        descending = false,
        limit = 50,
      } = body;
      return viewFoundUsers(await findUsers(context, { document, search, cursor, sort, descending, limit }));
    },
  );

  api.get(
    '/users/:userKey',
    { schema: { summary: 'One user with groups', tags, params: UserParameters, response: answers(UserDetailSchema) } },
    async ({ params }) => viewUserDetail(await getUser(context, params.userKey), context.config.timeZone),
  );

  api.get(
    '/users/:userKey/history',
    {
      schema: {
        summary: 'What live runs did about a user, newest first',
        tags,
        params: UserParameters,
        response: answers(UserHistorySchema),
      },
    },
    async ({ params }) => ({ items: (await listDeeds(context, params.userKey)).map(viewDeed) }),
  );
}
