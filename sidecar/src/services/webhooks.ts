// The door for Confluence's webhooks: a delivery is a hint that there may be news. What it says of anybody is never read.
import { mayBeNews } from '../domain/event.ts';
import { ProductError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { DeliveryVerdict } from '../store/webhooks.ts';
import type { ServiceContext } from './service-context.ts';
import { isSignedWith, type SignedBody } from './webhook-signature.ts';

export interface WebhookDoor {
  /**
   * Takes a delivery: has Confluence read for policies that wait for events, if its event may be news for them. Throws
   * `webhook_signature_wrong` for everything that was not signed with the secret.
   */
  readonly receive: (delivery: SignedBody) => Promise<void>;
}

interface DoorContext extends Pick<ServiceContext, 'store' | 'clock'> {
  readonly log: Log;
  readonly hintAtNews: () => void;
}

/** What is kept and logged of deliveries is at most a line a minute, whoever sends them. */
const noteEveryMs = 60_000;

/** A delivery that comes again does no harm: it has Confluence read once more, and that never more than once a minute. */
export function openWebhookDoor(secret: string, { store, clock, hintAtNews, log }: DoorContext): WebhookDoor {
  const tallies = { accepted: openTally(), refused: openTally() };
  const note = async (verdict: DeliveryVerdict, event: string | null): Promise<void> => {
    const at = clock.now();
    const count = tallies[verdict].add(Date.parse(at));
    if (count === null) return;
    if (verdict === 'refused') log.warn({ count }, 'deliveries of webhooks were refused, their signature is wrong');
    else log.info({ count, event }, 'webhook received');
    await store.webhooks.note({ verdict, at, event, count });
  };
  return {
    receive: async (delivery) => {
      if (!isSignedWith(secret, delivery)) {
        await note('refused', null);
        throw new ProductError('webhook_signature_wrong');
      }
      const event = readEvent(delivery.body);
      await note('accepted', event);
      if (event !== null && mayBeNews(event)) hintAtNews();
    },
  };
}

/** The name of the event; null where there is none, or none that is worth keeping. */
function readEvent(body: Buffer): string | null {
  try {
    const said: unknown = JSON.parse(body.toString('utf8'));
    const event = typeof said === 'object' && said !== null && 'event' in said ? said.event : null;
    return typeof event === 'string' && /^[a-z][a-z0-9_.:-]{0,63}$/.test(event) ? event : null;
  } catch {
    return null;
  }
}

/** Counts; gives the count when it is time to say it, and begins anew. A clock that was set back says it at once. */
function openTally(): { readonly add: (nowMs: number) => number | null } {
  let count = 0;
  let saidMs = Number.NEGATIVE_INFINITY;
  return {
    add: (nowMs) => {
      count += 1;
      if (nowMs >= saidMs && nowMs - saidMs < noteEveryMs) return null;
      const said = count;
      count = 0;
      saidMs = nowMs;
      return said;
    },
  };
}
