// Reads one user to see whether a change made at Confluence holds. Faults of the host make it `unreadable`, nothing worse.
import { HostFailure, type ReadPort } from '../adapters/ports.ts';
import type { ReadableChange, StateChange } from '../domain/action.ts';
import { holdsAlready } from '../domain/plan/plan.ts';
import type { Verification } from '../domain/run.ts';
import type { UserKey, UserStatus } from '../domain/user.ts';

export type ReadBackPort = Pick<ReadPort, 'readUser' | 'readGroupsOf'>;

/** What the user looks like now against what the change wanted. */
export async function readBack(reads: ReadBackPort, userKey: UserKey, change: ReadableChange): Promise<Verification> {
  try {
    if (change.kind === 'add-to-group' || change.kind === 'remove-from-group') {
      const directGroups = await reads.readGroupsOf(userKey);
      return holdsAlready(change, { status: 'unknown', directGroups }) ? 'confirmed' : 'contradicted';
    }
    const user = await reads.readUser(userKey);
    if (change.kind === 'delete') return user === null ? 'confirmed' : 'contradicted';
    if (change.kind === 'create-user') return user === null ? 'contradicted' : 'confirmed';
    return user === null ? 'unreadable' : judgeStatus(user.status, change);
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return 'unreadable';
  }
}

/** A status that the host does not tell proves nothing. */
export function judgeStatus(status: UserStatus, change: StateChange): Verification {
  if (status === 'unknown') return 'unreadable';
  return holdsAlready(change, { status, directGroups: [] }) ? 'confirmed' : 'contradicted';
}
