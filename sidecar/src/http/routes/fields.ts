// Own fields of users: define, list, delete, and fill from a table.
import {
  DeletedFieldSchema,
  FieldBody,
  FieldImportBody,
  FieldImportSchema,
  FieldListSchema,
  FieldParameters,
  FieldSchema,
  tableBodyBytes,
} from '../../contract/told.ts';
import { deleteField, importFieldValues, listFields, saveField } from '../../services/fields.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers } from '../api.ts';
import { viewFaults, viewField } from '../views/told.ts';

export function registerFields(api: Api, context: ServiceContext): void {
  const tags = ['fields'];

  api.get(
    '/fields',
    { schema: { summary: 'Own fields of users', tags, response: answers(FieldListSchema) } },
    async () => ({ items: (await listFields(context)).map(viewField) }),
  );

  api.put(
    '/fields/:key',
    {
      schema: {
        summary: 'Define a field, or change one; one that was deleted with values needs a word on them',
        tags,
        params: FieldParameters,
        body: FieldBody,
        response: answers(FieldSchema),
      },
    },
    async (request) => {
      const { place = 0, oldValues, ...told } = request.body;
      const field = { key: request.params.key, place, ...told };
      return viewField(await saveField(context, { field, oldValues, actor: actorOf(request) }));
    },
  );

  api.delete(
    '/fields/:key',
    {
      schema: {
        summary: 'Take a field out of use; its values are kept',
        tags,
        params: FieldParameters,
        response: answers(DeletedFieldSchema),
      },
    },
    async (request) => {
      const { key } = request.params;
      await deleteField(context, { key, actor: actorOf(request) });
      return { key, deleted: true as const };
    },
  );

  api.post(
    '/fields/:key/values',
    {
      bodyLimit: tableBodyBytes,
      schema: {
        summary: 'Import values of a field from a table',
        tags,
        params: FieldParameters,
        body: FieldImportBody,
        response: answers(FieldImportSchema),
      },
    },
    async (request) => {
      const { csv, replace = false } = request.body;
      const input = { key: request.params.key, csv, replace, actor: actorOf(request) };
      const { faults, ...report } = await importFieldValues(context, input);
      return { ...report, ...viewFaults(faults) };
    },
  );
}
