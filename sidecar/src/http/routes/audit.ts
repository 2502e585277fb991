// The audit trail, newest first.
import { AuditPageSchema, AuditQuerySchema } from '../../contract/audit.ts';
import { listAudit } from '../../services/audit.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, answers, nextFrom } from '../api.ts';

export function registerAudit(api: Api, context: ServiceContext): void {
  const schema = {
    summary: 'Who did what, newest first',
    tags: ['audit'],
    querystring: AuditQuerySchema,
    response: answers(AuditPageSchema),
  };
  api.get('/audit', { schema }, async ({ query }) => {
    const entries = await listAudit(context, query);
    const items = entries.map(({ id, at, actor, about, event, details, digest }) => {
      return { id, at, actor, about, event, details, digest };
    });
    return { items, nextBefore: nextFrom(entries, query.limit, (entry) => entry.id) };
  });
}
