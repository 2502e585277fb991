// The Confluence at the other end: who it is and what can be done at it.
import { HostSchema } from '../../contract/host.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, answers } from '../api.ts';
import { viewHost } from '../views/system.ts';

export function registerHost(api: Api, context: ServiceContext): void {
  api.get(
    '/host',
    { schema: { summary: 'Confluence and its capabilities', tags: ['host'], response: answers(HostSchema) } },
    async () => viewHost(await context.hostWatch.look(), context),
  );
}
