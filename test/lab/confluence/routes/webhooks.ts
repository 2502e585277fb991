// Webhooks as administrators manage them: list, make, look at, change, drop.
import { formatInstant } from '../../clock.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, NO_CONTENT, Refusal, type Route } from '../route.ts';
import type { Webhook } from '../webhooks.ts';
import { readText, refuseInvalid } from './user-details.ts';

const BASE = '/rest/api/webhooks';
const ONE = `${BASE}/{webhookId}`;
const ADMINISTRATORS = { access: 'administrator', strangers: 401, needs: 'webhooks' } as const;
/** "A string of up to 255 characters." */
const LONGEST_SECRET = 255;

export const WEBHOOK_ROUTES: readonly Route[] = [
  { ...ADMINISTRATORS, method: 'GET', path: BASE, answer: list },
  { ...ADMINISTRATORS, method: 'POST', path: BASE, reads: 'json', answer: create },
  { ...ADMINISTRATORS, method: 'GET', path: ONE, answer: (call) => answerJson(renderWebhook(requireWebhook(call))) },
  { ...ADMINISTRATORS, method: 'PUT', path: ONE, reads: 'json', answer: update },
  { ...ADMINISTRATORS, method: 'DELETE', path: ONE, answer: remove },
];

function list(call: Call): Answer {
  const wanted = call.query.getAll('event');
  const found = [...call.site.webhooks.registered.values()].filter(
    ({ events }) => wanted.length === 0 || events.some((event) => wanted.includes(event)),
  );
  const cut = (start: number, end: number) => found.slice(start, end);
  const page = { total: found.length, cut, render: renderWebhook, defaultLimit: 100, maxLimit: 100 };
  return answerJson(renderPageOf(call, page));
}

function create(call: Call): Answer {
  const { world, webhooks } = call.site;
  const nowEpochMs = world.clock.nowMs();
  const wish = readWish(call.body);
  const webhook = { ...wish, id: world.nextNumber(), createdEpochMs: nowEpochMs, updatedEpochMs: nowEpochMs };
  webhooks.registered.set(webhook.id, webhook);
  const { events, ...rendered } = renderWebhook(webhook);
  return answerJson(
    {
      ...rendered,
      events: webhook.events.map((id) => ({ id, i18nKey: `webhooks.event.${id}` })),
      scope: { type: 'global' },
      createdDate: formatInstant(webhook.createdEpochMs),
      updatedDate: formatInstant(webhook.updatedEpochMs),
    },
    201,
  );
}

function update(call: Call): Answer {
  const webhook = requireWebhook(call);
  Object.assign(webhook, readWish(call.body), { updatedEpochMs: call.site.world.clock.nowMs() });
  return answerJson(renderWebhook(webhook));
}

function remove(call: Call): Answer {
  call.site.webhooks.registered.delete(requireWebhook(call).id);
  return NO_CONTENT;
}

function requireWebhook({ site, params }: Call): Webhook {
  const webhook = site.webhooks.registered.get(Number(params.webhookId));
  if (webhook === undefined) throw new Refusal(404, `No webhook found with id : ${params.webhookId}`);
  return webhook;
}

function readWish(body: unknown): Pick<Webhook, 'name' | 'url' | 'events' | 'secret' | 'active'> {
  const { events, configuration, active } = (body ?? {}) as Record<string, unknown>;
  const name = readText(body, 'name') ?? '';
  const url = readText(body, 'url') ?? '';
  const secret = readText(configuration, 'secret') ?? null;
  const isList = Array.isArray(events) && events.length > 0 && events.every((one) => typeof one === 'string');
  const faults = [
    ...(name === '' ? [{ key: 'webhooks.name', text: 'A webhook needs a name' }] : []),
    ...(/^https?:$/.test(URL.parse(url)?.protocol ?? '') ? [] : [{ key: 'webhooks.url', text: 'The URL is wrong' }]),
    ...(isList ? [] : [{ key: 'webhooks.events', text: 'A webhook needs events' }]),
    ...(secret === null || secret.length <= LONGEST_SECRET
      ? []
      : [{ key: 'webhooks.secret', text: 'The secret is longer than 255 characters' }]),
  ];
  if (faults.length > 0) throw refuseInvalid(faults);
  return { name, url, events: events as string[], secret, active: active !== false };
}

/** The secret is not told again. */
function renderWebhook({ id, name, url, events, active }: Webhook): Record<string, unknown> {
  return { id, name, url, events, active, configuration: {}, scopeType: 'global', sslVerificationRequired: true };
}
