// Lists of users: upload, look, delete. Criteria name them by `inList`.
import {
  DeletedUserListSchema,
  SavedUserListSchema,
  tableBodyBytes,
  UserListBody,
  UserListPageSchema,
  UserListParameters,
} from '../../contract/told.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { deleteUserList, listUserLists, saveUserList } from '../../services/user-lists.ts';
import { type Api, actorOf, answers } from '../api.ts';
import { viewFaults, viewUserList } from '../views/told.ts';

export function registerUserLists(api: Api, context: ServiceContext): void {
  const tags = ['lists'];

  api.get(
    '/lists',
    { schema: { summary: 'Lists of users', tags, response: answers(UserListPageSchema) } },
    async () => ({ items: (await listUserLists(context)).map(viewUserList) }),
  );

  api.put(
    '/lists/:name',
    {
      bodyLimit: tableBodyBytes,
      schema: {
        summary: 'Write a list of users anew from a table',
        tags,
        params: UserListParameters,
        body: UserListBody,
        response: answers(SavedUserListSchema),
      },
    },
    async (request) => {
      const { name } = request.params;
      const input = { name, csv: request.body.csv, actor: actorOf(request) };
      const { faults, ...report } = await saveUserList(context, input);
      return { name, ...report, ...viewFaults(faults) };
    },
  );

  api.delete(
    '/lists/:name',
    {
      schema: {
        summary: 'Delete a list of users',
        tags,
        params: UserListParameters,
        response: answers(DeletedUserListSchema),
      },
    },
    async (request) => {
      const { name } = request.params;
      await deleteUserList(context, { name, actor: actorOf(request) });
      return { name, deleted: true as const };
    },
  );
}
