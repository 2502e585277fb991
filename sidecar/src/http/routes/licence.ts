// The licence: who grants a seat, how many are taken by our reading and by Confluence's own count, and how it went so far.
import { LicenceSchema } from '../../contract/licence.ts';
import { LicenceHistoryQuerySchema, LicenceHistorySchema } from '../../contract/licence-history.ts';
import { lookAtLicence } from '../../services/licence.ts';
import { readLicenceHistory } from '../../services/licence-history.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, answers } from '../api.ts';
import { viewLicence } from '../views/licence.ts';

export function registerLicence(api: Api, context: ServiceContext): void {
  api.get(
    '/licence',
    {
      schema: {
        summary: 'Seats of the licence, by our reading and by Confluence',
        tags: ['licence'],
        response: answers(LicenceSchema),
      },
    },
    async () => viewLicence(await lookAtLicence(context)),
  );

  api.get(
    '/licence/history',
    {
      schema: {
        summary: 'Seats, limit and how everybody stood, one row a day',
        tags: ['licence'],
        querystring: LicenceHistoryQuerySchema,
        response: answers(LicenceHistorySchema),
      },
    },
    async ({ query: { from, to } }) => readLicenceHistory(context, { from, to }),
  );
}
