// Every key under which plans may hold a person: their own, and the one that stood for them before they were created.
import { provisionalKeyOf } from '../../domain/newcomer.ts';
import type { UserKey } from '../../domain/user.ts';

/** The plan that created somebody keeps the key of before: nothing but the name leads from one to the other. */
export function keysInPlans(userKey: UserKey, names: Iterable<string>): UserKey[] {
  return [...new Set([userKey, ...[...names].map(provisionalKeyOf)])];
}
