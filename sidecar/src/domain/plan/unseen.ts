// What a run changed in a directory and Confluence does not show: whether it has not read that yet, or somebody took it back.
import type { AccountsKnown } from '../account.ts';
import type { Change } from '../action.ts';
import { foldName, type UserStatus } from '../user.ts';
import type { DoneEntry, PresentUser } from './undo.ts';

type InDirectory = Extract<Change, { readonly kind: 'disable-account' | 'enable-account' | 'create-first-account' }>;

/** An account as its directory shows it now; `unanswered` where it did not answer, `unconfigured` where nobody may ask. */
export type AccountSight = UserStatus | 'absent' | 'unanswered' | 'unconfigured';

/** A pending change that Confluence does not show, with what its directory shows. */
export interface UnseenChange {
  readonly change: InDirectory;
  readonly seen: AccountSight;
}

/**
 * Why Confluence shows the state from before: it has not read the directory (`not-read`); somebody changed the user since
 * (`other-hand`); one of the two, and nobody tells which (`untold`); or it cannot be said before the directory answers
 * (`unanswered`), or is configured again (`unconfigured`).
 */
export type WhyUnseen = 'not-read' | 'other-hand' | 'untold' | 'unanswered' | 'unconfigured';

/** Changes that ended pending and that Confluence does not show. */
export function changesUnseen({ steps }: DoneEntry, present: PresentUser | null): InDirectory[] {
  return steps.flatMap(({ change, outcome }) =>
    outcome?.kind === 'pending-synchronisation' && isInDirectory(change) && looksAsBefore(change, present)
      ? [change]
      : [],
  );
}

/**
 * Judges by the directories and by the user's other accounts, `accounts` as read together with the present. Somebody who
 * was disabled everywhere is active by another account only where somebody else had a hand in it.
 */
export function judgeUnseen(unseen: readonly UnseenChange[], accounts: AccountsKnown): WhyUnseen {
  if (unseen.some(isContrary)) return 'other-hand';
  if (unseen.some(({ seen }) => seen === 'unanswered')) return 'unanswered';
  const unasked = unseen.some(({ seen }) => seen === 'unconfigured');
  if (unseen.some(({ change }) => change.kind !== 'disable-account')) return unasked ? 'unconfigured' : 'not-read';
  const directories = new Set(unseen.map(({ change }) => foldName(change.directory)));
  const another = hasAnotherActive(accounts, directories);
  if (another === true) return 'other-hand';
  return another === false && !unasked ? 'not-read' : 'untold';
}

/** Whether an account outside these directories, folded, makes the user active; null where that is not known. */
function hasAnotherActive(known: AccountsKnown, directories: ReadonlySet<string>): boolean | null {
  if (known.kind === 'untold') return null;
  const others = known.accounts.filter((one) => !directories.has(foldName(one.directory)));
  if (others.some(({ status, effective }) => status === 'active' && effective !== null)) return true;
  return known.complete && others.every(({ status }) => status === 'disabled') ? false : null;
}

/** Whether the directory shows the opposite of what was done there, so that somebody else had a hand in it. */
function isContrary({ change: { kind }, seen }: UnseenChange): boolean {
  if (seen === 'absent') return true;
  return kind === 'disable-account' ? seen === 'active' : kind === 'enable-account' && seen === 'disabled';
}

function isInDirectory(change: Change): change is InDirectory {
  return ['disable-account', 'enable-account', 'create-first-account'].includes(change.kind);
}

function looksAsBefore({ kind }: InDirectory, present: PresentUser | null): boolean {
  switch (kind) {
    case 'disable-account':
      return present?.status === 'active';
    case 'enable-account':
      return present?.status === 'disabled';
    case 'create-first-account':
      return present === null;
  }
}
