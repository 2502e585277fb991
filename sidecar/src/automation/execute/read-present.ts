// Reads how somebody stands right before a change, by one request after the other: null for nobody, the failure where the host does not tell.
import { HostFailure, type ReadPort } from '../../adapters/ports.ts';
import type { UserKey } from '../../domain/user.ts';
import type { Present } from './host-step.ts';

export async function readPresent(reads: ReadPort, userKey: UserKey): Promise<Present | HostFailure | null> {
  try {
    const user = await reads.readUser(userKey);
    return user === null ? null : { user, status: user.status, groups: [...(await reads.readGroupsOf(userKey))] };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return error.code === 'host_not_found' ? null : error;
  }
}
