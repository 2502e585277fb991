// What people decide about runs that are over: approving or rejecting a held plan, and taking a run back.
import { daysAfter } from '../domain/days-after.ts';
import { changesInForce } from '../domain/plan/undo.ts';
import type { Run } from '../domain/run.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import { foldName, type Instant } from '../domain/user.ts';
import { expiryOf, fewestADay } from '../domain/waves.ts';
import { type ErrorCode, ProductError } from '../errors.ts';
import { PeopleErasedError } from '../store/errors.ts';
import { findFirstRun } from '../store/first-run.ts';
import { isPlanOutdated } from '../store/outdated-plan.ts';
import type { RunRequest } from '../store/policies.ts';
import { presentMode } from '../store/present-mode.ts';
import { describeStanding, type Standing } from './held-runs.ts';
import { refuseWhileStopped } from './process.ts';
import { requireRun } from './runs.ts';
import { requireSecondAdministrator } from './second-person.ts';
import type { Actor, ServiceContext } from './service-context.ts';

type Deciding = Pick<ServiceContext, 'store' | 'clock' | 'wake'>;
type Approving = Deciding & Pick<ServiceContext, 'findAdministrators' | 'host'>;

/**
 * Approves exactly the plan with this digest; a run of its own acts on it, or one run a day on so many users each until
 * nobody is left. Throws why it cannot be approved, or `HostFailure` where Confluence does not say which account is this
 * product's own.
 */
export async function approveRun(
  context: Approving,
  { runId, digest, waves, actor }: { runId: number; digest: string; waves?: { users: number }; actor: Actor },
): Promise<Run> {
  const { store, clock, wake } = context;
  await refuseWhileStopped({ store });
  const { run: held, standing } = await requireHeld(context, runId);
  await requirePerson(context, actor);
  const plan = await store.runs.plan(runId);
  if (plan?.digest !== digest) throw new ProductError('plan_digest_differs');
  if (await isPlanOutdated(store, held)) throw new ProductError('plan_outdated');
  await requireSecondPerson(context, held, actor);
  const privileged = plan.summary.privileged !== undefined;
  const secondPerson = privileged ? await requireSecondAdministrator(context, { held, digest, actor }) : undefined;
  const { processMode, approval } = await store.settings.all();
  const at = clock.now();
  const next: RunRequest = {
    policyId: held.policyId,
    policyVersion: held.policyVersion,
    trigger: { kind: 'approval', by: actor.username, of: runId },
    ...effectiveMode({
      asked: held.mode === 'test' ? 'test' : undefined,
      policyMode: await presentMode(store, held),
      processMode,
    }),
    requestedAt: at,
  };
  if (waves !== undefined && next.mode !== 'live') throw new ProductError('waves_need_live');
  const { planned } = plan.summary;
  // The policy's own limits hold each wave too: what is promised is what they let through.
  const users = Math.min(waves?.users ?? planned, standing.mostADay ?? Number.POSITIVE_INFINITY);
  if (waves !== undefined && users < fewestADay(planned)) throw new ProductError('waves_too_small');
  const deciding = store.runs.decide({
    runId,
    by: actor.username,
    at,
    reason: null,
    next,
    ...(secondPerson === undefined ? {} : { secondPerson }),
    ...(waves === undefined
      ? {}
      : { waves: planWaves({ asked: waves.users, users, planned, days: approval.days, at }) }),
  });
  const result = await deciding.catch(sayErased('approval_expired'));
  if (result.kind === 'decided') throw new ProductError('run_decided_already');
  if (result.kind === 'overlap' || result.run === null) throw new ProductError('policy_has_open_run');
  wake.runner();
  return result.run;
}

interface WavesAsked {
  /** At most so many users a day, as somebody asked. */
  readonly asked: number;
  /** So many of them a day under the policy's limits. */
  readonly users: number;
  readonly planned: number;
  readonly days: number;
  readonly at: Instant;
}

function planWaves({ asked, users, planned, days, at }: WavesAsked) {
  return { users: asked, nextAt: daysAfter(at, 1), expiresAt: expiryOf({ planned, users, days, approvedAt: at }) };
}

/** Rejects a held plan for good. */
export async function rejectRun(
  context: Deciding,
  { runId, reason, actor }: { runId: number; reason: string | null; actor: Actor },
): Promise<Run> {
  const { store, clock } = context;
  const { run: held } = await requireHeld(context, runId);
  const at = clock.now();
  const result = await store.runs.decide({ runId, by: actor.username, at, reason, next: null });
  if (result.kind !== 'written') throw new ProductError('run_decided_already');
  return held;
}

/** Takes back what a run did, for all of its users or the chosen ones, by a run of its own. */
export async function undoRun(
  context: Deciding,
  {
    runId,
    people,
    asked,
    actor,
  }: { runId: number; people: readonly number[] | null; asked: 'test' | undefined; actor: Actor },
): Promise<Run> {
  const { store, clock, wake } = context;
  await refuseWhileStopped({ store });
  const run = await requireRun({ store }, runId);
  if (run.state !== 'finished') throw new ProductError('run_not_finished');
  const inForce = run.mode === 'live' && (await hasAnythingInForce(context, runId, people));
  // Asked after the look, which may have come while they were being erased.
  if ((await store.retention.erasureOf(runId)) !== null) throw new ProductError('before_images_erased');
  if (!inForce) throw new ProductError('nothing_to_undo');
  const { processMode } = await store.settings.all();
  const at = clock.now();
  const requesting = store.runs.request({
    policyId: run.policyId,
    policyVersion: run.policyVersion,
    trigger: { kind: 'undo', by: actor.username, of: runId, people },
    // A policy that went back to test mode must not keep anybody from being given back what it took.
    ...effectiveMode({ asked, policyMode: 'live', processMode }),
    requestedAt: at,
  });
  const undo = await requesting.catch(sayErased('before_images_erased'));
  if (undo === null) throw new ProductError('policy_has_open_run');
  wake.runner();
  return undo;
}

/** The clean-up of the night may have come between the look and the request. */
function sayErased(code: ErrorCode): (error: unknown) => never {
  return (error) => {
    throw error instanceof PeopleErasedError ? new ProductError(code) : error;
  };
}

async function hasAnythingInForce(
  { store }: Deciding,
  runId: number,
  people: readonly number[] | null,
): Promise<boolean> {
  const wanted = people === null ? null : new Set(people);
  const limit = 200;
  const [only, another] = people ?? [];
  // A single one is asked for where they stand, however many come before them.
  for (let after = only === undefined || another !== undefined ? 0 : only - 1; ; ) {
    const page = await store.runs.entries({ runId, fate: 'planned', after, limit });
    const found = page.some((entry) => wanted?.has(entry.personId) !== false && changesInForce(entry).length > 0);
    if (found) return true;
    const last = page.at(-1);
    if (last === undefined || page.length < limit) return false;
    after = last.personId;
  }
}

async function requireHeld(context: Deciding, runId: number): Promise<{ run: Run; standing: Standing }> {
  const run = await requireRun(context, runId);
  const standing = await describeStanding(context, run);
  if (standing === null)
    throw new ProductError((await isOfOpenWaves(context, run)) ? 'wave_not_decided' : 'run_not_held');
  if (standing.decision !== null) throw new ProductError('run_decided_already');
  if (standing.expired) throw new ProductError('approval_expired');
  return { run, standing };
}

/** Whom such a run left, the next wave comes to: that is decided at the plan they come from. */
async function isOfOpenWaves({ store }: Deciding, { trigger }: Run): Promise<boolean> {
  if (trigger.kind !== 'approval') return false;
  const waves = await store.waves.of(trigger.of);
  return waves !== null && waves.ended === null;
}

/** A product that holds a plan for people must not let it go by itself: whoever has its token is not a person. */
export async function requirePerson({ host }: Pick<Approving, 'host'>, actor: Actor): Promise<void> {
  const own = await host.whoAmI();
  const same = actor.userKey === own.userKey || foldName(actor.username) === foldName(own.username);
  if (same) throw new ProductError('approval_by_own_account');
}

/**
 * Where two persons are wanted, or were at any time since the plan was first made: neither who wrote the policy nor who started
 * the run. Whom the rule binds cannot switch it off for a plan that is there already.
 */
export async function requireSecondPerson({ store }: Pick<Deciding, 'store'>, run: Run, actor: Actor): Promise<void> {
  const { approval, approvalLoosenedAt } = await store.settings.all();
  // Approving copies the plan with a later date; what was decided on is as old as the first of its chain.
  const first = await findFirstRun(store.runs, run);
  const madeAt = (await store.runs.plan(first.id))?.madeAt ?? first.finishedAt;
  const neverSince = approvalLoosenedAt === null || (madeAt !== null && madeAt > approvalLoosenedAt);
  if (!approval.twoPersons && neverSince) return;
  // The author of exactly this version: the policy may be edited or gone by now.
  const author = await store.policies.author(run.policyId, run.policyVersion);
  const starter = 'by' in first.trigger ? first.trigger.by : null;
  const own = [author, starter].some((name) => name !== null && foldName(name) === foldName(actor.username));
  if (own) throw new ProductError('second_person_needed');
}
