// What a user would be after the planned steps: before → after as one pure answer, the same wherever it is shown.
import type { Change } from '../action.ts';
import type { SeatWord } from '../licence/seat.ts';
import { foldName, type UserStatus } from '../user.ts';
import type { BeforeImage } from './before-image.ts';
import type { PlannedStep } from './plan.ts';

/** An account that the plan touches by itself, in the directory named. */
export interface AccountAfter {
  readonly directory: string;
  readonly before: UserStatus | 'absent';
  readonly after: UserStatus | 'absent';
}

export interface AfterImage {
  readonly status: UserStatus | 'deleted';
  readonly directGroups: readonly string[];
  /** Present where the user may be in more groups than these, because not all were known before. */
  readonly groupsIncomplete?: true;
  readonly addedGroups: readonly string[];
  readonly removedGroups: readonly string[];
  readonly accounts: readonly AccountAfter[];
  /** Whether they take a seat of the licence; absent where nothing is known of the licence. */
  readonly seat?: SeatWord;
  /** A random one that nobody learns, or one that the user chooses by a mailed link. */
  readonly password: 'kept' | 'random' | 'chosen-by-mail';
}

type State = Pick<AfterImage, 'status' | 'directGroups' | 'accounts' | 'password'>;

/** Carries every planned step out on the before-image, in order; what is refused, unsupported or there already changes nothing. */
export function imageAfter(
  before: BeforeImage,
  steps: readonly Pick<PlannedStep, 'change' | 'disposition'>[],
): AfterImage {
  const accounts = (before.accountImages ?? []).map(({ directory, status }) => ({
    directory,
    before: status,
    after: status,
  }));
  const planned = steps.filter(({ disposition }) => disposition.kind === 'planned');
  const start: State = { status: before.status, directGroups: before.directGroups, accounts, password: 'kept' };
  const end = planned.reduce((state, { change }) => applyChange(state, change), start);
  return {
    ...end,
    // Nobody who is gone is in any group, whatever was not known.
    ...(before.groupsIncomplete === undefined || end.status === 'deleted' ? {} : { groupsIncomplete: true }),
    ...(before.seatAfter === undefined ? {} : { seat: before.seatAfter }),
    addedGroups: without(end.directGroups, before.directGroups),
    removedGroups: without(before.directGroups, end.directGroups),
  };
}

function applyChange(state: State, change: Change): State {
  switch (change.kind) {
    case 'disable':
      return { ...state, status: 'disabled' };
    case 'enable':
      return { ...state, status: 'active' };
    case 'delete':
      return { ...state, status: 'deleted', directGroups: [] };
    case 'add-to-group':
      return { ...state, directGroups: [...without(state.directGroups, [change.group]), change.group] };
    case 'remove-from-group':
      return { ...state, directGroups: without(state.directGroups, [change.group]) };
    case 'create-user':
      return { ...state, status: 'active', password: 'random' };
    case 'create-first-account':
      return withAccount({ ...state, status: 'active', password: 'random' }, change.directory, 'active');
    case 'set-random-password':
      return { ...state, password: 'random' };
    case 'mail-password-reset':
      return { ...state, password: 'chosen-by-mail' };
    case 'disable-account':
      return withAccount(state, change.directory, 'disabled');
    case 'enable-account':
      return withAccount(state, change.directory, 'active');
    case 'create-account':
      return withAccount(state, change.directory, statusIn(state, change.from));
    case 'delete-account':
      return withAccount(state, change.directory, 'absent');
    case 'create-group':
    case 'copy-attributes':
    case 'add-account-to-group':
    // Held ready for a transfer that fails halfway, so no part of what is intended.
    case 'withdraw-account':
    case 'take-licence':
    case 'warn':
      return state;
  }
}

function statusIn({ accounts }: State, directory: string): UserStatus | 'absent' {
  return accounts.find((one) => foldName(one.directory) === foldName(directory))?.after ?? 'unknown';
}

function withAccount(state: State, directory: string, after: AccountAfter['after']): State {
  const isSame = (one: AccountAfter) => foldName(one.directory) === foldName(directory);
  const { accounts } = state;
  if (!accounts.some(isSame)) return { ...state, accounts: [...accounts, { directory, before: 'absent', after }] };
  return { ...state, accounts: accounts.map((one) => (isSame(one) ? { ...one, after } : one)) };
}

/** The names of one list that are not in another, compared as Confluence compares names. */
function without(groups: readonly string[], others: readonly string[]): string[] {
  const folded = new Set(others.map(foldName));
  return groups.filter((group) => !folded.has(foldName(group)));
}
