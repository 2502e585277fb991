// A step on one account, made in its own directory: what is there is read before each call, and again when an answer is missing.
import { type DirectoryAccount, type DirectoryReadPort, HostFailure } from '../../adapters/ports.ts';
import type { DirectoryWritePort, WriteResult } from '../../adapters/writes.ts';
import type { AccountChange } from '../../domain/action.ts';
import { namesOf } from '../../domain/newcomer.ts';
import type { AccountImage, BeforeImage } from '../../domain/plan/before-image.ts';
import { attributesToCopy, isSamePerson } from '../../domain/plan/transfer.ts';
import type { Outcome } from '../../domain/run.ts';
import { type AccountKey, foldName, type Username } from '../../domain/user.ts';
import { makeRandomPassword } from './random-password.ts';
import type { StepWay } from './step-way.ts';

/** A directory that is reached through a Crowd application of its own. */
export interface DirectoryPorts extends ReadableDirectory {
  readonly writes: DirectoryWritePort;
}

export interface ReadableDirectory {
  readonly reads: DirectoryReadPort;
}

/** By folded name of the directory. */
export type Directories = ReadonlyMap<string, DirectoryPorts>;

/** Whose account a step is about, as the plan knew it. */
export interface AccountOwner {
  readonly username: Username;
  readonly before: BeforeImage;
}

type Look = 'holds' | 'open' | Outcome;

const replaced: Outcome = { kind: 'failed', code: 'crowd_account_replaced' };

/** The way of a change in a directory. A directory that is not configured any more fails the step and sends nothing. */
export function accountStep(directories: Directories, owner: AccountOwner, change: AccountChange): StepWay {
  const look = () => lookAtAccount({ directories, owner, change });
  return {
    look,
    asksOthers: true,
    make: async () => {
      const ports = directories.get(foldName(change.directory));
      return ports === undefined ? notConfigured : makeChange(owner, ports, change);
    },
    settle: async (code) => {
      // Crowd tells nobody whether it has sent a mail: a second one must not follow on a guess.
      if (change.kind === 'mail-password-reset') return { kind: 'unknown', code };
      const found = await look();
      if (found === 'holds') return { kind: 'applied' };
      return found === 'open' ? 'no-effect' : { kind: 'unknown', code };
    },
  };
}

export interface AccountLook {
  /** By folded name of the directory. */
  readonly directories: ReadonlyMap<string, ReadableDirectory>;
  readonly owner: AccountOwner;
  readonly change: AccountChange;
}

/** Reads whether the change holds, may be made, or must not be; what cannot be read is `failed` with its code. */
export async function lookAtAccount({ directories, owner, change }: AccountLook): Promise<Look> {
  try {
    return await lookAt({ directories, owner }, change);
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { kind: 'failed', code: error.code };
  }
}

type Scene = Omit<AccountLook, 'change'>;

const notConfigured: Extract<WriteResult, { kind: 'refused' }> = {
  kind: 'refused',
  code: 'crowd_not_configured',
  status: null,
};

function readsOf({ directories }: Scene, directory: string): DirectoryReadPort | null {
  return directories.get(foldName(directory))?.reads ?? null;
}

function imageOf({ before }: AccountOwner, directory: string): AccountImage | null {
  const folded = foldName(directory);
  return before.accountImages?.find((image) => foldName(image.directory) === folded) ?? null;
}

/** By what the account of the plan is known again; null where only the database told of it. */
function keyOf(owner: AccountOwner, directory: string): AccountKey | null {
  const image = imageOf(owner, directory);
  if (image !== null) return image.key;
  const folded = foldName(directory);
  return owner.before.accounts?.accounts.find((one) => foldName(one.directory) === folded)?.key ?? null;
}

/** Reads whether the change holds already, and whether anything forbids it. Throws `HostFailure`. */
async function lookAt(scene: Scene, change: AccountChange): Promise<Look> {
  const reads = readsOf(scene, change.directory);
  if (reads === null) return { kind: 'failed', code: notConfigured.code };
  const { username } = scene.owner;
  switch (change.kind) {
    case 'disable-account':
      return lookAtStatus('disabled', await reads.readAccount(username), keyOf(scene.owner, change.directory));
    case 'enable-account':
      return lookAtStatus('active', await reads.readAccount(username), keyOf(scene.owner, change.directory));
    case 'create-group':
      return (await reads.readGroup(change.group)) === null ? 'open' : 'holds';
    case 'create-account': {
      const [account, image] = [await reads.readAccount(username), imageOf(scene.owner, change.from)];
      if (account === null) return 'open';
      return image !== null && isCopyOf(account, image) ? 'holds' : { kind: 'failed', code: 'crowd_name_taken' };
    }
    case 'create-first-account':
      return lookForNobody(scene, await reads.readAccount(username));
    case 'copy-attributes': {
      const [account, image] = [await reads.readAccount(username), imageOf(scene.owner, change.from)];
      if (account === null || image === null) return { kind: 'failed', code: 'crowd_user_not_found' };
      return hasAttributes(account, image) ? 'holds' : 'open';
    }
    case 'add-account-to-group':
      return includesName(await reads.readGroupsOf(username), change.group) ? 'holds' : 'open';
    case 'delete-account':
      return lookAtRemoval(scene, reads, change);
    case 'withdraw-account':
      return lookAtWithdrawal(scene, reads, change);
    case 'mail-password-reset':
      return 'open';
  }
}

function lookAtStatus(wanted: 'active' | 'disabled', account: DirectoryAccount | null, key: AccountKey | null): Look {
  // Who has no account in the directory cannot sign in by it; and none can be given back by switching one on.
  if (account === null) return wanted === 'disabled' ? 'holds' : { kind: 'failed', code: 'crowd_user_not_found' };
  if (account.status === wanted) return 'holds';
  return key !== null && account.key !== key ? replaced : 'open';
}

/** The account may go only when the other directory holds all of it: the same person, state and groups. */
async function lookAtRemoval(
  scene: Scene,
  reads: DirectoryReadPort,
  { directory, keptIn }: Extract<AccountChange, { kind: 'delete-account' }>,
): Promise<Look> {
  const image = imageOf(scene.owner, directory);
  const account = await reads.readAccount(scene.owner.username);
  if (account === null) return 'holds';
  if (image === null || account.key !== image.key) return replaced;
  if (account.status !== image.status) return { kind: 'skipped', reason: 'status-changed' };
  const kept = readsOf(scene, keptIn);
  const copy = (await kept?.readAccount(scene.owner.username)) ?? null;
  const incomplete: Outcome = { kind: 'refused', guard: 'copy-incomplete' };
  if (kept === null || copy === null || !isCopyOf(copy, image)) return incomplete;
  // Somebody may have been regrouped since the plan was made: what the account has now counts.
  const [groups, copied] = [
    await reads.readGroupsOf(scene.owner.username),
    await kept.readGroupsOf(scene.owner.username),
  ];
  return groups.every((group) => includesName(copied, group)) ? 'open' : incomplete;
}

/** The new account may be taken away again only while the old one is there, unchanged and in its place. */
async function lookAtWithdrawal(
  scene: Scene,
  reads: DirectoryReadPort,
  { keptIn }: Extract<AccountChange, { kind: 'withdraw-account' }>,
): Promise<Look> {
  const account = await reads.readAccount(scene.owner.username);
  if (account === null) return 'holds';
  const image = imageOf(scene.owner, keptIn);
  const original = (await readsOf(scene, keptIn)?.readAccount(scene.owner.username)) ?? null;
  const safe =
    image !== null && original !== null && original.key === image.key && isSamePerson(asPerson(account), image);
  return safe ? 'open' : { kind: 'refused', guard: 'no-other-account' };
}

function makeChange(owner: AccountOwner, { writes }: DirectoryPorts, change: AccountChange): Promise<WriteResult> {
  const { username } = owner;
  const target = { username, key: keyOf(owner, change.directory) };
  switch (change.kind) {
    case 'disable-account':
      return writes.apply(target, { kind: 'disable' });
    case 'enable-account':
      return writes.apply(target, { kind: 'enable' });
    case 'create-group':
      return writes.ensureGroup({ name: change.group, description: '' });
    case 'create-account':
      return createFrom(writes, imageOf(owner, change.from));
    case 'create-first-account':
      return createFirst(writes, owner);
    case 'copy-attributes': {
      const image = imageOf(owner, change.from);
      return writes.setAttributes(target, image === null ? new Map() : attributesToCopy(image));
    }
    case 'add-account-to-group':
      return writes.addToGroup(target, change.group);
    case 'delete-account':
    case 'withdraw-account':
      return writes.deleteAccount(target);
    case 'mail-password-reset':
      return writes.mailPasswordReset(target);
  }
}

/** The directory tells the address too, so that an earlier try of ourselves is known again. */
function lookForNobody({ owner }: Scene, account: DirectoryAccount | null): Look {
  if (account === null) return 'open';
  const { displayName, email } = owner.before;
  const isOurs = account.status === 'active' && isSamePerson(asPerson(account), { displayName, email: email ?? '' });
  return isOurs ? 'holds' : { kind: 'refused', guard: 'name-taken' };
}

function createFirst(writes: DirectoryWritePort, { username, before }: AccountOwner): Promise<WriteResult> {
  const { displayName, email } = before;
  const password = makeRandomPassword();
  const account = { username, displayName, email: email ?? '', active: true, password };
  return writes.createAccount({ ...account, ...namesOf(displayName) });
}

async function createFrom(writes: DirectoryWritePort, image: AccountImage | null): Promise<WriteResult> {
  if (image === null) return { kind: 'refused', code: 'crowd_user_not_found', status: null };
  const { username, firstName, lastName, displayName, email, status } = image;
  const active = status === 'active';
  return writes.createAccount({
    username,
    firstName,
    lastName,
    displayName,
    email,
    active,
    password: makeRandomPassword(),
  });
}

function asPerson({ displayName, email }: DirectoryAccount): Pick<AccountImage, 'displayName' | 'email'> {
  return { displayName, email: email ?? '' };
}

function isCopyOf(account: DirectoryAccount, image: AccountImage): boolean {
  return account.status === image.status && isSamePerson(asPerson(account), image);
}

function hasAttributes({ attributes }: DirectoryAccount, image: AccountImage): boolean {
  const sorted = (values: readonly string[] | undefined) => JSON.stringify([...(values ?? [])].sort());
  return [...attributesToCopy(image)].every(([name, values]) => sorted(attributes.get(name)) === sorted(values));
}

function includesName(names: readonly string[], name: string): boolean {
  const folded = foldName(name);
  return names.some((one) => foldName(one) === folded);
}
