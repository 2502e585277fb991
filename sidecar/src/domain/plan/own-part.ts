// One user's part of a run that was held between two of its steps: what the run did to them, told apart from what others did.
import { type Change, groupOfChange, isAccountChange } from '../action.ts';
import type { Outcome } from '../run.ts';
import { foldName, type UserStatus } from '../user.ts';
import { imageAfter } from './after-image.ts';
import type { BeforeImage } from './before-image.ts';
import type { PlannedStep } from './plan.ts';

/** The steps of a user with what has become of them so far. */
export interface OwnPart {
  readonly before: BeforeImage;
  readonly steps: readonly (Pick<PlannedStep, 'change' | 'disposition'> & { readonly outcome: Outcome | null })[];
}

/** As Confluence tells it. */
export interface StateNow {
  readonly status: UserStatus;
  readonly directGroups: readonly string[];
}

export interface ChangeSince {
  readonly what: 'status-changed' | 'group-changed';
  /** Whether nothing but what the run itself changed is otherwise: taken back by somebody, or it never had an effect. */
  readonly isOwnUndone: boolean;
}

/** Whether the run has changed anything of the user. */
export function isBegun({ steps }: Pick<OwnPart, 'steps'>): boolean {
  return steps.some(({ outcome }) => outcome?.kind === 'applied');
}

/**
 * What is otherwise than the run left it; null where nothing is. Where it changed accounts in their directories nothing
 * Confluence shows is certain: it may not have read them yet, and another account may speak by then. `isRead` tells, by
 * folded name, whether the members of a group were read for the plan.
 */
export function findChangeSince(
  { before, steps }: OwnPart,
  now: StateNow,
  isRead: (group: string) => boolean,
): ChangeSince | null {
  const planned = steps.filter(({ disposition }) => disposition.kind === 'planned');
  const done = planned.filter(({ outcome }) => outcome?.kind === 'applied' || outcome?.kind === 'already');
  if (done.some(({ change }) => isAccountChange(change))) return null;
  const left = imageAfter(before, done);
  const made = changesMade(steps);
  if (left.status !== 'unknown' && left.status !== now.status) {
    return { what: 'status-changed', isOwnUndone: made.some(({ kind }) => switching.has(kind)) };
  }
  const [then, present] = [foldAll(left.directGroups), foldAll(now.directGroups)];
  const touched = groupsOf(done.map(({ change }) => change));
  // Which groups Confluence puts everybody new into is known to nobody.
  const isKnown = (group: string) => touched.has(group) || (before.newcomer === undefined && isRead(group));
  const lost = [...then].filter((group) => !present.has(group));
  const gained = [...present].filter((group) => !then.has(group) && isKnown(group));
  const otherwise = [...lost, ...gained];
  const own = groupsOf(made);
  if (otherwise.length === 0) return null;
  return { what: 'group-changed', isOwnUndone: otherwise.every((group) => own.has(group)) };
}

/** How the user would stand had the run not touched them: its own changes taken back, those of others left as they are. */
export function takeBackOwn({ before, steps }: OwnPart, now: StateNow): StateNow {
  const made = changesMade(steps);
  const own = groupsOf(made);
  // What an account had elsewhere may be out of sight until its directory is read.
  const isHidden = made.some(isAccountChange);
  const present = foldAll(now.directGroups);
  const back = before.directGroups.filter((group) => {
    const folded = foldName(group);
    return !present.has(folded) && (isHidden || own.has(folded));
  });
  const had = foldAll(before.directGroups);
  const kept = now.directGroups.filter((group) => !own.has(foldName(group)) || had.has(foldName(group)));
  const isSwitched = made.some(({ kind }) => switching.has(kind));
  return { status: isSwitched ? before.status : now.status, directGroups: [...kept, ...back] };
}

const switching: ReadonlySet<Change['kind']> = new Set(['disable', 'enable', 'disable-account', 'enable-account']);

function changesMade(steps: OwnPart['steps']): Change[] {
  return steps.filter(({ outcome }) => outcome?.kind === 'applied').map(({ change }) => change);
}

/** Folded names of the groups that changes put somebody into or take them out of. */
function groupsOf(changes: readonly Change[]): ReadonlySet<string> {
  return foldAll(changes.flatMap((change) => groupOfChange(change) ?? []));
}

function foldAll(groups: readonly string[]): ReadonlySet<string> {
  return new Set(groups.map(foldName));
}
