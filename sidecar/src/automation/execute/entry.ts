// One user's part of a run: read again, guarded again, then step by step with a journal row before and after each call.
import type { ContributionPort, PresentState, ReadPort } from '../../adapters/ports.ts';
import { HostFailure } from '../../adapters/ports.ts';
import type { WritePort } from '../../adapters/writes.ts';
import type { Clock } from '../../clock.ts';
import { type Change, isAccountChange, isByHand } from '../../domain/action.ts';
import { type Activity, judgeInstant } from '../../domain/activity.ts';
import { type MatchKnowledge, matches } from '../../domain/criteria/matches.ts';
import { isAdministrator } from '../../domain/guard/step/administrator.ts';
import type { Protection } from '../../domain/guard/step/guard.ts';
import { mayEndAdministration } from '../../domain/guard/step/last-administrator.ts';
import { refuseStep } from '../../domain/guard/step-guards.ts';
import { type Nesting, refreshMemberships } from '../../domain/nesting.ts';
import type { PolicyDefinition } from '../../domain/policy.ts';
import type { Outcome, Run, SkipReason } from '../../domain/run.ts';
import { foldName, type User, type UserWithGroups } from '../../domain/user.ts';
import type { StoredEntry, StoredStep } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import type { FreshActivity } from '../fresh-activity.ts';
import { isUnanswered } from '../unanswered.ts';
import { accountStep, type Directories } from './account-step.ts';
import { isAdministratorLeft } from './administrator-left.ts';
import { hostStep, notePresent, type Present, settleHostStep } from './host-step.ts';
import { byHandStep, outcomeOfResult, type StepWay } from './step-way.ts';

export interface EntryWork {
  readonly store: Store;
  readonly reads: ReadPort;
  readonly writes: WritePort;
  /** Directories that are reached on their own, by folded name. */
  readonly directories: Directories;
  readonly clock: Clock;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly protection: Protection;
  readonly secondPerson: boolean;
  readonly criteriaApply: boolean;
  readonly activity: FreshActivity;
  readonly contributions: ContributionPort;
  /** Hears of the outcome of every step of the user that is carried out. */
  readonly tell?: (outcome: Outcome) => void;
  /** What the run's snapshot knows besides people. */
  readonly knowledge: MatchKnowledge;
  readonly nesting: Nesting;
}

/** An unclear write is settled by reading; if it took no effect, it is tried once more, deletes excepted. */
const attemptsPerStep = 2;

/** Carries out the open steps of one user. `unanswered` when the host did not answer at all. */
export async function carryOutEntry(work: EntryWork, entry: StoredEntry): Promise<'answered' | 'unanswered'> {
  const open = entry.steps.filter((step) => step.outcome === null);
  const setback = entry.steps.find((step) => step.disposition.kind === 'planned' && isSetback(step.outcome));
  if (setback !== undefined) {
    await leaveOpen(work, entry, { kind: 'skipped', reason: 'earlier-step-failed' });
    return 'answered';
  }
  const state = await readPresent(work.reads, entry);
  if (state instanceof HostFailure) {
    await leaveOpen(work, entry, { kind: 'failed', code: state.code });
    return isUnanswered(state) ? 'unanswered' : 'answered';
  }
  if (state === null) {
    await leaveOpen(work, entry, { kind: 'skipped', reason: 'user-is-gone' });
    return 'answered';
  }
  const present: Present = { user: state.user, status: state.user.status, groups: [...(state.groups ?? [])] };
  const objection = await findObjection(work, entry, present, open);
  if (objection !== null) {
    await leaveOpen(work, entry, objection);
    return 'answered';
  }
  return carryOutSteps(work, entry, open, present);
}

async function carryOutSteps(
  work: EntryWork,
  entry: StoredEntry,
  open: readonly StoredStep[],
  present: Present,
): Promise<'answered' | 'unanswered'> {
  const steps = [...entry.steps];
  for (const step of open) {
    // Everything before it went well: there is nothing to withdraw.
    if (step.change.kind === 'withdraw-account') {
      await conclude(work, [step], { kind: 'already' });
      continue;
    }
    const outcome = await carryOutStep(work, step, wayOf(work, entry, step.change, present));
    if (outcome.kind === 'applied' && !isAccountChange(step.change)) notePresent(present, step.change);
    steps[steps.indexOf(step)] = { ...step, outcome };
    if (!isSetback(outcome)) continue;
    await leaveOpen(work, { ...entry, steps }, { kind: 'skipped', reason: 'earlier-step-failed' });
    return 'code' in outcome && isUnanswered(outcome.code) ? 'unanswered' : 'answered';
  }
  return 'answered';
}

/** An outcome after which the user's other steps must not follow. */
function isSetback(outcome: Outcome | null): boolean {
  switch (outcome?.kind) {
    case 'failed':
    case 'unknown':
    case 'unsupported':
    case 'refused':
    case 'skipped':
      return true;
    default:
      return false;
  }
}

/**
 * Leaves the open steps of one user alone for good, with the same outcome. A transfer that was begun is not left
 * halfway: the account it made is taken away again, unless the old one is gone or on its way.
 */
export async function leaveOpen(work: EntryWork, entry: StoredEntry, outcome: Outcome): Promise<void> {
  const open = entry.steps.filter((step) => step.outcome === null);
  const withdrawal = open.find((step) => step.change.kind === 'withdraw-account') ?? null;
  if (withdrawal === null) return conclude(work, open, outcome);
  await conclude(
    work,
    open.filter((step) => step !== withdrawal),
    outcome,
  );
  const outcomeOf = (kind: Change['kind']) => entry.steps.find((step) => step.change.kind === kind)?.outcome?.kind;
  const made = ['applied', 'rehearsed', 'unknown'].includes(outcomeOf('create-account') ?? '');
  const moved = ['applied', 'already', 'rehearsed'].includes(outcomeOf('delete-account') ?? '');
  if (!made) return conclude(work, [withdrawal], outcome);
  if (moved) return conclude(work, [withdrawal], { kind: 'already' });
  if (!isAccountChange(withdrawal.change)) return;
  await carryOutStep(work, withdrawal, accountStep(work.directories, entry, withdrawal.change));
}

function wayOf(work: EntryWork, entry: StoredEntry, change: Change, present: Present): StepWay {
  if (isAccountChange(change)) return accountStep(work.directories, entry, change);
  if (isByHand(change)) return byHandStep;
  return hostStep(work, entry.userKey, change, present);
}

async function readPresent(reads: ReadPort, entry: StoredEntry): Promise<PresentState | HostFailure | null> {
  try {
    const [user, groups] = await Promise.all([reads.readUser(entry.userKey), reads.readGroupsOf(entry.userKey)]);
    return user === null ? null : { user, groups };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return error.code === 'host_not_found' ? null : error;
  }
}

/** Why the user must be left alone after all: changed since the plan, protected meanwhile, or not meant any more. */
async function findObjection(
  work: EntryWork,
  entry: StoredEntry,
  present: Present,
  open: readonly StoredStep[],
): Promise<Outcome | null> {
  const skip = (reason: SkipReason): Outcome => ({ kind: 'skipped', reason });
  if (foldName(present.user.username) !== foldName(entry.username)) return skip('user-was-renamed');
  const untouched = entry.steps.every((step) => step.outcome?.kind !== 'applied');
  const person = await freshPerson(work, entry, present, untouched);
  if (person === null) return skip('user-is-gone');
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
  if (!untouched) return null;
  return isStillMeant(work, person) ? null : skip(changed);
}

/** Only what the approved plan itself names as privileged: who became an administrator since is left alone. */
function liftedFor({ disposition }: StoredStep, { secondPerson }: EntryWork): Protection['lifted'] {
  return new Set(secondPerson && 'privilege' in disposition ? [disposition.privilege] : []);
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
  entry: StoredEntry,
  present: Present,
  untouched: boolean,
): Promise<UserWithGroups | null> {
  const known = await work.store.snapshots.person(work.run.snapshotId ?? 0, entry.userKey);
  if (known === null) return null;
  const activity = await activityNow(work, known.user, untouched);
  return {
    user: { ...known.user, status: present.status, displayName: present.user.displayName, activity },
    memberships: refreshMemberships(known.memberships, present.groups, work.nesting),
    accounts: known.accounts,
  };
}

async function activityNow(work: EntryWork, known: User, untouched: boolean): Promise<Activity> {
  if (!work.protection.dependsOnActivity) return known.activity;
  const fresh = await work.activity.of(known);
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

async function carryOutStep(work: EntryWork, step: StoredStep, way: StepWay): Promise<Outcome> {
  const record = async (outcome: Outcome, settled: boolean): Promise<Outcome> => {
    const at = work.clock.now();
    await work.store.journal.outcomes([{ runId: work.run.id, stepId: step.id, at, outcome, settled }]);
    work.tell?.(outcome);
    return outcome;
  };
  const look = await way.look();
  if (look !== 'open') return record(look === 'holds' ? { kind: 'already' } : look, false);
  for (let attempt = 1; ; attempt += 1) {
    await work.store.journal.attempting({ runId: work.run.id, stepId: step.id, at: work.clock.now() });
    const result = await way.make();
    const settled = result.kind === 'unclear' ? await way.settle(result.code) : null;
    const outcome = settled ?? outcomeOfResult(result);
    if (outcome !== 'no-effect') return record(outcome, settled !== null);
    if (attempt < attemptsPerStep) continue;
    return record({ kind: 'failed', code: 'code' in result ? result.code : 'host_error' }, true);
  }
}

/** Finds out by reading what became of a step that was begun before a crash. */
export function settleStep(work: EntryWork, entry: StoredEntry, change: Change): Promise<Outcome | 'no-effect'> {
  const code = 'interrupted';
  if (isAccountChange(change)) return accountStep(work.directories, entry, change).settle(code);
  if (isByHand(change)) return byHandStep.settle(code);
  return settleHostStep(work, entry.userKey, change, code);
}

async function conclude(work: EntryWork, steps: readonly StoredStep[], outcome: Outcome): Promise<void> {
  if (steps.length === 0) return;
  const at = work.clock.now();
  await work.store.journal.outcomes(steps.map((step) => ({ runId: work.run.id, stepId: step.id, at, outcome })));
  work.tell?.(outcome);
}
