// Actions of a policy by their kind, and what becomes of one when another kind is chosen.
import type { ActionDocument } from '../../../../sidecar/src/contract/policies/actions.ts';
import type { ActionKind } from '../../plans/action-kinds.ts';

export function kindOf(action: ActionDocument): ActionKind {
  if (typeof action === 'string') return action;
  if ('addToGroups' in action) return 'addToGroups';
  if ('removeFromGroups' in action) return 'removeFromGroups';
  return 'moveToDirectory' in action ? 'moveToDirectory' : 'copyToDirectory';
}

/** The action as another kind; groups and directories that were given stay where the other kind has them, too. */
export function turnAction(action: ActionDocument, kind: ActionKind): ActionDocument {
  switch (kind) {
    case 'addToGroups':
      return { addToGroups: groupsOf(action) };
    case 'removeFromGroups':
      return { removeFromGroups: groupsOf(action) };
    case 'moveToDirectory':
      return { moveToDirectory: endsOf(action) };
    case 'copyToDirectory':
      return { copyToDirectory: endsOf(action) };
    default:
      return kind;
  }
}

function groupsOf(action: ActionDocument): readonly string[] {
  if (typeof action === 'string') return [];
  if ('addToGroups' in action) return action.addToGroups;
  return 'removeFromGroups' in action ? action.removeFromGroups : [];
}

function endsOf(action: ActionDocument) {
  if (typeof action === 'string') return { from: '', to: '' };
  if ('moveToDirectory' in action) return action.moveToDirectory;
  return 'copyToDirectory' in action ? action.copyToDirectory : { from: '', to: '' };
}
