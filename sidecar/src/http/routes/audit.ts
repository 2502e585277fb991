// The audit trail: newest first, how it stands, and as a file that can be checked anywhere.
import { Readable } from 'node:stream';
import { AuditLinesSchema, AuditPageSchema, AuditQuerySchema, AuditTrailSchema } from '../../contract/audit.ts';
import { describeTrail } from '../../services/audit/trail-state.ts';
import { exportAudit, listAudit } from '../../services/audit.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers, answersLines, nextFrom } from '../api.ts';

export function registerAudit(api: Api, context: ServiceContext): void {
  const schema = {
    summary: 'Who did what, newest first',
    tags: ['audit'],
    querystring: AuditQuerySchema,
    response: answers(AuditPageSchema),
  };
  api.get('/audit', { schema }, async ({ query }) => {
    const entries = await listAudit(context, query);
    const items = entries.map(({ id, at, actor, byToken, about, event, details, digest }) => {
      return { id, at, actor, byToken, about, event, details, digest };
    });
    return { items, nextBefore: nextFrom(entries, query.limit, (entry) => entry.id) };
  });

  const standing = {
    summary: 'How the audit trail stands: its end, what was checked and signed, and the public key',
    tags: ['audit'],
    response: answers(AuditTrailSchema),
  };
  api.get('/audit/chain', { schema: standing }, async () => describeTrail(context));

  const whole = {
    summary: 'The audit trail as it is kept, for checking elsewhere',
    tags: ['audit'],
    response: answersLines(AuditLinesSchema),
  };
  api.get('/audit/export', { schema: whole }, async (request, reply) => {
    const lines = await exportAudit(context, actorOf(request));
    reply.header('content-disposition', 'attachment; filename="audit.jsonl"');
    return reply.type('application/x-ndjson').send(Readable.from(lines, { objectMode: false }));
  });
}
