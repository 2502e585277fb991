// One user's part of a run: read again, guarded again, then step by step with a journal row before and after each call.
import type { ContributionPort, HostUser, PresentState, ReadPort } from '../adapters/ports.ts';
import { HostFailure } from '../adapters/ports.ts';
import type { WritePort, WriteResult } from '../adapters/writes.ts';
import type { Clock } from '../clock.ts';
import type { Change } from '../domain/action.ts';
import { type Activity, judgeInstant } from '../domain/activity.ts';
import { type GroupKnowledge, matches } from '../domain/criteria/matches.ts';
import { type Protection, refuseStep } from '../domain/guard/step-guards.ts';
import { holdsAlready } from '../domain/plan/plan.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Outcome, Run, SkipReason } from '../domain/run.ts';
import { foldName, type User, type UserStatus, type UserWithGroups } from '../domain/user.ts';
import type { StoredEntry, StoredStep } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { FreshActivity } from './fresh-activity.ts';
import { isUnanswered } from './unanswered.ts';

export interface EntryWork {
  readonly store: Store;
  readonly reads: ReadPort;
  readonly writes: WritePort;
  readonly clock: Clock;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly protection: Protection;
  readonly activity: FreshActivity;
  readonly contributions: ContributionPort;
  /** How well each group (folded name) is known in the run's snapshot. */
  readonly groupKnowledge: ReadonlyMap<string, GroupKnowledge>;
}

/** What the steps of one user share: the state as last read or changed by ourselves. */
interface Present {
  readonly user: HostUser;
  status: UserStatus;
  groups: string[];
}

/** An unclear write is settled by reading; if it took no effect, it is tried once more, deletes excepted. */
const attemptsPerStep = 2;

/** Deleting takes time: a user who is still there this long after an unclear call may or may not go yet. */
const deletionMs = 60_000;

/** Carries out the open steps of one user. `unanswered` when the host did not answer at all. */
export async function carryOutEntry(work: EntryWork, entry: StoredEntry): Promise<'answered' | 'unanswered'> {
  const open = entry.steps.filter((step) => step.outcome === null);
  const state = await readPresent(work.reads, entry);
  if (state instanceof HostFailure) {
    await conclude(work, open, { kind: 'failed', code: state.code });
    return isUnanswered(state) ? 'unanswered' : 'answered';
  }
  if (state === null) {
    await conclude(work, open, { kind: 'skipped', reason: 'user-is-gone' });
    return 'answered';
  }
  const present: Present = { user: state.user, status: state.user.status, groups: [...(state.groups ?? [])] };
  const objection = await findObjection(work, entry, present, open);
  if (objection !== null) {
    await conclude(work, open, objection);
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
  for (const [index, step] of open.entries()) {
    const outcome = await carryOutStep(work, entry, step, present);
    if (outcome.kind === 'failed' || outcome.kind === 'unknown' || outcome.kind === 'unsupported') {
      await conclude(work, open.slice(index + 1), { kind: 'skipped', reason: 'earlier-step-failed' });
      return 'code' in outcome && isUnanswered(outcome.code) ? 'unanswered' : 'answered';
    }
  }
  return 'answered';
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
  for (const step of open) {
    const guard = refuseStep(person, step.change, work.protection);
    // Whoever was disabled or lost the licence by hand is not covered any more: that change is the reason.
    const follows = guard === 'unknown-activity' && untouched && changed !== 'criteria-no-longer-match';
    if (guard !== null) return follows ? skip(changed) : { kind: 'refused', guard };
  }
  if (!untouched) return null;
  return isStillMeant(work, person) ? null : skip(changed);
}

function isStillMeant({ definition, clock, groupKnowledge }: EntryWork, person: UserWithGroups): boolean {
  const context = {
    now: clock.now(),
    groupKnowledge: (group: string) => groupKnowledge.get(group) ?? ('missing' as const),
  };
  return matches(definition.criteria, person, context).verdict === 'yes';
}

function whatChanged(entry: StoredEntry, present: Present): SkipReason {
  if (present.status !== entry.before.status) return 'status-changed';
  const before = entry.before.directGroups.map(foldName).sort().join('\n');
  return present.groups.map(foldName).sort().join('\n') === before ? 'criteria-no-longer-match' : 'group-changed';
}

/**
 * The snapshot's person with status, direct groups and activity as just read; nested memberships stay as the snapshot
 * knew them. Whom a step of this run took the licence from is not covered any more: there the snapshot's word stands.
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
  const direct = new Set(present.groups.map(foldName));
  const nested = known.memberships.filter((one) => !one.direct && !direct.has(foldName(one.group)));
  return {
    user: { ...known.user, status: present.status, displayName: present.user.displayName, activity },
    memberships: [...present.groups.map((group) => ({ group, direct: true })), ...nested],
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

async function carryOutStep(work: EntryWork, entry: StoredEntry, step: StoredStep, present: Present): Promise<Outcome> {
  const record = async (outcome: Outcome, settled: boolean): Promise<Outcome> => {
    const at = work.clock.now();
    await work.store.journal.outcomes([{ runId: work.run.id, stepId: step.id, at, outcome, settled }]);
    return outcome;
  };
  if (holdsAlready(step.change, { status: present.status, directGroups: present.groups })) {
    return record({ kind: 'already' }, false);
  }
  for (let attempt = 1; ; attempt += 1) {
    await work.store.journal.attempting({ runId: work.run.id, stepId: step.id, at: work.clock.now() });
    const target = { userKey: entry.userKey, username: present.user.username };
    const result = await work.writes.apply(target, step.change);
    const settled = result.kind === 'unclear' ? await settleStep(work, entry, step.change, result.code) : null;
    const outcome = settled ?? outcomeOf(result);
    const again = outcome === 'no-effect' && attempt < attemptsPerStep;
    if (again) continue;
    const final: Outcome = outcome === 'no-effect' ? noEffect(result) : outcome;
    if (final.kind === 'applied') applyTo(present, step.change);
    return record(final, settled !== null);
  }
}

function outcomeOf(result: WriteResult): Outcome {
  switch (result.kind) {
    case 'done':
      return { kind: 'applied' };
    case 'rehearsed':
      return { kind: 'rehearsed' };
    case 'refused':
      return result.code === 'host_capability_absent'
        ? { kind: 'unsupported', reason: 'capability-absent' }
        : { kind: 'failed', code: result.code };
    case 'unclear':
      return { kind: 'unknown', code: result.code };
  }
}

function noEffect(result: WriteResult): Outcome {
  return { kind: 'failed', code: 'code' in result ? result.code : 'host_error' };
}

/** Finds out by reading what became of a call whose answer is missing; waits while a deletion may still be going on. */
export async function settleStep(
  { reads, clock }: Pick<EntryWork, 'reads' | 'clock'>,
  entry: Pick<StoredEntry, 'userKey'>,
  change: Change,
  code: string,
): Promise<Outcome | 'no-effect'> {
  let outcome = await lookAtStep(reads, entry, change, code);
  if (change.kind !== 'delete') return outcome;
  const untilMs = Date.parse(clock.now()) + deletionMs;
  for (let pauseMs = 100; outcome === 'no-effect'; pauseMs = Math.min(2_000, pauseMs * 2)) {
    if (Date.parse(clock.now()) >= untilMs) return { kind: 'unknown', code };
    await clock.sleep(pauseMs);
    outcome = await lookAtStep(reads, entry, change, code);
  }
  return outcome;
}

/** One look: done, without effect so far, or beyond telling. */
async function lookAtStep(
  reads: ReadPort,
  entry: Pick<StoredEntry, 'userKey'>,
  change: Change,
  code: string,
): Promise<Outcome | 'no-effect'> {
  try {
    const user = await reads.readUser(entry.userKey);
    if (user === null) return change.kind === 'delete' ? { kind: 'applied' } : { kind: 'unknown', code };
    const groups = 'group' in change ? await reads.readGroupsOf(entry.userKey) : [];
    return holdsAlready(change, { status: user.status, directGroups: groups }) ? { kind: 'applied' } : 'no-effect';
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { kind: 'unknown', code };
  }
}

function applyTo(present: Present, change: Change): void {
  if (change.kind === 'disable') present.status = 'disabled';
  if (change.kind === 'enable') present.status = 'active';
  if (change.kind === 'add-to-group') present.groups.push(change.group);
  if (change.kind === 'remove-from-group') {
    const folded = foldName(change.group);
    present.groups = present.groups.filter((group) => foldName(group) !== folded);
  }
}

async function conclude(work: EntryWork, steps: readonly StoredStep[], outcome: Outcome): Promise<void> {
  if (steps.length === 0) return;
  const at = work.clock.now();
  await work.store.journal.outcomes(steps.map((step) => ({ runId: work.run.id, stepId: step.id, at, outcome })));
}
