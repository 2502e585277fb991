// Who is selected in the table: some by hand, or everybody who matches but for some; and the conditions that say the same.
import type { Chip } from '../criteria/chips.ts';

export type Selection =
  | { readonly kind: 'picked'; readonly userKeys: ReadonlySet<string> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<string> };

export const nobody: Selection = { kind: 'picked', userKeys: new Set() };
export const everybody: Selection = { kind: 'all', except: new Set() };

export function pick(userKeys: Iterable<string>): Selection {
  return { kind: 'picked', userKeys: new Set(userKeys) };
}

export function isSelected(selection: Selection, userKey: string): boolean {
  return selection.kind === 'picked' ? selection.userKeys.has(userKey) : !selection.except.has(userKey);
}

export function toggle(selection: Selection, userKey: string): Selection {
  if (selection.kind === 'picked') return { kind: 'picked', userKeys: flip(selection.userKeys, userKey) };
  return { kind: 'all', except: flip(selection.except, userKey) };
}

function flip(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

export function countSelected(selection: Selection, total: number): number {
  return selection.kind === 'picked' ? selection.userKeys.size : total - selection.except.size;
}

/** The conditions that mean exactly the selected users. Unsynced ones are met only where they are asked for, by name as well. */
export function chipsOf(
  selection: Selection,
  filter: { readonly chips: readonly Chip[]; readonly search: string },
): readonly Chip[] {
  const { chips, search } = filter;
  if (selection.kind === 'picked') {
    return [{ kind: 'people', userKeys: [...selection.userKeys] }, ...chips.filter(({ kind }) => kind === 'unsynced')];
  }
  return [
    ...chips,
    ...(search === '' ? [] : [{ kind: 'text', name: search } as const]),
    ...(selection.except.size === 0 ? [] : [{ kind: 'people', userKeys: [...selection.except], not: true } as const]),
  ];
}
