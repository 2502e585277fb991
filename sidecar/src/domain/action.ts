// The catalogue of actions, and the single changes they are made of. One change is one call at most.
import { foldName } from './user.ts';

/** An action as a policy writes it. */
export type Action =
  | 'disable'
  | 'enable'
  | 'delete'
  | { readonly addToGroups: readonly string[] }
  | { readonly removeFromGroups: readonly string[] };

/** One change to one user: what a step does. */
export type Change =
  | { readonly kind: 'disable' }
  | { readonly kind: 'enable' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'add-to-group'; readonly group: string }
  | { readonly kind: 'remove-from-group'; readonly group: string };

export type ChangeKind = Change['kind'];

/** The changes an action consists of, in order. */
export function changesOf(action: Action): Change[] {
  if (typeof action === 'string') return [{ kind: action }];
  if ('addToGroups' in action) return action.addToGroups.map((group) => ({ kind: 'add-to-group', group }));
  return action.removeFromGroups.map((group) => ({ kind: 'remove-from-group', group }));
}

/** The groups a change touches, or null. */
export function groupOfChange(change: Change): string | null {
  return 'group' in change ? change.group : null;
}

/** Whether two changes are the same change, group names compared as Confluence does. */
export function sameChange(one: Change, other: Change): boolean {
  if (one.kind !== other.kind) return false;
  return foldName(groupOfChange(one) ?? '') === foldName(groupOfChange(other) ?? '');
}
