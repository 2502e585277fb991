// Whether Confluence's webhooks are taken here, whether one ever came, and whether some were refused.
import type { StoreInspection } from '../../store/inspect.ts';
import type { Check } from './check.ts';
import { type Finding, ok, warning } from './finding.ts';

export const checkWebhook: Check = {
  name: 'webhook',
  title: 'Webhook',
  run: async ({ config, secrets, inspectStore }) => {
    if (secrets.webhookSecret === null)
      return [ok('Webhooks are not taken; policies that wait for events read by themselves.')];
    const address = `${config.basePath}/api/v1/webhooks/confluence`;
    // What is wrong with the store is said by its own check.
    const seen = await inspectStore().catch(() => null);
    return [...judgeAccepted(seen?.deliveries ?? null, address), ...judgeRefused(seen?.deliveries ?? null)];
  },
};

type Told = StoreInspection['deliveries'];

function judgeAccepted(told: Told, address: string): Finding[] {
  const accepted = told?.accepted ?? null;
  if (accepted === null) {
    const todo = `Make one in Confluence (General Configuration > Webhooks) for ${address}, with the event user_created and this secret.`;
    return [warning('No webhook was ever received.', todo)];
  }
  const event = accepted.lastEvent === null ? '' : ` (${accepted.lastEvent})`;
  return [ok(`The last webhook was received at ${accepted.lastAt}${event}, ${accepted.total} in all.`)];
}

/** Strangers may try as they like; what counts is whether Confluence itself is refused, and its last word was a refusal. */
function judgeRefused(told: Told): Finding[] {
  const refused = told?.refused ?? null;
  if (refused === null) return [];
  const found = `Deliveries with a wrong signature were refused, the last one at ${refused.lastAt}, ${refused.total} in all.`;
  const isOver = told?.accepted != null && told.accepted.lastAt > refused.lastAt;
  if (isOver) return [ok(found)];
  return [
    warning(
      found,
      'Enter the same secret at the webhook in Confluence and in UM_WEBHOOK_SECRET; "Test connection" may sign nothing.',
    ),
  ];
}
