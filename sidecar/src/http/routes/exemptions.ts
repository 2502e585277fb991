// Exemptions: whom no policy may touch, why, until when, and who answers for it.
import {
  type ExemptionDocument,
  ExemptionPageSchema,
  ExemptionParameters,
  ExemptionQuerySchema,
  ExemptionSchema,
  NewExemptionSchema,
} from '../../contract/exemptions.ts';
import { addExemption, type ExemptionState, endExemption, listExemptions } from '../../services/exemptions.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, nextFrom } from '../api.ts';

export function registerExemptions(api: Api, context: ServiceContext): void {
  const tags = ['exemptions'];

  api.get(
    '/exemptions',
    {
      schema: {
        summary: 'Whom no policy may touch, newest first',
        tags,
        querystring: ExemptionQuerySchema,
        response: answers(ExemptionPageSchema),
      },
    },
    async ({ query: { before = null, limit } }) => {
      const found = await listExemptions(context, { before, limit });
      return { items: found.map(view), nextBefore: nextFrom(found, limit, ({ exemption }) => exemption.id) };
    },
  );

  api.post(
    '/exemptions',
    {
      schema: {
        summary: 'Exempt a user or a group from all policies',
        tags,
        body: NewExemptionSchema,
        response: answers(ExemptionSchema, 201),
      },
    },
    async (request, reply) =>
      reply.code(201).send(view(await addExemption(context, { wanted: request.body, actor: actorOf(request) }))),
  );

  api.post(
    '/exemptions/:id/end',
    {
      schema: {
        summary: 'End an exemption before its time',
        tags,
        params: ExemptionParameters,
        response: answers(ExemptionSchema),
      },
    },
    async (request) => view(await endExemption(context, { id: request.params.id, actor: actorOf(request) })),
  );
}

function view({ exemption, state }: ExemptionState): ExemptionDocument {
  const { id, subject, name, owner, reason, addedAt, addedBy, endsAt, endedAt, endedBy } = exemption;
  return { id, subject, name, owner, reason, state, addedAt, addedBy, endsAt, endedAt, endedBy };
}
