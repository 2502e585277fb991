// Policies for people who edit them: listing, saving a new version, switching between test and live, retiring.
import type { CapabilityState } from '../adapters/ports.ts';
import { digestDefinition } from '../audit/definition.ts';
import { provisioningPolicy } from '../domain/newcomer.ts';
import type { Mode, PolicyDefinition, PolicyId } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { nextTicks, type ScheduledTick } from '../domain/schedule/ticks.ts';
import { nextUpcoming, type UpcomingTick } from '../domain/schedule/upcoming.ts';
import { type FaultDetail, ProductError } from '../errors.ts';
import type { PolicyDraft, StoredPolicy } from '../store/policies.ts';
import { checkGroups, type GroupsUnknown } from './policy-files/check-groups.ts';
import { locateNothing } from './policy-files/fault.ts';
import { readPolicyObject } from './policy-files/read-object.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export interface PolicyState {
  readonly policy: StoredPolicy;
  /** Earliest first; empty for a policy without a schedule. */
  readonly nextRuns: readonly ScheduledTick[];
  readonly lastRun: Run | null;
}

/** A policy beside the Confluence it would act upon. */
export interface PolicyAndHost extends PolicyState {
  /** Abilities it must do without there, as codes; null while Confluence does not answer. */
  readonly missing: readonly string[] | null;
}

/** Asked of whoever looks what a policy needs; see `automation/find-missing`. */
export type FindMissing = (
  definition: PolicyDefinition,
  capabilities: readonly CapabilityState[],
) => Promise<readonly string[]>;

type Reading = Pick<ServiceContext, 'store' | 'clock'>;
type ReadingHost = Reading & Pick<ServiceContext, 'hostWatch' | 'findMissing'>;

/** Every policy in use, each with its next run. */
export async function listPolicies(context: Reading): Promise<readonly PolicyState[]> {
  const policies = await context.store.policies.list();
  return Promise.all(policies.map((policy) => describePolicy(context, policy, 1)));
}

/** One policy with its next five runs; throws `policy_not_found`. */
export async function getPolicy(context: ReadingHost, id: string): Promise<PolicyAndHost> {
  return describeWithHost(context, await requirePolicy(context, id));
}

/** The stored policy; throws `policy_not_found`. */
export async function requirePolicy({ store }: Pick<ServiceContext, 'store'>, id: string): Promise<StoredPolicy> {
  const policy = await store.policies.get(id as PolicyId);
  if (policy === null) throw new ProductError('policy_not_found');
  return policy;
}

export interface ComingRuns {
  readonly policy: StoredPolicy;
  readonly ticks: readonly UpcomingTick[];
}

export type ComingNote = UpcomingTick['notes'][number];

/** The next five runs of a policy's schedule, with what the change of clocks does to them. Throws `policy_not_found`. */
export async function listComingRuns(context: Reading, id: string): Promise<ComingRuns> {
  const policy = await requirePolicy(context, id);
  const { schedule } = policy.definition;
  return { policy, ticks: schedule === undefined ? [] : nextUpcoming(schedule, context.clock.now(), 5) };
}

async function describePolicy({ store, clock }: Reading, policy: StoredPolicy, runs: number): Promise<PolicyState> {
  const { schedule } = policy.definition;
  const [lastRun = null] = await store.runs.list({ policyId: policy.id, limit: 1, before: null });
  return { policy, lastRun, nextRuns: schedule === undefined ? [] : nextTicks(schedule, clock.now(), runs) };
}

async function describeWithHost(context: ReadingHost, policy: StoredPolicy): Promise<PolicyAndHost> {
  const state = await describePolicy(context, policy, 5);
  const { capabilities } = await context.hostWatch.look();
  const missing = capabilities.length === 0 ? null : await context.findMissing(policy.definition, capabilities);
  return { ...state, missing };
}

export interface SavedPolicy {
  readonly state: PolicyAndHost;
  /** False when the newest version says the same already. */
  readonly changed: boolean;
  /** What could not be checked now. */
  readonly warnings: readonly FaultDetail[];
}

export interface SaveOrder {
  readonly id: string;
  readonly document: unknown;
  /** The version the caller saw, null where there was none; absent: whatever stands there is replaced. */
  readonly over?: number | null;
  readonly actor: Actor;
}

/**
 * Saves what a caller sent as the policy with this id: a new policy in test mode, or a new version in the mode it has.
 * Throws `policy_invalid` with every fault, `policy_managed_by_file`, or `policy_overtaken` where somebody saved another
 * version in between.
 */
export async function savePolicy(
  context: ReadingHost & Pick<ServiceContext, 'config' | 'wake'>,
  { id, document, over, actor }: SaveOrder,
): Promise<SavedPolicy> {
  const { store, config, wake } = context;
  if (id === provisioningPolicy) throw new ProductError('policy_reserved');
  refuseManaged(await store.policies.get(id as PolicyId));
  const reading = readPolicyObject(document, { defaultZone: config.timeZone });
  if ('faults' in reading) throw new ProductError('policy_invalid', reading.faults);
  const { definition } = reading;
  if (definition.policy !== id) {
    throw new ProductError('policy_invalid', [{ path: 'policy', message: `must be ${id}, as in the address` }]);
  }
  const { faults, warnings } = checkGroups(definition, await knownGroups(context), locateNothing);
  if (faults.length > 0) throw new ProductError('policy_invalid', faults);
  const draft = {
    definition,
    origin: { kind: 'api', by: actor.username },
    ...(over === undefined ? {} : { over }),
  } as const;
  const [saved] = await writeTogether(context, { drafts: [draft], actor });
  if (saved === undefined) throw new ProductError('policy_not_found');
  wake.scheduler();
  return { state: await describeWithHost(context, saved.policy), changed: saved.changed, warnings };
}

/** Writes all of them and notes each that is new, or none. Throws `policy_overtaken`. */
export async function writeTogether(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  { drafts, actor }: { readonly drafts: readonly PolicyDraft[]; readonly actor: Actor },
): Promise<readonly { readonly policy: StoredPolicy; readonly changed: boolean }[]> {
  const at = clock.now();
  const outcome = await store.together(async ({ policies, audit }) => {
    const written = await policies.saveTogether({ drafts, at });
    for (const { policy, changed } of written.kind === 'overtaken' ? [] : written.saved) {
      const digest = digestDefinition(policy.definition);
      const details = { policy: policy.id, version: policy.version, digest };
      if (changed) await audit.append({ at, actor, event: 'policy.saved', details });
    }
    return written;
  });
  if (outcome.kind !== 'overtaken') return outcome.saved;
  const { id, newest } = outcome;
  const message = newest === null ? 'is not in use any more' : `is at version ${newest.version} now`;
  throw new ProductError('policy_overtaken', [{ path: id, message }]);
}

/** Switches a policy between test and live, one managed by a file too; throws `policy_not_found`. */
export async function setPolicyMode(
  context: ReadingHost & Pick<ServiceContext, 'wake'>,
  { id, mode, actor }: { id: string; mode: Mode; actor: Actor },
): Promise<PolicyAndHost> {
  const { store, clock, wake } = context;
  const before = await requirePolicy(context, id);
  if (before.mode === mode) return describeWithHost(context, before);
  const at = clock.now();
  const details = { policy: id, from: before.mode, to: mode };
  const policy = await store.together(async ({ policies, audit }) => {
    const changed = await policies.setMode(before.id, mode, at);
    if (changed !== null) await audit.append({ at, actor, event: 'policy.mode-changed', details });
    return changed;
  });
  if (policy === null) throw new ProductError('policy_not_found');
  wake.scheduler();
  return describeWithHost(context, policy);
}

/** Takes a policy out of use; an open run of it goes on. Throws `policy_not_found` or `policy_managed_by_file`. */
export async function retirePolicy(
  context: Pick<ServiceContext, 'store' | 'clock' | 'wake'>,
  { id, actor }: { id: string; actor: Actor },
): Promise<void> {
  const { store, clock, wake } = context;
  const policy = await requirePolicy(context, id);
  refuseManaged(policy);
  const at = clock.now();
  await store.together(async ({ policies, audit }) => {
    if (!(await policies.retire(policy.id, at))) throw new ProductError('policy_not_found');
    await audit.append({ at, actor, event: 'policy.retired', details: { policy: id } });
  });
  wake.scheduler();
}

function refuseManaged(policy: StoredPolicy | null): void {
  if (policy?.origin.kind !== 'file') return;
  throw new ProductError('policy_managed_by_file', [{ path: policy.origin.file, message: 'is the file' }]);
}

/** The names of all groups by the newest snapshot, where they are known for certain. */
export async function knownGroups({
  store,
}: Pick<ServiceContext, 'store'>): Promise<readonly string[] | GroupsUnknown> {
  const snapshot = await store.snapshots.newest();
  if (snapshot === null) return 'never-read';
  const source = snapshot.sources.find((one) => one.source === 'groups.list');
  if (source !== undefined && source.state !== 'complete') return 'not-now';
  return (await store.snapshots.groups(snapshot.id)).map((group) => group.name);
}
