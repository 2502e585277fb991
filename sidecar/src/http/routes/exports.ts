// Exports: everything of one kind as a file, read while it is sent.
import { ExportParameters, ExportQuerySchema, ExportTextSchema, UserExportSchema } from '../../contract/exports.ts';
import { openExport } from '../../services/exports.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answersFile } from '../api.ts';

const types = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson; charset=utf-8' } as const;

export function registerExports(api: Api, context: ServiceContext): void {
  api.get(
    '/exports/:kind',
    {
      schema: {
        summary: 'Users, runs, plans, steps or the audit trail as a file',
        tags: ['exports'],
        params: ExportParameters,
        querystring: ExportQuerySchema,
        response: answersFile(ExportTextSchema),
      },
    },
    async (request, reply) => {
      const { kind } = request.params;
      const { format, bom, run } = request.query;
      const of = kind === 'plans' || kind === 'steps' ? (run ?? null) : null;
      const text = await openExport(context, { kind, format, bom, runId: of, actor: actorOf(request) });
      reply.header('content-type', types[format]);
      reply.header('content-disposition', `attachment; filename="${kind}${of === null ? '' : `-${of}`}.${format}"`);
      return reply.send(text);
    },
  );

  api.post(
    '/exports/users',
    {
      schema: {
        summary: 'The users whom criteria mean as a file. Nothing is changed',
        tags: ['exports'],
        body: UserExportSchema,
        response: answersFile(ExportTextSchema),
      },
    },
    async (request, reply) => {
      const { format = 'csv', bom = false, criteria, search = '' } = request.body;
      const order = { kind: 'users', format, bom, runId: null, actor: actorOf(request) } as const;
      const text = await openExport(context, { ...order, people: { document: criteria, search } });
      reply.header('content-type', types[format]);
      reply.header('content-disposition', `attachment; filename="users.${format}"`);
      return reply.send(text);
    },
  );
}
