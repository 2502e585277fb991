// What takes back a user's part of an earlier run: the changes in reverse, as far as the before-image and the present allow.
import type { AccountChange, Change, HostChange } from '../action.ts';
import type { Outcome } from '../run.ts';
import { foldName, type UserStatus } from '../user.ts';
import type { BeforeImage } from './before-image.ts';
import type { Intent, PlanNote, UnsupportedReason } from './intent.ts';

/** A user's part of the run that is taken back. */
export interface DoneEntry {
  readonly before: BeforeImage;
  readonly steps: readonly DoneStep[];
}

export interface DoneStep {
  readonly change: Change;
  readonly outcome: Outcome | null;
  /** Whether it is known that the change was answered since, by a later run or by somebody else. Default: it was not. */
  readonly overtaken?: boolean;
}

/** The user as read now; null when Confluence has no such user any more. */
export interface PresentUser {
  readonly status: UserStatus;
  readonly directGroups: readonly string[];
}

export interface Undoing {
  readonly intents: readonly Intent[];
  readonly notes: readonly PlanNote[];
}

/** Outcomes after which a change may be in force. */
const inForce: ReadonlySet<Outcome['kind']> = new Set([
  'applied',
  'applied-without-effect',
  'pending-synchronisation',
  'unknown',
]);

/** The changes of an entry that may be in force, the last one first: only these can be taken back. */
export function changesInForce({ steps }: DoneEntry): Change[] {
  return steps
    .filter(({ outcome }) => mayBeInForce(outcome))
    .map(({ change }) => change)
    .toReversed();
}

/** Whether a step that came out so may have changed what it was about. */
export function mayBeInForce(outcome: Outcome | null): boolean {
  return outcome !== null && inForce.has(outcome.kind);
}

/**
 * The steps that take an entry back. What was so before the run stays so; what somebody or a later run changed since is left
 * to them and said. Deleted users are beyond it. Moves are no part of it: they are transfers back, planned like any other.
 */
export function undoEntry(entry: DoneEntry, present: PresentUser | null): Undoing {
  const changes = changesInForce(entry);
  if (present === null) {
    const lost: Intent = {
      change: { kind: 'enable' },
      known: { kind: 'unsupported', reason: 'user-is-gone-for-good' },
    };
    return { intents: changes.length === 0 ? [] : [lost], notes: [] };
  }
  // Whoever was created is disabled and keeps the groups: without the account speaking they give nothing.
  const made = madeBy(changes);
  const touched = changes.filter((change) => wasTouchedSince(change, entry, present));
  // Where the present was touched the step says that it is so already; where it only looks as the run left it, nothing may.
  const overtaken = new Set(entry.steps.filter((step) => step.overtaken === true).map(({ change }) => change));
  const left = new Set(changes.filter((change) => overtaken.has(change) && !touched.includes(change)));
  const taken = (made === undefined ? changes : [made]).filter((change) => !left.has(change));
  const intents = taken.flatMap((change) => reverse(change, entry.before) ?? []);
  const since = touched.length > 0 || left.size > 0;
  const notes: PlanNote[] = made === undefined ? [] : ['undo-disables'];
  return { intents, notes: since ? [...notes, 'changed-since'] : notes };
}

function madeBy(changes: readonly Change[]): Change | undefined {
  return changes.find(({ kind }) => kind === 'create-user' || kind === 'create-first-account');
}

/** Everything of an entry is left alone for now, with the reason, so that nobody is taken back by half. */
export function leaveForNow(entry: DoneEntry, reason: UnsupportedReason): Undoing {
  const changes = changesInForce(entry);
  const made = madeBy(changes);
  const reversed = (made === undefined ? changes : [made]).flatMap((change) => reverse(change, entry.before) ?? []);
  const intents = reversed.map(({ change, known }): Intent => {
    return { change, known: known ?? { kind: 'unsupported', reason } };
  });
  return { intents, notes: [] };
}

/** The steps of `undoEntry` where nobody tells whether somebody else changed the user or Confluence has yet to read a directory. */
export function undoUntold(entry: DoneEntry, present: PresentUser | null): Undoing {
  const { intents, notes } = undoEntry(entry, present);
  return { intents, notes: notes.map((note) => (note === 'changed-since' ? 'reading-not-told' : note)) };
}

function reverse(change: Change, before: BeforeImage): Intent | null {
  switch (change.kind) {
    case 'disable':
      return before.status === 'active' ? open({ kind: 'enable' }) : null;
    case 'enable':
      return before.status === 'disabled' ? open({ kind: 'disable' }) : null;
    case 'add-to-group':
      return isIn(before.directGroups, change.group) ? null : open({ kind: 'remove-from-group', group: change.group });
    case 'remove-from-group':
      return isIn(before.directGroups, change.group) ? open({ kind: 'add-to-group', group: change.group }) : null;
    case 'delete':
      return { change: { kind: 'enable' }, known: { kind: 'unsupported', reason: 'user-is-gone-for-good' } };
    case 'set-random-password':
    case 'mail-password-reset':
      return { change, known: { kind: 'unsupported', reason: 'password-not-kept' } };
    case 'create-user':
      return open({ kind: 'disable' });
    case 'create-first-account':
      return open({ kind: 'disable-account', directory: change.directory });
    case 'disable-account':
      return wasActive(before, change.directory) ? open({ kind: 'enable-account', directory: change.directory }) : null;
    default:
      return null;
  }
}

/** Whether the present is neither what the run made of it nor what it was before: somebody else had a hand in it. */
function wasTouchedSince(change: Change, { before }: DoneEntry, present: PresentUser): boolean {
  switch (change.kind) {
    case 'disable':
      return present.status === 'active';
    case 'enable':
      return present.status === 'disabled';
    case 'add-to-group':
      return !isIn(present.directGroups, change.group) && !isIn(before.directGroups, change.group);
    case 'remove-from-group':
      return isIn(present.directGroups, change.group);
    default:
      return false;
  }
}

/** A plan disables no account that it did not see active. */
function wasActive({ accountImages = [], accounts }: BeforeImage, directory: string): boolean {
  const known = [...accountImages, ...(accounts?.accounts ?? [])];
  return known.find((one) => foldName(one.directory) === foldName(directory))?.status !== 'disabled';
}

function isIn(groups: readonly string[], group: string): boolean {
  const folded = foldName(group);
  return groups.some((one) => foldName(one) === folded);
}

function open(change: HostChange | AccountChange): Intent {
  return { change, known: null };
}

/** The transfer an entry went through and must go back by, or null; a copy has nothing to be moved back. */
export function transferBackOf(entry: DoneEntry): { readonly from: string; readonly to: string } | null {
  const removed = changesInForce(entry).find((change) => change.kind === 'delete-account');
  return removed === undefined ? null : { from: removed.keptIn, to: removed.directory };
}

/** The copy an entry made and must lose again, or null where the account was moved or nothing was made. */
export function copyOf(entry: DoneEntry): { readonly directory: string; readonly keptIn: string } | null {
  if (transferBackOf(entry) !== null) return null;
  const made = changesInForce(entry).find((change) => change.kind === 'create-account');
  const withdrawn = changesInForce(entry).some((change) => change.kind === 'withdraw-account');
  return made === undefined || withdrawn ? null : { directory: made.directory, keptIn: made.from };
}
