// Where a page of Confluence says that its reader is here. It exists only where it was switched on.
import { openBeacon } from '../../services/beacon.ts';
import type { ServiceContext } from '../../services/service-context.ts';
import { type Api, nothing } from '../api.ts';
import { readForwardedCookies } from '../forwarded-cookies.ts';
import { demandSameOrigin } from '../same-origin.ts';

/** Per minute and address: an office behind one address opens its pages in the same morning. */
const toldPerMinute = 600;

/** `POST /beacon` answers 204 whatever was kept, so that nobody learns whose session is good. */
export function registerBeacon(api: Api, context: ServiceContext): void {
  if (!context.config.beacon) return;
  const beacon = openBeacon(context);
  const schema = {
    summary: "Say that a page was seen; the browser's own Confluence session says by whom",
    tags: ['beacon'],
    security: [],
    response: nothing,
  };
  const config = { open: true, rateLimit: { max: toldPerMinute, timeWindow: 60_000 } } as const;
  api.post('/beacon', { schema, config, bodyLimit: 1024 }, async (request, reply) => {
    demandSameOrigin(request, context.config);
    const forwarded = readForwardedCookies(request.headers.cookie);
    if (forwarded !== null) await beacon.note({ ...forwarded, address: request.ip });
    return reply.code(204).send(null);
  });
}
