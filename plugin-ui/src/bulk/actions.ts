// What the form of a bulk action makes of its fields.
import type { ActionDocument } from '../../../sidecar/src/contract/policies/actions.ts';
import type { ActionKind } from '../plans/action-kinds.ts';

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
