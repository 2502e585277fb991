// The helpdesk: one user found by name, and the undo of what was taken from them; nothing else is open to it.
import {
  GiveBackParameters,
  GiveBackRequestSchema,
  GiveBackStateSchema,
  HelpdeskFindingSchema,
  HelpdeskQuerySchema,
} from '../../contract/helpdesk.ts';
import { findForHelpdesk, followGiveBack, giveBackForHelpdesk } from '../../services/helpdesk.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, roleOfCaller } from '../api.ts';

export function registerHelpdesk(api: Api, context: ServiceContext): void {
  const tags = ['helpdesk'];

  api.get(
    '/helpdesk/user',
    {
      schema: {
        summary: 'The one user of exactly this name, and what was taken from them',
        tags,
        querystring: HelpdeskQuerySchema,
        response: answers(HelpdeskFindingSchema),
      },
    },
    async (request) => {
      const look = { name: request.query.name, actor: actorOf(request) };
      const { user, several, readAt, taken } = await findForHelpdesk(context, look);
      return { user, several, readAt, taken: taken.map((one) => ({ ...one, changes: [...one.changes] })) };
    },
  );

  api.post(
    '/helpdesk/give-backs',
    {
      schema: {
        summary: "Give back one user's access that a run took, by a run of its own",
        tags,
        body: GiveBackRequestSchema,
        response: answers(GiveBackStateSchema, 201),
      },
    },
    async (request, reply) => {
      const order = { ...request.body, actor: actorOf(request), role: roleOfCaller(request) };
      return reply.status(201).send({ id: await giveBackForHelpdesk(context, order), state: 'under-way' });
    },
  );

  api.get(
    '/helpdesk/give-backs/:id',
    {
      schema: {
        summary: 'How giving back goes',
        tags,
        params: GiveBackParameters,
        response: answers(GiveBackStateSchema),
      },
    },
    async ({ params }) => ({ id: params.id, state: await followGiveBack(context, params.id) }),
  );
}
