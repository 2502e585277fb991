// Reads Crowd's feed of events, XML alone: which accounts and groups are no longer as they were, or that all must be read.
import type { Answer } from '../http-client/exchange.ts';
import { isAddressable } from '../http-client/request.ts';
import type { DirectoryChange, DirectoryChanges } from '../ports.ts';
import { demandSuccess, failureCodeOf, failureOf } from './answers.ts';
import type { CrowdClient } from './client.ts';
import { childOf, openXml, type XmlElement, XmlFault } from './xml.ts';

/**
 * Changes since the token. A feed that is not there (before API 1.2), switched off, too old (410) or not understood
 * asks for a full reading; the fresh token that comes with it is from before that reading, so that nothing is missed.
 */
export async function readChanges(crowd: CrowdClient, token: string | null): Promise<DirectoryChanges> {
  if (token === null || !isAddressable(token)) return startAnew(crowd, 'no-token');
  const answer = await crowd.askForXml({ method: 'GET', path: '/event/{token}', parts: { token } });
  const code = failureCodeOf(answer);
  if (code === 'crowd_changes_lost') return startAnew(crowd, 'expired');
  if (code === 'crowd_capability_absent') return startAnew(crowd, 'not-available');
  demandSuccess(answer);
  const feed = readFeed(answer);
  if (!feed.available || feed.token === null) return startAnew(crowd, 'not-available');
  if (feed.changes === null) return startAnew(crowd, 'not-understood');
  return { kind: 'changes', token: feed.token, changes: feed.changes };
}

type Reason = Extract<DirectoryChanges, { kind: 'full-read-needed' }>['reason'];

async function startAnew(crowd: CrowdClient, reason: Reason): Promise<DirectoryChanges> {
  const answer = await crowd.askForXml({ method: 'GET', path: '/event' });
  const code = failureCodeOf(answer);
  if (code === 'crowd_capability_absent' || code === 'crowd_changes_lost') {
    return { kind: 'full-read-needed', token: null, reason: 'not-available' };
  }
  demandSuccess(answer);
  const { available, token } = readFeed(answer);
  const usable = available && token !== null;
  return { kind: 'full-read-needed', token: usable ? token : null, reason: usable ? reason : 'not-available' };
}

interface Feed {
  readonly token: string | null;
  readonly available: boolean;
  /** Null when an event is of a kind that says nothing to us. */
  readonly changes: DirectoryChange[] | null;
}

function readFeed(answer: Answer): Feed {
  try {
    const { name, attributes, children } = openXml(answer.text);
    if (name !== 'events') throw failureOf(answer, 'crowd_unexpected_shape');
    const events = [...children()].map(readEvent);
    const changes = events.every((event) => event !== null) ? events.flat() : null;
    return {
      token: attributes.get('newEventToken') || null,
      available: attributes.get('incrementalSynchronisationAvailable') === 'true',
      changes,
    };
  } catch (error) {
    throw error instanceof XmlFault ? failureOf(answer, 'crowd_not_data') : error;
  }
}

type Kind = Pick<DirectoryChange, 'subject' | 'part'>;

const kinds: ReadonlyMap<string, Kind> = new Map([
  ['userEvent', { subject: 'account', part: 'itself' }],
  ['groupEvent', { subject: 'group', part: 'itself' }],
  ['userMembershipEvent', { subject: 'account', part: 'memberships' }],
  ['groupMembershipEvent', { subject: 'group', part: 'memberships' }],
]);

/**
 * Only who an event is about is taken from it: how they are now will be read. The names of its parts are not documented
 * beyond `user` and `group`; when groups are put into each other, every group that is named has changed.
 */
function readEvent(event: XmlElement): DirectoryChange[] | null {
  const kind = kinds.get(event.name);
  if (kind === undefined) return null;
  const told = event.attributes.get('operation') ?? childOf(event, 'operation')?.text ?? '';
  const operation = told === '' ? null : told;
  const names = event.name === 'groupMembershipEvent' ? namesOfGroups(event) : namesAbout(event, kind.subject);
  return names.length === 0 ? null : names.map((name) => ({ ...kind, name, operation }));
}

function namesAbout(event: XmlElement, subject: Kind['subject']): string[] {
  const entity = subject === 'account' ? 'user' : 'group';
  const about = childOf(event, entity) ?? event.children.find((child) => child.name.toLowerCase().endsWith(entity));
  const name = about?.attributes.get('name') ?? '';
  return name === '' ? [] : [name];
}

function namesOfGroups(element: XmlElement): string[] {
  const own = element.name.toLowerCase().endsWith('group') ? (element.attributes.get('name') ?? '') : '';
  const names = [own, ...element.children.flatMap(namesOfGroups)].filter((name) => name !== '');
  return [...new Set(names)];
}
