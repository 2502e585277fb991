// User directories in their order, as all witnesses together tell of them.
import { DirectoriesSchema } from '../../contract/directories.ts';
import { findDirectories } from '../../services/directories.ts';
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
}
