// Where Confluence's own webhooks are delivered. The address exists only where a secret for them is set.
import type { Log } from '../../log.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { openWebhookDoor } from '../../services/webhooks.ts';
import { type Api, nothing } from '../api.ts';

/** Per minute and address: a site that creates its users in bulk announces each of them. */
const deliveriesPerMinute = 600;
/** Events of users are some hundred bytes. */
const largestBytes = 64 * 1024;

export interface WebhookContext extends ServiceContext {
  readonly log: Log;
  readonly hintAtNews: () => void;
  /** What Confluence signs with; null where no webhooks are taken. */
  readonly webhookSecret: string | null;
}

/** Open, because the signature is the right. No browser sends one, so no header against foreign pages is asked for. */
export function registerWebhooks(api: Api, context: WebhookContext): void {
  if (context.webhookSecret === null) return;
  const door = openWebhookDoor(context.webhookSecret, context);
  const schema = {
    summary: 'Take a webhook of Confluence, signed in X-Hub-Signature; it only says that there may be something new',
    tags: ['webhooks'],
    security: [],
    response: nothing,
  };
  const config = { open: true, ownRight: true, rateLimit: { max: deliveriesPerMinute, timeWindow: 60_000 } } as const;
  api.register(async (scope: Api) => {
    // The signature covers the bytes, so nobody may read them before it is checked.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post('/webhooks/confluence', { schema, config, bodyLimit: largestBytes }, async (request, reply) => {
      const signature = request.headers['x-hub-signature'];
      await door.receive({
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
        signature: typeof signature === 'string' ? signature : null,
      });
      return reply.code(204).send(null);
    });
  });
}
