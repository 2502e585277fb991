// The feed of events as XML: a token for now, and what happened in the application's directories since a token.

import { escapeMarkup } from '../../confluence/pages.ts';
import type { AttributeChange } from '../../world/change.ts';
import { writeElement, XML_HEAD } from '../entity.ts';
import type { FeedEvent } from '../event-feed.ts';
import { CrowdRefusal } from '../refusal.ts';
import { renderGroup, renderUser } from '../render.ts';
import type { CrowdAnswer, CrowdCall, CrowdRoute } from '../route.ts';

export const EVENT_ROUTES: readonly CrowdRoute[] = [
  { method: 'GET', path: 'event', offers: ['xml'], answer: (call) => answerEvents(call, []) },
  { method: 'GET', path: 'event/*', offers: ['xml'], answer: listSince },
];

function listSince(call: CrowdCall): CrowdAnswer {
  if (!call.application.incremental) {
    throw new CrowdRefusal(410, 'INCREMENTAL_SYNC_NOT_AVAILABLE', 'Incremental synchronisation is not available');
  }
  const events = call.site.feed.listSince(call.tail);
  if (events === null) throw new CrowdRefusal(410, 'EVENT_TOKEN_EXPIRED', `Event token has expired: ${call.tail}`);
  const seen = new Set(call.application.mappings.map((mapping) => mapping.directory));
  return answerEvents(
    call,
    events.filter((event) => seen.has(event.directory)),
  );
}

function answerEvents(call: CrowdCall, events: readonly FeedEvent[]): CrowdAnswer {
  const token = escapeMarkup(call.site.feed.currentToken());
  const head = `newEventToken="${token}" incrementalSynchronisationAvailable="${call.application.incremental}"`;
  const inner = events.map((event) => renderEvent(call, event)).join('');
  return { status: 200, xml: `${XML_HEAD}<events ${head}>${inner}</events>`, noCache: true };
}

function renderEvent(call: CrowdCall, event: FeedEvent): string {
  const operation = `<operation>${event.operation}</operation>`;
  switch (event.kind) {
    case 'user':
      return `<userEvent>${operation}${renderAccount(call, event)}${renderAttribute(event.attribute)}</userEvent>`;
    case 'group':
      return `<groupEvent>${operation}${renderEventGroup(call, event)}${renderAttribute(event.attribute)}</groupEvent>`;
    case 'user-membership': {
      const child = writeElement('childUser', { name: event.account.username });
      const parents = writeElement('parentGroups', { groups: [{ name: event.group.name }] });
      return `<userMembershipEvent>${operation}${child}${parents}</userMembershipEvent>`;
    }
    case 'group-membership': {
      const group = writeElement('group', { name: event.child.name });
      const parents = writeElement('parentGroups', { groups: [{ name: event.parent.name }] });
      return `<groupMembershipEvent>${operation}${group}${parents}<childGroups/></groupMembershipEvent>`;
    }
  }
}

/** Attributes that were stored come with their values, one that was taken away is named. */
function renderAttribute(attribute: AttributeChange | null): string {
  if (attribute === null) return '<storedAttributes/><deletedAttributes/>';
  const { name, values } = attribute;
  if (values === null) {
    return `<storedAttributes/><deletedAttributes><attribute>${escapeMarkup(name)}</attribute></deletedAttributes>`;
  }
  return `${writeElement('storedAttributes', { attributes: [{ name, values }] })}<deletedAttributes/>`;
}

/** The user as it is now; of one that has gone only the name is left. */
function renderAccount(call: CrowdCall, { account, directory }: Extract<FeedEvent, { kind: 'user' }>): string {
  const mapping = call.application.mappings.find((one) => one.directory === directory);
  const user = mapping?.world.users.get(account.lowerName);
  if (mapping === undefined || user === undefined || directory.accounts.get(account.lowerName) !== account) {
    return writeElement('user', { name: account.username });
  }
  return writeElement('user', renderUser(call, { mapping, account, user }, true));
}

function renderEventGroup(call: CrowdCall, { group, directory }: Extract<FeedEvent, { kind: 'group' }>): string {
  const mapping = call.application.mappings.find((one) => one.directory === directory);
  if (mapping === undefined || directory.groups.get(group.lowerName) !== group) {
    return writeElement('group', { name: group.name });
  }
  return writeElement('group', renderGroup(call, { mapping, group }, true));
}
