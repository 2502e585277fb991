// The hand-over list, page by page and as CSV.
import {
  HandOverExportQuerySchema,
  HandOverExportSchema,
  HandOverPageSchema,
  HandOverQuerySchema,
} from '../../contract/hand-overs.ts';
import { exportHandOvers, listHandOvers } from '../../services/hand-overs.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, answersCsv, nextFrom } from '../api.ts';
import { viewHandOver } from '../views/hand-overs.ts';

export function registerHandOvers(api: Api, context: ServiceContext): void {
  const tags = ['hand-overs'];

  api.get(
    '/hand-overs',
    {
      schema: {
        summary: 'Changes that only the owners of other directories can make',
        tags,
        querystring: HandOverQuerySchema,
        response: answers(HandOverPageSchema),
      },
    },
    async ({ query }) => {
      const { items, counts } = await listHandOvers(context, query);
      return { items: items.map(viewHandOver), nextAfter: nextFrom(items, query.limit, (item) => item.id), counts };
    },
  );

  api.get(
    '/hand-overs.csv',
    {
      schema: {
        summary: 'The same list as CSV',
        tags,
        querystring: HandOverExportQuerySchema,
        response: answersCsv(HandOverExportSchema),
      },
    },
    async (request, reply) => {
      reply.header('content-type', 'text/csv; charset=utf-8');
      reply.header('content-disposition', 'attachment; filename="hand-overs.csv"');
      return exportHandOvers(context, { state: request.query.state, actor: actorOf(request) });
    },
  );
}
