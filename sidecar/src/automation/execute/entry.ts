// One user's part of a run: read again, guarded again, then step by step with a journal row before and after each call.
import { HostFailure } from '../../adapters/ports.ts';
import type { Activity } from '../../domain/activity.ts';
import { matches } from '../../domain/criteria/matches.ts';
import { isAdministrator } from '../../domain/guard/step/administrator.ts';
import type { Protection } from '../../domain/guard/step/guard.ts';
import { mayEndAdministration } from '../../domain/guard/step/last-administrator.ts';
import { refuseStep } from '../../domain/guard/step-guards.ts';
import type { Outcome, SkipReason } from '../../domain/run.ts';
import { foldName, type UserWithGroups } from '../../domain/user.ts';
import type { StoredEntry, StoredStep } from '../../store/runs.ts';
import { isUnanswered } from '../unanswered.ts';
import { isAdministratorLeft } from './administrator-left.ts';
import type { Present } from './host-step.ts';
import { findLatestActivity } from './latest-activity.ts';
import { carryOutNewcomer } from './newcomer.ts';
import { describeNow, findChangeByOthers, findUndoneReason, lookAtOwnAccounts, readPresentOf } from './person-now.ts';
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
    return (await leaveOpen(work, entry, { kind: 'skipped', reason: 'earlier-step-failed' })) ?? 'answered';
  }
  if (entry.before.newcomer !== undefined) return carryOutNewcomer(work, entry);
  // What may take minutes comes before the user is read, so that nobody is judged by how they stood then.
  const { dependsOnActivity } = work.protection;
  const activity = dependsOnActivity && known !== null ? await findLatestActivity(work, entry, known.user) : null;
  const soleEditors = await work.soleEditors.ask(entry);
  const isOneLeft = !mayBeIncludedAdministrator(work, entry, open) || (await isAdministratorLeft(work));
  const undone = await lookAtOwnAccounts(work, entry);
  const state = await readPresentOf(work, entry);
  const present = state instanceof HostFailure ? null : state;
  const objection =
    state === null || state instanceof HostFailure
      ? wordAbsence(state)
      : await findObjection(work, entry, { known, present: state, open, activity, soleEditors, isOneLeft, undone });
  // A stop may have come meanwhile. Leaving somebody alone may itself change something: a begun transfer.
  const word = await hearLastWord(work, entry);
  if (word !== null) return word;
  if (objection === null) return carryOutSteps(work, entry, open, present);
  if ((await leaveOpen(work, entry, objection)) === 'held') return 'held';
  return state instanceof HostFailure && isUnanswered(state) ? 'unanswered' : 'answered';
}

/** Every other administrator is refused anyway. */
function mayBeIncludedAdministrator(
  { protection }: EntryWork,
  { username }: StoredEntry,
  open: readonly StoredStep[],
): boolean {
  return (
    protection.includedAdministrators.has(foldName(username)) && open.some((step) => mayEndAdministration(step.change))
  );
}

/** What becomes of somebody who could not be read, or is not there. */
function wordAbsence(state: HostFailure | null): Outcome {
  return state === null ? { kind: 'skipped', reason: 'user-is-gone' } : { kind: 'failed', code: state.code };
}

interface Findings {
  readonly known: UserWithGroups | null;
  readonly present: Present;
  /** Null where nothing depends on it. */
  readonly activity: Activity | null;
  /** Pages that nobody else may edit, where the plan left them open. */
  readonly soleEditors: Protection['soleEditors'];
  /** Whether an administrator would stay; true where none is touched. */
  readonly isOneLeft: boolean;
  /** What the directories say against going on. */
  readonly undone: Outcome | null;
  readonly open: readonly StoredStep[];
}

/** Why the user must be left alone after all: changed since the plan, protected meanwhile, or not meant any more. */
async function findObjection(
  work: EntryWork,
  entry: StoredEntry,
  { known, present, open, activity, soleEditors, isOneLeft, undone }: Findings,
): Promise<Outcome | null> {
  const skip = (reason: SkipReason): Outcome => ({ kind: 'skipped', reason });
  if (foldName(present.user.username) !== foldName(entry.username)) return skip('user-was-renamed');
  if (known === null) return skip('user-is-gone');
  const reading = { known, present, activity: activity ?? known.user.activity };
  const { fresh, guarded: person, chosen } = describeNow(work, entry, reading);
  if (await hasMovedOn(work, entry, fresh)) return skip('stage-was-reset');
  const ownUndone = await findUndoneReason(work, entry, present);
  const changed = ownUndone ?? findChangeByOthers(work, entry, present);
  const protection = { ...work.protection, exemptions: await work.store.exemptions.active(work.clock.now()) };
  for (const step of open) {
    const refusal = refuseStep(person, step.change, { ...protection, lifted: liftedFor(step, work) });
    // Whoever was disabled or lost the licence by hand is not covered any more: that change is the reason.
    if (refusal?.guard === 'unknown-activity' && changed !== null) return skip(changed);
    if (refusal !== null) return { kind: 'refused', ...refusal };
  }
  const ending = open.some((step) => mayEndAdministration(step.change));
  if (ending && !isOneLeft && isAdministrator({ person, protection })) {
    return { kind: 'refused', guard: 'last-administrator' };
  }
  // What the run did must not meet what others want; what they changed besides is judged by the criteria.
  if (ownUndone !== null) return skip(ownUndone);
  if (undone !== null) return undone;
  if (!isStillMeant(work, chosen)) return skip(changed ?? 'criteria-no-longer-match');
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
