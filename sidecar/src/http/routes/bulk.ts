// Bulk actions: rehearse one, and carry out exactly the plan that was rehearsed.
import { BulkRequestSchema, CarryOutSchema } from '../../contract/bulk.ts';
import { RunParameters, RunSchema } from '../../contract/runs.ts';
import { carryOut, requestBulk } from '../../services/bulk.ts';
import { demandHostRights } from '../../services/ceiling.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers } from '../api.ts';
import { viewRun } from '../views/runs.ts';

/** Tens of thousands of picked users are a few million characters. */
const orderBytes = 8 * 1024 * 1024;

export function registerBulk(api: Api, context: ServiceContext): void {
  const tags = ['runs'];

  api.post(
    '/bulk-runs',
    {
      bodyLimit: orderBytes,
      schema: {
        tags,
        summary: 'Rehearse a bulk action; nothing is changed by it',
        body: BulkRequestSchema,
        response: answers(RunSchema, 201),
      },
    },
    async ({ body: { criteria, actions }, ...request }, reply) => {
      const run = await requestBulk(context, { criteria, actions, actor: actorOf(request) });
      return reply.code(201).send(viewRun(run));
    },
  );

  api.post(
    '/runs/:id/carry-out',
    {
      schema: {
        tags,
        params: RunParameters,
        summary: 'Carry out exactly the plan of a rehearsed bulk action, by a run of its own',
        body: CarryOutSchema,
        response: answers(RunSchema, 201),
      },
    },
    async (request, reply) => {
      const order = { runId: request.params.id, digest: request.body.digest, actor: actorOf(request) };
      await demandHostRights(context, { kind: 'carry-out', ...order }, order.actor);
      return reply.code(201).send(viewRun(await carryOut(context, order)));
    },
  );
}
