// Makes single changes by the old Remote API, where REST is too old or cannot carry a name, and reads back what became of each.
import type { Clock } from '../../clock.ts';
import type { StateChange } from '../../domain/action.ts';
import { provisionalKeyOf } from '../../domain/newcomer.ts';
import { holdsAlready } from '../../domain/plan/plan.ts';
import type { HttpClient } from '../http-client/client.ts';
import { HostFailure, type ReadPort } from '../ports.ts';
import type { NewUser, WriteResult, WriteTarget } from '../writes.ts';
import { awaitDeletion } from './deletion.ts';
import { callRemote, type RemoteAnswer, type RemoteChange } from './json-rpc.ts';

export interface RemoteChangesInput {
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly reads: Pick<ReadPort, 'readUser' | 'readGroupsOf'>;
  readonly deletionDeadlineMs: number;
}

/**
 * Makes one change by one call and believes only what can be read afterwards: `false` may mean that it was so already,
 * and `true` alone proves nothing. Throws `HostFailure` when the call got no answer.
 */
export async function changeByRemote(
  input: RemoteChangesInput,
  target: WriteTarget,
  change: StateChange,
): Promise<WriteResult> {
  const answer = await callRemote(input.http, methods[change.kind], parametersOf(target, change));
  if (answer.kind === 'result') {
    return readBack(input, target, change, answer).catch((error: unknown): WriteResult => {
      if (!(error instanceof HostFailure)) throw error;
      // The call was made: what cannot be read back is open, whatever the reading failed with.
      return { kind: 'unclear', code: error.code };
    });
  }
  const { saidNo } = answer;
  // As by REST: the right may be missing, or the directory lets nobody be changed.
  const code = answer.code === 'host_forbidden' ? 'host_change_forbidden' : answer.code;
  return saidNo ? { kind: 'refused', code, status: answer.answer.status } : { kind: 'unclear', code };
}

/**
 * Sets a password by name, as the SOAP signature has it; where that raises an exception, once more with a user in place of
 * the name, the form one public client sends. Nothing can be read back, so `true` and void are believed here.
 */
export async function setPasswordByRemote(
  http: HttpClient,
  { username }: WriteTarget,
  password: string,
): Promise<WriteResult> {
  const byName = await callRemote(http, 'changeUserPassword', [username, password]);
  const again = byName.kind === 'failure' && byName.code === 'host_remote_exception';
  const answer = again ? await callRemote(http, 'changeUserPassword', [{ name: username }, password]) : byName;
  if (answer.kind === 'result') {
    return answer.result === false
      ? { kind: 'refused', code: 'host_without_effect', status: answer.answer.status }
      : { kind: 'done' };
  }
  const { code, saidNo } = answer;
  return saidNo ? { kind: 'refused', code, status: answer.answer.status } : { kind: 'unclear', code };
}

/** Void on success, so that only reading the name tells that the user is there. */
export async function createUserByRemote(
  { http, reads }: Pick<RemoteChangesInput, 'http' | 'reads'>,
  { username, displayName, email, password }: NewUser,
): Promise<WriteResult> {
  const answer = await callRemote(http, 'addUser', [{ name: username, fullname: displayName, email }, password]);
  if (answer.kind === 'failure') {
    const { code, saidNo } = answer;
    return saidNo ? { kind: 'refused', code, status: answer.answer.status } : { kind: 'unclear', code };
  }
  try {
    const user = await reads.readUser(provisionalKeyOf(username));
    return user === null ? { kind: 'unclear', code: 'host_without_effect' } : { kind: 'done' };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { kind: 'unclear', code: error.code };
  }
}

const methods: Readonly<Record<StateChange['kind'], RemoteChange>> = {
  disable: 'deactivateUser',
  enable: 'reactivateUser',
  delete: 'removeUser',
  'add-to-group': 'addUserToGroup',
  'remove-from-group': 'removeUserFromGroup',
};

function parametersOf({ username }: WriteTarget, change: StateChange): string[] {
  return 'group' in change ? [username, change.group] : [username];
}

async function readBack(
  { http, clock, reads, deletionDeadlineMs }: RemoteChangesInput,
  target: WriteTarget,
  change: StateChange,
  { result, answer }: Extract<RemoteAnswer, { kind: 'result' }>,
): Promise<WriteResult> {
  const declined: WriteResult = { kind: 'refused', code: 'host_without_effect', status: answer.status };
  if (change.kind === 'delete') {
    if (result !== false) {
      return awaitDeletion({ http, clock, target, accepted: answer, deadlineMs: deletionDeadlineMs });
    }
    return (await reads.readUser(target.userKey)) === null ? { kind: 'done' } : declined;
  }
  const user = await reads.readUser(target.userKey);
  if (user === null) return { kind: 'unclear', code: 'host_not_found' };
  const directGroups = 'group' in change ? await reads.readGroupsOf(target.userKey) : [];
  if (holdsAlready(change, { status: user.status, directGroups })) return { kind: 'done' };
  return result === false ? declined : { kind: 'unclear', code: 'host_without_effect' };
}
