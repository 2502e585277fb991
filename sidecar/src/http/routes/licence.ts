// The licence: who grants a seat, how many are taken by our reading, and how many by Confluence's own count.
import { LicenceSchema } from '../../contract/licence.ts';
import { lookAtLicence } from '../../services/licence.ts';
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
}
