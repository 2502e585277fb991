// What a search may ask for, and whether a user or group answers to it.
import { readAttributes, readNames } from '../world/attributes.ts';
import type { Account, Group } from '../world/model.ts';
import { refuseArgument } from './refusal.ts';

export const MATCH_MODES = [
  'EXACTLY_MATCHES',
  'STARTS_WITH',
  'ENDS_WITH',
  'CONTAINS',
  'GREATER_THAN',
  'LESS_THAN',
] as const;
export type MatchMode = (typeof MATCH_MODES)[number];

export type Restriction =
  | { readonly kind: 'all' }
  | { readonly kind: 'property'; readonly name: string; readonly mode: MatchMode; readonly value: string }
  | { readonly kind: 'boolean'; readonly logic: 'and' | 'or'; readonly parts: readonly Restriction[] };

/** The values of a property; more than one for attributes. Unknown properties are refused. */
type ReadProperty = (name: string) => readonly string[];

export function matchesAccount(restriction: Restriction, account: Account): boolean {
  return matches(restriction, (name) => {
    switch (name) {
      case 'name':
        return [account.username];
      case 'email':
        return [account.email ?? ''];
      case 'firstName':
        return [readNames(account).firstName];
      case 'lastName':
        return [readNames(account).lastName];
      case 'displayName':
        return [account.displayName];
      case 'active':
        return [String(account.active)];
      case 'createdDate':
        return [new Date(account.createdEpochMs).toISOString()];
      case 'updatedDate':
        return [new Date(account.updatedEpochMs).toISOString()];
      default:
        return readAttributes(account).get(name) ?? [];
    }
  });
}

export function matchesGroup(restriction: Restriction, group: Group): boolean {
  return matches(restriction, (name) => {
    switch (name) {
      case 'name':
        return [group.name];
      case 'description':
        return [group.description];
      case 'active':
        return [String(group.active)];
      default:
        return group.attributes.get(name) ?? [];
    }
  });
}

/** Refuses what asks for a property nobody knows; attributes of one's own are known when they are written so. */
export function checkProperties(restriction: Restriction, isKnown: (name: string) => boolean): void {
  if (restriction.kind === 'boolean') for (const part of restriction.parts) checkProperties(part, isKnown);
  if (restriction.kind === 'property' && !isKnown(restriction.name)) {
    throw refuseArgument(`Unknown property: ${restriction.name}`);
  }
}

function matches(restriction: Restriction, read: ReadProperty): boolean {
  switch (restriction.kind) {
    case 'all':
      return true;
    case 'boolean':
      return restriction.logic === 'and'
        ? restriction.parts.every((part) => matches(part, read))
        : restriction.parts.some((part) => matches(part, read));
    case 'property':
      return read(restriction.name).some((value) => compare(restriction.mode, value, restriction.value));
  }
}

/** Without regard to case. */
function compare(mode: MatchMode, held: string, sought: string): boolean {
  const [value, wish] = [held.toLowerCase(), sought.toLowerCase()];
  switch (mode) {
    case 'EXACTLY_MATCHES':
      return value === wish;
    case 'STARTS_WITH':
      return value.startsWith(wish);
    case 'ENDS_WITH':
      return value.endsWith(wish);
    case 'CONTAINS':
      return value.includes(wish);
    case 'GREATER_THAN':
      return value > wish;
    case 'LESS_THAN':
      return value < wish;
  }
}
