// Fills what an action may leave out with its defaults.
import type { ActionDocument, TransferDocument } from '../../contract/policies/actions.ts';
import type { Action, TransferOrder } from '../../domain/action.ts';

/** Does not compile when the domain lacks an action of the contract. */
export function fillAction(action: ActionDocument): Action {
  if (typeof action === 'string') return action;
  if ('moveToDirectory' in action) return { moveToDirectory: fillTransfer(action.moveToDirectory) };
  return 'copyToDirectory' in action ? { copyToDirectory: fillTransfer(action.copyToDirectory) } : action;
}

function fillTransfer(order: TransferDocument): TransferOrder {
  return { missingGroups: 'refuse', mailPasswordReset: false, ...order };
}
