// Creates an account, recognises one that is there already, and reads back that it came about in the right directory.
import { foldName } from '../../domain/user.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import type { NewAccount, WriteResult } from '../writes.ts';
import { toAccount } from './accounts.ts';
import { readUser } from './entities.ts';
import { complaintAbout, onDirectory, refuse, type WriteScene } from './guard-write.ts';
import type { WireUser } from './schema.ts';
import { sendWrite } from './send-write.ts';

/** Never throws `HostFailure`. */
export function createAccount(scene: WriteScene, account: NewAccount): Promise<WriteResult> {
  const { username } = account;
  // Crowd refuses white space around a name; it would be the name of another account once trimmed.
  if (username.trim() !== username) return Promise.resolve(refuse('crowd_user_refused'));
  return onDirectory(scene, async () => {
    const present = await readUser(scene.crowd, username);
    if (present !== null) return judgePresent(scene, present, account);
    const isDone = async () => {
      const user = await readUser(scene.crowd, username);
      return user !== null && isSamePerson(user, account);
    };
    const result = await sendWrite(scene, { ability: 'accounts.create', spec: requestFor(account), isDone });
    if (result.kind === 'done') return readBack(scene, account);
    return isTaken(result) ? lookAgain(scene, account, result) : result;
  });
}

function requestFor(account: NewAccount): RequestSpec {
  const { username, firstName, lastName, displayName, email, active, password } = account;
  const body = {
    name: username,
    'first-name': firstName,
    'last-name': lastName,
    'display-name': displayName,
    email,
    active,
    password: { value: password },
  };
  return { method: 'POST', path: '/user', body };
}

function judgePresent(scene: WriteScene, present: WireUser, account: NewAccount): WriteResult {
  const complaint = complaintAbout(scene, present, { key: null });
  if (complaint !== null) return refuse(complaint);
  return isSamePerson(present, account) ? { kind: 'done' } : refuse('crowd_name_taken');
}

/** Names are compared by Crowd; the same person in the same state is what an earlier try has left. */
function isSamePerson(user: WireUser, account: NewAccount): boolean {
  const { email, displayName, status } = toAccount(user);
  const same = (one: string, other: string) => foldName(one.trim()) === foldName(other.trim());
  const sameState = status === (account.active ? 'active' : 'disabled');
  return sameState && same(email ?? '', account.email) && same(displayName, account.displayName || account.username);
}

/** Crowd has one reason for a name that exists and for one it does not like. */
function isTaken(result: WriteResult): boolean {
  return result.kind === 'refused' && result.code === 'crowd_user_refused';
}

async function lookAgain(scene: WriteScene, account: NewAccount, refused: WriteResult): Promise<WriteResult> {
  const user = await readUser(scene.crowd, account.username);
  return user === null ? refused : judgePresent(scene, user, account);
}

/** An account that came about elsewhere, or that cannot be found, is for a person to look at: never called done. */
async function readBack(scene: WriteScene, { username }: NewAccount): Promise<WriteResult> {
  try {
    const user = await readUser(scene.crowd, username);
    if (user === null) return { kind: 'unclear', code: 'crowd_user_not_found' };
    const complaint = complaintAbout(scene, user, { key: null });
    return complaint === null ? { kind: 'done' } : { kind: 'unclear', code: complaint };
  } catch (error) {
    if (error instanceof HostFailure) return { kind: 'unclear', code: error.code };
    throw error;
  }
}
