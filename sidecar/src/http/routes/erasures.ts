// Erasing one person on request, for administrators who have just given their credentials.
import { ErasureSchema, NewErasureSchema } from '../../contract/erasures.ts';
import { erasePerson } from '../../services/erasure.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, actorOf, answers } from '../api.ts';

export function registerErasures(api: Api, context: ServiceContext): void {
  const schema = {
    summary: 'Erase one person from everything this product keeps; the audit trail still verifies',
    tags: ['audit'],
    body: NewErasureSchema,
    response: answers(ErasureSchema, 201),
  };
  api.post('/erasures', { schema }, async (request, reply) => {
    const { user } = request.body;
    return reply.code(201).send(await erasePerson(context, { user, actor: actorOf(request) }));
  });
}
