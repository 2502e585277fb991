// The site's webhooks: who wants to hear of what, and the deliveries, signed and sent once as the announcements come.
import { createHmac } from 'node:crypto';
import type { Announcement } from '../world/change.ts';
import type { World } from '../world/model.ts';

export type Webhook = {
  readonly id: number;
  readonly createdEpochMs: number;
  updatedEpochMs: number;
  name: string;
  url: string;
  events: readonly string[];
  /** Null signs nothing. */
  secret: string | null;
  active: boolean;
};

/** `status` of the receiver's answer; null while there is none. */
export type Delivery = { readonly webhookId: number; readonly event: string; status: number | null };

export type Webhooks = {
  readonly registered: Map<number, Webhook>;
  /** Everything that was sent, oldest first. */
  readonly sent: Delivery[];
  /** Resolves when every delivery has its answer, or has none to expect. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export function openWebhooks(world: World): Webhooks {
  const registered = new Map<number, Webhook>();
  const sent: Delivery[] = [];
  const open = new Set<Promise<void>>();
  const closing = new AbortController();
  const settled = async (): Promise<void> => {
    while (open.size > 0) await Promise.all(open);
  };
  const deliver = (webhook: Webhook, event: Announcement, userKey: string): void => {
    const delivery: Delivery = { webhookId: webhook.id, event, status: null };
    sent.push(delivery);
    const body = JSON.stringify({ timestamp: world.clock.nowMs(), event, userKey, user: { userKey } });
    const sending = send(webhook, body, closing.signal).then((status) => {
      delivery.status = status;
      open.delete(sending);
    });
    open.add(sending);
  };
  world.listeners.add((change) => {
    if (change.kind !== 'announcement') return;
    for (const webhook of registered.values()) {
      if (webhook.active && webhook.events.includes(change.event)) deliver(webhook, change.event, change.userKey);
    }
  });
  return {
    registered,
    sent,
    settled,
    close: async () => {
      closing.abort();
      await settled();
    },
  };
}

/** The status of the answer, or null where nobody answers within five seconds. */
async function send({ url, secret }: Webhook, body: string, signal: AbortSignal): Promise<number | null> {
  const signature: Record<string, string> =
    secret === null ? {} : { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
    });
    return answer.status;
  } catch {
    return null;
  }
}
