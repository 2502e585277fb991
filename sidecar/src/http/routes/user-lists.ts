// Lists of users: upload, look, delete. Criteria name them by `inList`.
import {
  DeletedUserListSchema,
  NewUserListBody,
  SavedUserListSchema,
  tableBodyBytes,
  UserListBody,
  UserListPageSchema,
  UserListParameters,
} from '../../contract/told.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { addUserList, deleteUserList, listUserLists, saveUserList } from '../../services/user-lists.ts';
import { type Api, actorOf, answers } from '../api.ts';
import { viewFaults, viewUserList } from '../views/told.ts';

export function registerUserLists(api: Api, context: ServiceContext): void {
  const tags = ['lists'];

  api.get(
    '/lists',
    { schema: { summary: 'Lists of users', tags, response: answers(UserListPageSchema) } },
    async () => ({ items: (await listUserLists(context)).map(viewUserList) }),
  );

  api.post(
    '/lists',
    {
      bodyLimit: tableBodyBytes,
      schema: {
        summary: 'Keep a table as a new list of users, under a name that no list has',
        tags,
        body: NewUserListBody,
        response: answers(SavedUserListSchema, 201),
      },
    },
    async (request, reply) => {
      const { from = '', csv } = request.body;
      const { faults, ...report } = await addUserList(context, { from, csv, actor: actorOf(request) });
      return reply.code(201).send({ ...report, ...viewFaults(faults) });
    },
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
