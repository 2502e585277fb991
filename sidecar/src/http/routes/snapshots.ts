// Snapshots: how old the newest one is and how completely it was read, and the wish for a new one.
import { SnapshotRequestedSchema, SnapshotSchema } from '../../contract/snapshots.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { lookAtNewestSnapshot, requestSnapshot } from '../../services/snapshots.ts';
import { type Api, actorOf, answers } from '../api.ts';
import { viewSnapshot } from '../views/system.ts';

export function registerSnapshots(api: Api, context: ServiceContext): void {
  const tags = ['snapshots'];

  api.post(
    '/snapshots',
    { schema: { summary: 'Read Confluence now', tags, response: answers(SnapshotRequestedSchema, 202) } },
    async (request, reply) => reply.code(202).send(await requestSnapshot(context, actorOf(request))),
  );

  api.get(
    '/snapshots/newest',
    { schema: { summary: 'The newest snapshot', tags, response: answers(SnapshotSchema) } },
    async () => viewSnapshot(await lookAtNewestSnapshot(context)),
  );
}
