// One user's part of a run: read again, guarded again, then step by step with a journal row before and after each call.
import { HostFailure } from '../../adapters/ports.ts';
import { type Activity, judgeInstant } from '../../domain/activity.ts';
import { matches } from '../../domain/criteria/matches.ts';
import { isAdministrator } from '../../domain/guard/step/administrator.ts';
import type { Protection } from '../../domain/guard/step/guard.ts';
import { mayEndAdministration } from '../../domain/guard/step/last-administrator.ts';
import { refuseStep } from '../../domain/guard/step-guards.ts';
import { refreshMemberships } from '../../domain/nesting.ts';
import type { Outcome, SkipReason } from '../../domain/run.ts';
import { asIfUntouched } from '../../domain/stage/reset.ts';
import { foldName, type User, type UserWithGroups } from '../../domain/user.ts';
import type { StoredEntry, StoredStep } from '../../store/runs.ts';
import type { ActivityReading } from '../fresh-activity.ts';
import { isUnanswered } from '../unanswered.ts';
import { isAdministratorLeft } from './administrator-left.ts';
import type { Present } from './host-step.ts';
import { carryOutNewcomer } from './newcomer.ts';
import { readPresent } from './read-present.ts';
import { hasMovedOn } from './stage-check.ts';
import {
  carryOutSteps,
  type EntryAnswer,
  type EntryWork,
  hearLastWord,
  isSetback,
  leaveOpen,
  liftedFor,
} from './steps.ts';

/** Carries out the open steps of one user, `known` as the run's snapshot knows them. */
export async function carryOutEntry(
  work: EntryWork,
  entry: StoredEntry,
  known: UserWithGroups | null,
): Promise<EntryAnswer> {
  const open = entry.steps.filter((step) => step.outcome === null);
  const setback = entry.steps.find((step) => step.disposition.kind === 'planned' && isSetback(step.outcome));
  if (setback !== undefined) {
    await leaveOpen(work, entry, { kind: 'skipped', reason: 'earlier-step-failed' });
    return 'answered';
  }
  if (entry.before.newcomer !== undefined) return carryOutNewcomer(work, entry);
  // What may take minutes comes before the user is read, so that nobody is judged by how they stood then.
  const activity = work.protection.dependsOnActivity ? await work.activity.renew() : null;
  const soleEditors = await work.soleEditors.ask(entry);
  const state = await readPresent(work.reads, entry.userKey);
  const present = state instanceof HostFailure ? null : state;
  const objection =
    state === null || state instanceof HostFailure
      ? wordAbsence(state)
      : await findObjection(work, entry, { known, present: state, open, activity, soleEditors });
  // A stop may have come meanwhile. Leaving somebody alone may itself change something: a begun transfer.
  const word = await hearLastWord(work, entry);
  if (word !== null) return word;
  if (objection === null) return carryOutSteps(work, entry, open, present);
  await leaveOpen(work, entry, objection);
  return state instanceof HostFailure && isUnanswered(state) ? 'unanswered' : 'answered';
}

/** What becomes of somebody who could not be read, or is not there. */
function wordAbsence(state: HostFailure | null): Outcome {
  return state === null ? { kind: 'skipped', reason: 'user-is-gone' } : { kind: 'failed', code: state.code };
}

interface Findings {
  readonly known: UserWithGroups | null;
  readonly present: Present;
  /** Null where nothing depends on it. */
  readonly activity: ActivityReading | null;
  /** Pages that nobody else may edit, where the plan left them open. */
  readonly soleEditors: Protection['soleEditors'];
  readonly open: readonly StoredStep[];
}

/** Whether nothing of the run was done to them yet. */
function isUntouched({ steps }: StoredEntry): boolean {
  return steps.every((step) => step.outcome?.kind !== 'applied');
}

/** Why the user must be left alone after all: changed since the plan, protected meanwhile, or not meant any more. */
async function findObjection(
  work: EntryWork,
  entry: StoredEntry,
  { known, present, open, activity, soleEditors }: Findings,
): Promise<Outcome | null> {
  const skip = (reason: SkipReason): Outcome => ({ kind: 'skipped', reason });
  if (foldName(present.user.username) !== foldName(entry.username)) return skip('user-was-renamed');
  const untouched = isUntouched(entry);
  if (known === null) return skip('user-is-gone');
  const fresh = await freshPerson(work, known, { present, untouched, activity });
  const { stage } = entry.before;
  if (stage !== undefined && (await hasMovedOn(work, entry, fresh))) return skip('stage-was-reset');
  const asPlanned = (one: UserWithGroups) => (stage === undefined ? one : asIfUntouched(one, stage.standing));
  const person = asPlanned(fresh);
  const changed = whatChanged(entry, present);
  const protection = { ...work.protection, exemptions: await work.store.exemptions.active(work.clock.now()) };
  for (const step of open) {
    const refusal = refuseStep(person, step.change, { ...protection, lifted: liftedFor(step, work) });
    // Whoever was disabled or lost the licence by hand is not covered any more: that change is the reason.
    const follows = refusal?.guard === 'unknown-activity' && untouched && changed !== 'criteria-no-longer-match';
    if (refusal !== null) return follows ? skip(changed) : { kind: 'refused', ...refusal };
  }
  const ending = open.some((step) => mayEndAdministration(step.change));
  if (ending && isAdministrator({ person, protection }) && !(await isAdministratorLeft({ ...work, protection }))) {
    return { kind: 'refused', guard: 'last-administrator' };
  }
  // Begun before a pause, they stand as this run left them: what they were chosen by is as it was, but for their activity.
  const chosen = untouched ? person : asPlanned({ ...known, user: { ...known.user, activity: fresh.user.activity } });
  if (!isStillMeant(work, chosen)) return skip(untouched ? changed : 'criteria-no-longer-match');
  const left = findPagesLeft(work, open, { person, protection: { ...protection, soleEditors } });
  if (left !== null) await work.soleEditors.leftAlone(entry);
  return left;
}

/** Judged last: whoever is left alone for anything else keeps that reason. */
function findPagesLeft(
  work: EntryWork,
  open: readonly StoredStep[],
  { person, protection }: { readonly person: UserWithGroups; readonly protection: Protection },
): Outcome | null {
  if (protection.soleEditors.size === 0) return null;
  for (const step of open) {
    const refusal = refuseStep(person, step.change, { ...protection, lifted: liftedFor(step, work) });
    if (refusal !== null) return { kind: 'refused', ...refusal };
  }
  return null;
}

function isStillMeant(work: EntryWork, person: UserWithGroups): boolean {
  const { definition, clock, knowledge, criteriaApply } = work;
  if (!criteriaApply) return true;
  return matches(definition.criteria, person, { now: clock.now(), ...knowledge }).verdict === 'yes';
}

function whatChanged(entry: StoredEntry, present: Present): SkipReason {
  if (present.status !== entry.before.status) return 'status-changed';
  const before = entry.before.directGroups.map(foldName).sort().join('\n');
  return present.groups.map(foldName).sort().join('\n') === before ? 'criteria-no-longer-match' : 'group-changed';
}

/**
 * The snapshot's person with status, groups and activity as just read; which group lies inside which stays as the snapshot
 * knew it. Whom a step of this run took the licence from is not covered any more: there the snapshot's word stands.
 */
async function freshPerson(
  work: EntryWork,
  known: UserWithGroups,
  { present, untouched, activity }: Pick<Findings, 'present' | 'activity'> & { readonly untouched: boolean },
): Promise<UserWithGroups> {
  const latest = activity === null ? known.user.activity : await activityNow(work, known.user, { untouched, activity });
  return {
    user: { ...known.user, status: present.status, displayName: present.user.displayName, activity: latest },
    memberships: refreshMemberships(known.memberships, present.groups, work.nesting),
    accounts: known.accounts,
  };
}

async function activityNow(
  work: EntryWork,
  known: User,
  { untouched, activity }: { readonly untouched: boolean; readonly activity: ActivityReading },
): Promise<Activity> {
  const fresh = await activity.of(known);
  const leftByOurselves = !untouched && fresh.state === 'unknown' && fresh.reason === 'not-covered';
  if (leftByOurselves) return known.activity;
  return untouched && fresh.state !== 'unknown' ? withContribution(work, known, fresh) : fresh;
}

/** Content is asked about last and only for whom it can save: finding some counts, finding none proves nothing. */
async function withContribution(
  { contributions, clock }: EntryWork,
  user: User,
  activity: Activity,
): Promise<Activity> {
  const { at, word } = judgeInstant((await contributions.lastOf(user)) ?? undefined, clock.now());
  if (word !== 'seen' || (activity.state === 'seen' && activity.at >= at)) return activity;
  return { state: 'seen', at, kind: 'contribution', source: 'content', readAt: clock.now() };
}
