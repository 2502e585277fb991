// Health, on the listener's root where no proxy exposes it; open, and without anything worth knowing.
import { LiveSchema, ReadySchema } from '../../contract/health.ts';
import { checkReadiness } from '../../services/health.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import type { Api } from '../api.ts';

export function registerHealth(api: Api, context: ServiceContext): void {
  const config = { open: true, rateLimit: false } as const;

  api.get('/health/live', { config, schema: { hide: true, response: { 200: LiveSchema } } }, async () => ({
    alive: true as const,
  }));

  api.get(
    '/health/ready',
    { config, schema: { hide: true, response: { 200: ReadySchema, 503: ReadySchema } } },
    async (_request, reply) => {
      const { store, host } = await checkReadiness(context);
      const ready = store === 'answers';
      return reply.code(ready ? 200 : 503).send({ ready, store, host });
    },
  );
}
