// What stands before every write: the account is read, its key names the configured directory, and it is the planned one.
import { HostFailure } from '../ports.ts';
import type { AccountTarget, WriteResult } from '../writes.ts';
import { directoryIdOf } from './accounts.ts';
import type { DirectoryWatch } from './directory-watch.ts';
import { readUser } from './entities.ts';
import type { CrowdFailureCode } from './failure-codes.ts';
import { checkMapping } from './probe.ts';
import type { WireUser } from './schema.ts';
import type { Sender } from './send-write.ts';

export interface WriteScene extends Sender {
  readonly watch: DirectoryWatch;
  /** Crowd's number of the directory; null where it was not configured. */
  readonly directoryId: string | null;
  readonly writable: boolean;
}

/** A no of our own, before anything was sent. */
export function refuse(code: CrowdFailureCode): WriteResult {
  return { kind: 'refused', code, status: null };
}

/** Runs what only reads before it writes; whatever fails there has changed nothing. */
async function withoutThrowing(work: () => Promise<WriteResult>): Promise<WriteResult> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HostFailure) return { kind: 'refused', code: error.code, status: error.status };
    throw error;
  }
}

/** Reads the account and lets the work go on with it, or says why it may not be touched. */
export function onAccount(
  scene: WriteScene,
  target: AccountTarget,
  work: (user: WireUser) => Promise<WriteResult>,
  whenAbsent: WriteResult = refuse('crowd_user_not_found'),
): Promise<WriteResult> {
  return withoutThrowing(async () => {
    const closed = complaintOfSettings(scene);
    if (closed !== null) return refuse(closed);
    const user = await readUser(scene.crowd, target.username);
    if (user === null) return whenAbsent;
    const complaint = complaintAbout(scene, user, target);
    return complaint === null ? work(user) : refuse(complaint);
  });
}

/** For what has no key yet: some other accounts must all be of the configured directory. */
export function onDirectory(scene: WriteScene, work: () => Promise<WriteResult>): Promise<WriteResult> {
  return withoutThrowing(async () => {
    const closed = complaintOfSettings(scene);
    if (closed !== null) return refuse(closed);
    await checkMapping(scene.crowd, scene.watch);
    return work();
  });
}

function complaintOfSettings({ writable, directoryId }: WriteScene): CrowdFailureCode | null {
  if (!writable) return 'crowd_read_only';
  return directoryId === null ? 'crowd_directory_unconfirmed' : null;
}

/** What forbids to touch an account: no directory told, another one, or another account than planned. */
export function complaintAbout(
  { watch }: WriteScene,
  user: WireUser,
  { key }: Pick<AccountTarget, 'key'>,
): CrowdFailureCode | null {
  const directoryId = directoryIdOf(user);
  if (directoryId === null) return 'crowd_directory_untold';
  watch.note(directoryId);
  const complaint = watch.complaint();
  if (complaint !== null) return complaint;
  return key !== null && user.key !== key ? 'crowd_account_replaced' : null;
}
