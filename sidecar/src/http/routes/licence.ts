// The licence: who grants a seat, how many are taken by our reading and by Confluence's own count, and how it went so far.
import { LicenceSchema } from '../../contract/licence.ts';
import { LicenceHistoryQuerySchema, LicenceHistorySchema } from '../../contract/licence-history.ts';
import {
  LicenceAlertChange,
  LicenceAlertSchema,
  LicenceOutlookSchema,
  LicenceTermsSchema,
} from '../../contract/licence-outlook.ts';
import { describeAlert, setAlert } from '../../services/licence/alert.ts';
import { readLicenceHistory } from '../../services/licence/history.ts';
import { describeOutlook, setLicenceTerms } from '../../services/licence/outlook.ts';
import { lookAtLicence } from '../../services/licence.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers } from '../api.ts';
import { viewAlert, viewLicence } from '../views/licence.ts';

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

  api.get(
    '/licence/outlook',
    {
      schema: {
        summary: 'Seats now and at the renewal, held against the tiers that were entered',
        tags: ['licence'],
        response: answers(LicenceOutlookSchema),
      },
    },
    async () => describeOutlook(context),
  );

  api.put(
    '/licence/terms',
    {
      schema: {
        summary: 'Enter tiers, prices and the day of the renewal',
        tags: ['licence'],
        body: LicenceTermsSchema,
        response: answers(LicenceOutlookSchema),
      },
    },
    async (request) => {
      await setLicenceTerms(context, request.body, actorOf(request));
      return describeOutlook(context);
    },
  );

  api.get(
    '/licence/alert',
    {
      schema: {
        summary: 'The lines drawn for the seats, and which of them are crossed',
        tags: ['licence'],
        response: answers(LicenceAlertSchema),
      },
    },
    async () => viewAlert(await describeAlert(context)),
  );

  api.put(
    '/licence/alert',
    {
      schema: {
        summary: 'Draw a line for the seats, and say who is told when it is crossed',
        tags: ['licence'],
        body: LicenceAlertChange,
        response: answers(LicenceAlertSchema),
      },
    },
    async (request) => {
      await setAlert(context, request.body.rule, actorOf(request));
      return viewAlert(await describeAlert(context));
    },
  );
}
