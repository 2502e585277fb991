// Changes that only somebody else can make, the owner of a directory or an administrator of Confluence: what is to be asked for, and when it shows that it was done.
import { type Account, type AccountsKnown, effectiveAccount } from './account.ts';
import type { Change, StateChange } from './action.ts';
import type { GroupKnowledge } from './criteria/matches.ts';
import type { Outcome } from './run.ts';
import { foldName, type Instant, type UserWithGroups } from './user.ts';

/** Why the product cannot make the change itself. */
export type HandOverReason = (typeof handOverReasons)[number];

const handOverReasons = [
  'directory-read-only', // the directory lets nothing happen from here
  'another-account-takes-over', // the user stays active by an account in a read-only directory
  'nested-membership', // the membership comes through another group of a read-only directory
  'nested-grant', // the group of a read-only directory lies inside a licence group
  'unsynced', // no directory has the user any more: only Confluence's own administration deletes what is left
] as const;

/** What somebody else is asked to do. */
export interface HandOverTask {
  readonly change: StateChange;
  /** Where it is to be done; null where the account's directory is not known for certain, or there is none. */
  readonly directory: string | null;
  readonly reason: HandOverReason;
}

/** How a task came to be done, as a snapshot showed it. */
export type HandOverEnd =
  | 'user-is-gone'
  | 'user-is-back'
  | 'account-is-gone'
  | 'disabled'
  | 'enabled'
  | 'joined-group'
  | 'left-group';

/** Days until a task is overdue where its policy names no other number. */
export const defaultHandOverDays = 14;

/** The instant a task of this day is due. */
export function dueAt(openedAt: Instant, dueDays: number): Instant {
  return new Date(Date.parse(openedAt) + dueDays * 86_400_000).toISOString();
}

export interface HandOverInput {
  readonly steps: readonly { readonly change: Change; readonly outcome: Outcome | null }[];
  readonly accounts: AccountsKnown;
  /** Whether a directory lets an operation such as `UPDATE_USER` happen; `untold` where nobody says. */
  readonly allows: (directory: string, operation: string) => 'yes' | 'no' | 'untold';
}

/**
 * What of a user's steps only the owner of a directory can do; what an administrator of Confluence could is not handed
 * over, but for deleting unsynced users: no call does it, and nothing else about them can be done by anybody.
 */
export function findTasks({ steps, accounts, allows }: HandOverInput): HandOverTask[] {
  return steps.flatMap(({ change, outcome }): HandOverTask[] => {
    if (outcome?.kind !== 'unsupported' || !isStateChange(change)) return [];
    const reason = handOverReasons.find((one) => one === outcome.reason);
    if (reason === 'unsynced') return change.kind === 'delete' ? [{ change, directory: null, reason }] : [];
    if (reason === undefined || accounts.kind === 'untold') return [];
    return directoriesOf({ change, reason, accounts, allows }).map((directory) => ({ change, directory, reason }));
  });
}

function isStateChange(change: Change): change is StateChange {
  const kinds: readonly Change['kind'][] = ['disable', 'enable', 'delete', 'add-to-group', 'remove-from-group'];
  return kinds.includes(change.kind);
}

interface WhereInput extends Pick<HandOverInput, 'allows'> {
  readonly change: StateChange;
  readonly reason: Exclude<HandOverReason, 'unsynced'>;
  readonly accounts: Extract<AccountsKnown, { kind: 'told' }>;
}

/** Where the task stands; none where no directory is known to be in the way. */
function directoriesOf({ change, reason, accounts, allows }: WhereInput): (string | null)[] {
  const forbidding = (operation: string) =>
    accounts.accounts.filter((one) => allows(one.directory, operation) === 'no');
  if (reason === 'another-account-takes-over') {
    return forbidding('UPDATE_USER')
      .filter((one) => one.status !== 'disabled' && one.effective === false)
      .map((one) => one.directory);
  }
  if (change.kind === 'delete') return forbidding('DELETE_USER').map((one) => one.directory);
  const speaker = effectiveAccount(accounts)?.directory ?? null;
  if (change.kind === 'disable' || change.kind === 'enable') return [speaker];
  const shut = forbidding('UPDATE_GROUP');
  // Nobody tells which of several accounts has the membership; what lies in a writable directory is no business of others.
  if (!accounts.complete || shut.length === 0 || shut.length < accounts.accounts.length) return [];
  return [shut.length === 1 ? speaker : null];
}

/** What a snapshot shows of one user. */
export interface ShownUser {
  /** Null where the snapshot does not have the user. */
  readonly person: UserWithGroups | null;
  /** Whether everybody was listed: only then is somebody missing gone. */
  readonly listComplete: boolean;
  readonly groupKnowledge: (group: string) => GroupKnowledge;
  /** Whether no directory has the user; null where nobody told. */
  readonly unsynced: boolean | null;
}

/** How a snapshot shows that a task was done; null while it does not, or cannot tell. */
export function findEnd({ change, directory, reason }: HandOverTask, shown: ShownUser): HandOverEnd | null {
  const { person, listComplete } = shown;
  if (reason === 'unsynced') return endOfUnsynced(shown);
  if (person === null) return listComplete ? 'user-is-gone' : null;
  switch (change.kind) {
    case 'disable':
      return person.user.status === 'disabled' ? 'disabled' : endOfAccount(person.accounts, directory);
    case 'enable':
      return person.user.status === 'active' ? 'enabled' : null;
    case 'delete':
      return null;
    case 'add-to-group':
      return isMember(person, change.group) ? 'joined-group' : null;
    case 'remove-from-group':
      if (isMember(person, change.group)) return null;
      return isKnown(shown.groupKnowledge(change.group), reason) ? 'left-group' : null;
  }
}

/** Whoever is not unsynced any more was deleted, or a directory has the name again. */
function endOfUnsynced({ person, listComplete, unsynced }: ShownUser): HandOverEnd | null {
  if (unsynced !== false) return null;
  if (person !== null) return 'user-is-back';
  return listComplete ? 'user-is-gone' : null;
}

function endOfAccount(known: AccountsKnown, directory: string | null): HandOverEnd | null {
  if (directory === null || known.kind === 'untold') return null;
  const lies = (one: Account) => foldName(one.directory) === foldName(directory);
  const accounts = known.accounts.filter(lies);
  if (accounts.length === 0) return known.complete ? 'account-is-gone' : null;
  return accounts.every((one) => one.status === 'disabled') ? 'disabled' : null;
}

function isMember({ memberships }: UserWithGroups, group: string): boolean {
  return memberships.some((one) => foldName(one.group) === foldName(group));
}

/** Whether not being seen in a group means not being in it; a group that is gone has no members. */
function isKnown(knowledge: GroupKnowledge, reason: HandOverReason): boolean {
  if (knowledge === 'nesting-unread') return reason !== 'nested-membership';
  return knowledge === 'complete' || knowledge === 'missing';
}
