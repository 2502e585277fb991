// Bulk actions: a rehearsal of what somebody put together on the screen, and carrying out exactly the plan they then saw.
import { randomBytes } from 'node:crypto';
import { daysAfter } from '../domain/days-after.ts';
import { exceedsShare } from '../domain/guard/plan/guard.ts';
import { windowDays } from '../domain/guard/plan/rolling-window.ts';
import type { PlanSummary } from '../domain/plan/plan.ts';
import { bulkPrefix, type PolicyDefinition, type PolicyId, percentFloorUsers } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { ProductError } from '../errors.ts';
import { findFirstRun } from '../store/first-run.ts';
import type { RunRequest } from '../store/policies.ts';
import { requirePerson, requireSecondPerson } from './decisions.ts';
import { readPolicyObject } from './policy-files/read-object.ts';
import { refuseWhileStopped } from './process.ts';
import { requireRun } from './runs.ts';
import { requireSecondAdministrator } from './second-person.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export interface BulkOrder {
  /** Criteria and actions as policies have them, unchecked. */
  readonly criteria: unknown;
  readonly actions: unknown;
  readonly actor: Actor;
}

/** Requests the rehearsal. Throws `policy_invalid` with every fault, or `emergency_stop`. */
export async function requestBulk(
  { store, clock, config, wake }: Pick<ServiceContext, 'store' | 'clock' | 'config' | 'wake'>,
  { criteria, actions, actor }: BulkOrder,
): Promise<Run> {
  await refuseWhileStopped({ store });
  const at = clock.now();
  const definition = readDefinition({ criteria, actions, id: makeId(at), zone: config.timeZone });
  const policyVersion = await store.policies.keepAside({ definition, by: actor.username, at });
  const run = await store.runs.request({
    policyId: definition.policy,
    policyVersion,
    trigger: { kind: 'by-hand', by: actor.username },
    byToken: actor.token,
    mode: 'test',
    rehearsalReason: 'asked-for-test',
    requestedAt: at,
  });
  if (run === null) throw new ProductError('policy_has_open_run');
  wake.runner();
  return run;
}

/** Limits of size are the person's to judge, who sees everybody and types the number; all other guards stand. */
function readDefinition(input: { criteria: unknown; actions: unknown; id: string; zone: string }): PolicyDefinition {
  const { criteria, actions, id, zone } = input;
  const limits = { maxPercent: 100, maxUnknownPercent: 100 };
  const reading = readPolicyObject(
    { policy: 'bulk', name: 'Bulk action', criteria, actions, limits },
    { defaultZone: zone },
  );
  if ('faults' in reading) throw new ProductError('policy_invalid', reading.faults);
  return { ...reading.definition, policy: id as PolicyId };
}

function makeId(at: string): string {
  return `${bulkPrefix}${at.slice(0, 16).replaceAll(/\D/g, '')}-${randomBytes(4).toString('hex')}`;
}

/**
 * Carries out exactly the plan that was rehearsed to its end, by a run of its own; step guards and fresh readings apply as
 * to every run. Throws `run_not_rehearsed`, `process_observes`, `approval_expired`, and what approvals throw.
 */
export async function carryOut(
  context: Pick<ServiceContext, 'store' | 'clock' | 'wake' | 'findAdministrators' | 'host'>,
  { runId, digest, actor }: { runId: number; digest: string; actor: Actor },
): Promise<Run> {
  const { store, clock, wake } = context;
  await refuseWhileStopped({ store });
  const held = await requireRun({ store }, runId);
  if (!(await isRehearsedBulk(context, held))) throw new ProductError('run_not_rehearsed');
  await requirePerson(context, actor);
  const { processMode, approval } = await store.settings.all();
  if (processMode === 'observe') throw new ProductError('process_observes');
  const at = clock.now();
  if (held.finishedAt === null || at > daysAfter(held.finishedAt, approval.days))
    throw new ProductError('approval_expired');
  const plan = await store.runs.plan(runId);
  if (plan?.digest !== digest) throw new ProductError('plan_digest_differs');
  if ((await store.retention.erasureOf(runId)) !== null) throw new ProductError('approval_expired');
  await refuseBeyondWeek(context, held, plan.summary);
  await requireSecondPerson(context, held, actor);
  const privileged = plan.summary.privileged !== undefined;
  const secondPerson = privileged ? await requireSecondAdministrator(context, { held, digest, actor }) : undefined;
  const next: RunRequest = {
    policyId: held.policyId,
    policyVersion: held.policyVersion,
    trigger: { kind: 'approval', by: actor.username, of: runId },
    mode: 'live',
    rehearsalReason: null,
    requestedAt: at,
  };
  const decision = { runId, by: actor.username, at, reason: null, next };
  const result = await store.runs.decide(secondPerson === undefined ? decision : { ...decision, secondPerson });
  if (result.kind === 'decided') throw new ProductError('run_decided_already');
  if (result.kind === 'overlap' || result.run === null) throw new ProductError('policy_has_open_run');
  wake.runner();
  return result.run;
}

/**
 * What was rehearsed earlier was judged by the week as it was then: several rehearsals, each within the limit, must not be
 * carried out together. A plan that was held for it and approved is covered by that approval.
 */
async function refuseBeyondWeek(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { trigger, policyId }: Run,
  { planned, usersRead }: Pick<PlanSummary, 'planned' | 'usersRead'>,
): Promise<void> {
  if (trigger.kind === 'approval') return;
  const { rollingPercent } = await store.settings.all();
  const since = new Date(Date.parse(clock.now()) - windowDays * 86_400_000).toISOString();
  const changed = await store.runs.changedUsers({ since, butApprovedOf: policyId });
  const users = planned + changed.length;
  const beyond = users > percentFloorUsers && exceedsShare(users, usersRead, rollingPercent);
  if (beyond) throw new ProductError('week_is_full');
}

/** The preview of an undo goes by the same definition and is none: it is taken back for good by an undo of its own. */
async function isRehearsedBulk({ store }: Pick<ServiceContext, 'store'>, run: Run): Promise<boolean> {
  const rehearsed = run.mode === 'test' && run.state === 'finished' && run.ending === 'completed';
  if (!rehearsed || !run.policyId.startsWith(bulkPrefix)) return false;
  return (await findFirstRun(store.runs, run)).trigger.kind === 'by-hand';
}
