// Users, groups and lists as Crowd shows them; short ones have a name and a link only.
import { readAttributes, readNames } from '../world/attributes.ts';
import type { Entity } from './entity.ts';
import type { FoundAccount, FoundGroup } from './realm.ts';
import { refuseArgument } from './refusal.ts';
import { answerEntity, type CrowdAnswer, type CrowdCall } from './route.ts';

type Based = Pick<CrowdCall, 'base'>;

export function renderUser(call: Based, { mapping, account }: FoundAccount, withAttributes: boolean): Entity {
  const { firstName, lastName } = readNames(account);
  const own = `username=${encodeURIComponent(account.username)}`;
  return {
    expand: 'attributes',
    ...renderShortUser(call, account.username),
    'first-name': firstName,
    'last-name': lastName,
    'display-name': account.displayName,
    email: account.email ?? '',
    password: { link: { href: `${call.base}/user/password?${own}`, rel: 'edit' } },
    key: `${mapping.directory.id}:${account.externalId}`,
    'created-date': new Date(account.createdEpochMs),
    'updated-date': new Date(account.updatedEpochMs),
    'directory-id': mapping.directory.id,
    'directory-name': mapping.directory.name,
    active: account.active,
    attributes: {
      attributes: withAttributes ? renderAttributes(call, `user/attribute?${own}`, readAttributes(account)) : [],
      link: { href: `${call.base}/user/attribute?${own}`, rel: 'self' },
    },
  };
}

export function renderShortUser({ base }: Based, username: string): Entity {
  return { link: { href: `${base}/user?username=${encodeURIComponent(username)}`, rel: 'self' }, name: username };
}

export function renderGroup(call: Based, { group }: FoundGroup, withAttributes: boolean): Entity {
  const own = `groupname=${encodeURIComponent(group.name)}`;
  return {
    expand: 'attributes',
    ...renderShortGroup(call, group.name),
    description: group.description,
    type: 'GROUP',
    active: group.active,
    attributes: {
      attributes: withAttributes ? renderAttributes(call, `group/attribute?${own}`, group.attributes) : [],
      link: { href: `${call.base}/group/attribute?${own}`, rel: 'self' },
    },
  };
}

export function renderShortGroup({ base }: Based, name: string): Entity {
  return { link: { href: `${base}/group?groupname=${encodeURIComponent(name)}`, rel: 'self' }, name };
}

export function renderAttributes(
  call: Based,
  path: string,
  attributes: ReadonlyMap<string, readonly string[]>,
): Entity[] {
  return [...attributes].map(([name, values]) => ({
    link: { href: `${call.base}/${path}&attributename=${encodeURIComponent(name)}`, rel: 'self' },
    name,
    values,
  }));
}

export function answerUsers(call: CrowdCall, found: readonly FoundAccount[]): CrowdAnswer {
  const { whole, withAttributes } = readExpand(call, 'user');
  const users = cutPage(call, found).map((one) =>
    whole ? renderUser(call, one, withAttributes) : renderShortUser(call, one.account.username),
  );
  return answerEntity('users', { expand: 'user', users });
}

export function answerGroups(call: CrowdCall, found: readonly FoundGroup[]): CrowdAnswer {
  const { whole, withAttributes } = readExpand(call, 'group');
  const groups = cutPage(call, found).map((one) =>
    whole ? renderGroup(call, one, withAttributes) : renderShortGroup(call, one.group.name),
  );
  return answerEntity('groups', { expand: 'group', groups });
}

export function readExpand(call: CrowdCall, what: 'user' | 'group'): { whole: boolean; withAttributes: boolean } {
  const names = new Set((call.query.get('expand') ?? '').split(',').map((name) => name.trim()));
  return { whole: names.has(what), withAttributes: names.has('attributes') };
}

/** `max-results` -1 is everything. */
function cutPage<T>(call: CrowdCall, items: readonly T[]): readonly T[] {
  const start = readNumber(call, 'start-index', 0, 0);
  const most = readNumber(call, 'max-results', 1000, -1);
  return items.slice(start, most === -1 ? undefined : start + most);
}

function readNumber(call: CrowdCall, name: string, absent: number, least: number): number {
  const text = call.query.get(name);
  if (text === null || text === '') return absent;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < least)
    throw refuseArgument(`${name} must be a number from ${least} on`);
  return number;
}
