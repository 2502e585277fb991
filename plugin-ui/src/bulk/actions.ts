// The actions a bulk action can be, and what a form with their arguments makes of them.
import type { ActionDocument } from '../../../sidecar/src/contract/policies/actions.ts';

export const actionKinds = [
  'disable',
  'enable',
  'addToGroups',
  'removeFromGroups',
  'takeLicence',
  'resetPassword',
  'moveToDirectory',
  'copyToDirectory',
  'deleteOrDisable',
  'delete',
] as const;

export type ActionKind = (typeof actionKinds)[number];

/** The action with its arguments as a form has them; groups stand one a line, because their names may hold commas. */
export function readAction(kind: ActionKind, form: FormData): ActionDocument {
  const text = (name: string): string => String(form.get(name) ?? '').trim();
  const groups = [
    ...new Set(
      text('groups')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
  switch (kind) {
    case 'addToGroups':
      return { addToGroups: groups };
    case 'removeFromGroups':
      return { removeFromGroups: groups };
    case 'moveToDirectory':
      return { moveToDirectory: { from: text('from'), to: text('to') } };
    case 'copyToDirectory':
      return { copyToDirectory: { from: text('from'), to: text('to') } };
    default:
      return kind;
  }
}
