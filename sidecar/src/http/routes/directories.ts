// User directories in their order, as all witnesses together tell of them, and what is at odds between them.
import { DirectoriesSchema, DirectoryFaultPageSchema, DirectoryFaultQuerySchema } from '../../contract/directories.ts';
import { findDirectories, findDirectoryFaults } from '../../services/directories.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, answers } from '../api.ts';
import { viewDirectories } from '../views/directories.ts';

export function registerDirectories(api: Api, context: ServiceContext): void {
  api.get(
    '/directories',
    {
      schema: { summary: 'User directories in their order', tags: ['host'], response: answers(DirectoriesSchema) },
    },
    async () => viewDirectories(await findDirectories(context)),
  );

  api.get(
    '/directories/faults',
    {
      schema: {
        summary: 'What was at odds between directories when they were read last',
        tags: ['host'],
        querystring: DirectoryFaultQuerySchema,
        response: answers(DirectoryFaultPageSchema),
      },
    },
    async ({ query }) => {
      const { cursor = null, ...rest } = query;
      const { snapshotId, faults, total, nextCursor } = await findDirectoryFaults(context, { cursor, ...rest });
      return { snapshotId, items: faults, total, nextCursor };
    },
  );
}
