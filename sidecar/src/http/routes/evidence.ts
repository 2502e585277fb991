// Evidence of a period for auditors, as one archive.
import { Readable } from 'node:stream';
import { EvidencePackSchema, EvidenceQuerySchema } from '../../contract/evidence.ts';
import { packEvidence } from '../../services/evidence.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answersZip } from '../api.ts';

export function registerEvidence(api: Api, context: ServiceContext): void {
  const schema = {
    summary: 'Evidence of a period: population, policies, approvals, outcomes, exceptions and the audit trail, signed',
    tags: ['audit'],
    querystring: EvidenceQuerySchema,
    response: answersZip(EvidencePackSchema),
  };
  api.get('/evidence', { schema }, async (request, reply) => {
    const pieces = await packEvidence(context, { ...request.query, actor: actorOf(request) });
    reply.header('content-disposition', 'attachment; filename="evidence.zip"');
    return reply.type('application/zip').send(Readable.from(pieces, { objectMode: false }));
  });
}
