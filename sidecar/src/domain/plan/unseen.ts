// What a run changed in a directory that Confluence had not read when the run ended, and of which it still shows the state before.
import type { Change } from '../action.ts';
import type { UserStatus } from '../user.ts';
import type { DoneEntry, PresentUser } from './undo.ts';

type InDirectory = Extract<Change, { readonly kind: 'disable-account' | 'enable-account' | 'create-first-account' }>;

/** An account as its directory shows it now; `unread` where the directory cannot be asked. */
export type AccountSight = UserStatus | 'absent' | 'unread';

/** Changes that ended pending and that Confluence does not show: either it has not read them yet, or somebody took them back. */
export function changesUnseen({ steps }: DoneEntry, present: PresentUser | null): InDirectory[] {
  return steps.flatMap(({ change, outcome }) =>
    outcome?.kind === 'pending-synchronisation' && isInDirectory(change) && looksAsBefore(change, present)
      ? [change]
      : [],
  );
}

/** Whether the directory shows the opposite of what was done there, so that somebody else had a hand in it. */
export function isContraryTo({ kind }: InDirectory, seen: AccountSight): boolean {
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
