// What somebody keeps for their own page: filters by name, and columns.
import { ColumnsBody, FilterBody, FilterParameters, PersonalViewsSchema } from '../../contract/personal-views.ts';
import { getPersonalViews, removeFilter, saveColumns, saveFilter } from '../../services/personal-views.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers } from '../api.ts';

export function registerPersonalViews(api: Api, context: ServiceContext): void {
  const tags = ['personal'];
  const response = answers(PersonalViewsSchema);

  api.get('/personal', { schema: { summary: 'What you keep for your own page', tags, response } }, (request) =>
    getPersonalViews(context, actorOf(request)),
  );

  api.put(
    '/personal/filters/:name',
    {
      schema: {
        summary: 'Keep a filter of the users page under a name, for yourself alone',
        tags,
        params: FilterParameters,
        body: FilterBody,
        response,
      },
    },
    async (request) => {
      const actor = actorOf(request);
      await saveFilter(context, { name: request.params.name, query: request.body.query, actor });
      return getPersonalViews(context, actor);
    },
  );

  api.delete(
    '/personal/filters/:name',
    { schema: { summary: 'Forget a filter of yours', tags, params: FilterParameters, response } },
    async (request) => {
      const actor = actorOf(request);
      await removeFilter(context, { name: request.params.name, actor });
      return getPersonalViews(context, actor);
    },
  );

  api.put(
    '/personal/columns',
    { schema: { summary: 'Keep which columns of the users page you like to see', tags, body: ColumnsBody, response } },
    async (request) => {
      const actor = actorOf(request);
      await saveColumns(context, { columns: request.body.columns, actor });
      return getPersonalViews(context, actor);
    },
  );
}
