// What runs really did to the seats of the licence, and who came back afterwards.
import {
  RegretQuerySchema,
  RegretSchema,
  RunSeatsPageSchema,
  RunSeatsQuerySchema,
} from '../../contract/licence-regret.ts';
import { describeRegret } from '../../services/licence/regret.ts';
import { listRunSeats } from '../../services/licence/run-seats.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, answers } from '../api.ts';

export function registerLicenceEffects(api: Api, context: ServiceContext): void {
  const tags = ['licence'];

  api.get(
    '/licence/runs',
    {
      schema: {
        summary: 'Seats that the last live runs really freed, beside what their plans meant to',
        tags,
        querystring: RunSeatsQuerySchema,
        response: answers(RunSeatsPageSchema),
      },
    },
    async ({ query: { limit } }) => {
      const found = await listRunSeats(context, limit);
      const items = found.map(({ run: { id: runId, policyId, finishedAt }, planned, done }) => {
        return { runId, policyId, finishedAt, planned, done };
      });
      return { items };
    },
  );

  api.get(
    '/licence/regret',
    {
      schema: {
        summary: 'Of the users whose access was taken, the share that came back within some days',
        tags,
        querystring: RegretQuerySchema,
        response: answers(RegretSchema),
      },
    },
    async ({ query: { withinDays } }) => describeRegret(context, withinDays),
  );
}
