// One change of a user's state as a call of a directory's writing port, for the real directory and for its rehearsal alike.
import type { StateChange } from '../domain/action.ts';
import type { AccountTarget, DirectoryWritePort, WriteResult } from './writes.ts';

/** One call, and its word. What a directory wants done besides (ending sessions) is added by whoever asks it. */
export function applyStateChange(
  writes: Omit<DirectoryWritePort, 'apply'>,
  target: AccountTarget,
  change: StateChange,
): Promise<WriteResult> {
  switch (change.kind) {
    case 'disable':
      return writes.updateAccount(target, { active: false });
    case 'enable':
      return writes.updateAccount(target, { active: true });
    case 'delete':
      return writes.deleteAccount(target);
    case 'add-to-group':
      return writes.addToGroup(target, change.group);
    case 'remove-from-group':
      return writes.removeFromGroup(target, change.group);
  }
}
