// One user's part of a run that was held between two of its steps: what the run did to them, told apart from what others did.
import { type Change, groupOfChange, isAccountChange, isNotice } from '../action.ts';
import type { GroupKnowledge } from '../criteria/matches.ts';
import { groupsAround, type Nesting } from '../nesting.ts';
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

/** The user as read now, beside what the snapshot knew of groups: a host may list nested members and groups as direct ones. */
export interface Comparison {
  readonly part: OwnPart;
  readonly now: StateNow;
  readonly nesting: Nesting;
  /** By folded name. */
  readonly groupKnowledge: (group: string) => GroupKnowledge;
}

export type WhatChanged = 'status-changed' | 'group-changed';

export interface Undone {
  readonly what: WhatChanged;
  /**
   * `others`: nobody but others can have done it. `own`: an effect of the run does not show, taken back by somebody or never
   * there. `untold`: the same, and that Confluence tells no status or tells of nested groups may be why, too.
   */
  readonly whose: 'others' | 'own' | 'untold';
}

/** Whether the run has changed anything of the user; a mail to them changes nothing. */
export function isBegun({ steps }: Pick<OwnPart, 'steps'>): boolean {
  return steps.some(({ change, outcome }) => outcome?.kind === 'applied' && !isNotice(change));
}

/**
 * What the run did to somebody it has begun with and does not hold any more, and, unless `ownOnly`, whether they were enabled
 * or disabled since the snapshot; null where neither is known of. Other groups may have changed before the run began with
 * them: those are for the criteria. Where it changed accounts in their directories nothing Confluence shows is certain: it
 * may not have read them yet, and another account may speak by then.
 */
export function findUndone(comparison: Comparison & { readonly ownOnly: boolean }): Undone | null {
  const { part, now, ownOnly } = comparison;
  const done = doneOf(part);
  if (!isBegun(part) || isBeyondSight(done)) return null;
  const left = imageAfter(part.before, done);
  const isOwn = changesMade(part.steps).some(({ kind }) => switching.has(kind));
  if (left.status !== 'unknown' && left.status !== now.status) {
    if (isOwn) return { what: 'status-changed', whose: now.status === 'unknown' ? 'untold' : 'own' };
    if (now.status !== 'unknown' && !ownOnly) return { what: 'status-changed', whose: 'others' };
  }
  const found = findUndoneGroups(comparison);
  const whose = (['others', 'own', 'untold'] as const).find((one) => found.includes(one));
  return whose === undefined ? null : { what: 'group-changed', whose };
}

function findUndoneGroups({ part, now, nesting, groupKnowledge }: Comparison): Undone['whose'][] {
  const done = doneOf(part);
  const left = foldAll(imageAfter(part.before, done).directGroups);
  const present = foldAll(now.directGroups);
  const own = groupsOf(changesMade(part.steps));
  const { aroundGiven, aroundTaken } = surround(part, nesting);
  const judge = (group: string): Undone['whose'] | null => {
    if (left.has(group) === present.has(group)) return null;
    const whose = own.has(group) ? 'own' : 'others';
    if (!present.has(group)) return whose === 'others' && aroundTaken.has(group) ? null : whose;
    if (aroundGiven.has(group)) return null;
    const others = [...present].filter((one) => one !== group);
    // Somebody in a group inside it may be shown in it after they were taken out.
    const mayBeNested = groupKnowledge(group) !== 'complete' || groupsAround(others, nesting).has(group);
    return mayBeNested ? 'untold' : whose;
  };
  const touched = groupsOf(done.map(({ change }) => change));
  return [...touched].flatMap((group) => judge(group) ?? []);
}

/**
 * What is otherwise than the snapshot and the steps so far say, as the reason why somebody is not meant any more; null where
 * nothing is. Groups around those they had or the run touched tell nothing, nor do groups that were not read for the plan.
 */
export function findDrift({ part, now, nesting, groupKnowledge }: Comparison): WhatChanged | null {
  const done = doneOf(part);
  if (isBeyondSight(done)) return null;
  const left = imageAfter(part.before, done);
  const isTold = left.status !== 'unknown' && now.status !== 'unknown';
  if (isTold && left.status !== now.status) return 'status-changed';
  const [then, present] = [foldAll(left.directGroups), foldAll(now.directGroups)];
  const touched = groupsOf(done.map(({ change }) => change));
  const around = groupsAround([...part.before.directGroups, ...touched], nesting);
  const lost = [...then].filter((group) => !present.has(group));
  const gained = [...present].filter(
    (group) => !then.has(group) && (touched.has(group) || groupKnowledge(group) !== 'unreadable'),
  );
  return [...lost, ...gained].some((group) => !around.has(group)) ? 'group-changed' : null;
}

/** How the user would stand had the run not touched them: its own changes taken back, those of others left as they are. */
export function takeBackOwn(part: OwnPart, now: StateNow, nesting: Nesting): StateNow {
  const { before, steps } = part;
  const made = changesMade(steps);
  const own = groupsOf(made);
  const { aroundGiven, aroundTaken } = surround(part, nesting);
  // What an account had elsewhere may be out of sight until its directory is read.
  const isHidden = made.some(isAccountChange);
  const present = foldAll(now.directGroups);
  const back = before.directGroups.filter((group) => {
    const folded = foldName(group);
    return !present.has(folded) && (isHidden || own.has(folded) || aroundTaken.has(folded));
  });
  const had = foldAll(before.directGroups);
  const kept = now.directGroups.filter((group) => {
    const folded = foldName(group);
    return had.has(folded) || !(own.has(folded) || aroundGiven.has(folded));
  });
  const isSwitched = made.some(({ kind }) => switching.has(kind));
  return { status: isSwitched ? before.status : now.status, directGroups: [...kept, ...back] };
}

const switching: ReadonlySet<Change['kind']> = new Set(['disable', 'enable', 'disable-account', 'enable-account']);

function doneOf({ steps }: OwnPart): OwnPart['steps'] {
  return steps.filter(
    ({ disposition, outcome }) =>
      disposition.kind === 'planned' && (outcome?.kind === 'applied' || outcome?.kind === 'already'),
  );
}

function isBeyondSight(done: OwnPart['steps']): boolean {
  return done.some(({ change }) => isAccountChange(change));
}

function changesMade(steps: OwnPart['steps']): Change[] {
  return steps.filter(({ outcome }) => outcome?.kind === 'applied').map(({ change }) => change);
}

/** Groups a user may have come into, or be out of, only because they lie around one the run gave or took. */
function surround({ steps }: OwnPart, nesting: Nesting) {
  const made = changesMade(steps);
  const namesOf = (kind: Change['kind']) => [...groupsOf(made.filter((change) => change.kind === kind))];
  return {
    aroundGiven: groupsAround(namesOf('add-to-group'), nesting),
    aroundTaken: groupsAround(namesOf('remove-from-group'), nesting),
  };
}

/** Folded names of the groups that changes put somebody into or take them out of. */
function groupsOf(changes: readonly Change[]): ReadonlySet<string> {
  return foldAll(changes.flatMap((change) => groupOfChange(change) ?? []));
}

function foldAll(groups: readonly string[]): ReadonlySet<string> {
  return new Set(groups.map(foldName));
}
