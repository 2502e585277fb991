// Simulations for people: of a policy in use, of an edited one, kept with their users and reasons. Nothing is changed by any.
import { type AfterImage, imageAfter } from '../domain/plan/after-image.ts';
import type { PolicyDefinition, PolicyId } from '../domain/policy.ts';
import { ProductError } from '../errors.ts';
import type { SimulatedEntry, SimulatedPlan, Simulation } from '../store/simulations.ts';
import type { Snapshot } from '../store/snapshots.ts';
import { requirePolicy } from './policies.ts';
import { readPolicyObject } from './policy-files/read-object.ts';
import type { Actor, ServiceContext, SimulatedMails } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';

export type MadeSimulation = Simulation;
export type Simulating = Pick<ServiceContext, 'store' | 'clock' | 'config' | 'simulate'>;
type Reading = Pick<ServiceContext, 'store'>;

/** Asked of whoever makes plans; see `automation/simulate`. */
export type Simulate = (order: {
  readonly definition: PolicyDefinition;
  readonly policyVersion: number;
  readonly snapshot: Snapshot;
  readonly by: string;
  readonly precedenceApplies: boolean;
}) => Promise<SimulatedPlan>;

/**
 * Simulates a policy in use, or a document that is not saved, against the newest snapshot. Throws `bad_request` unless
 * exactly one is given, `policy_not_found`, `policy_invalid` with every fault, `no_snapshot`, and `HostFailure`.
 */
export async function simulatePolicy(
  context: Simulating,
  { policy, document, actor }: { policy: string | undefined; document: unknown; actor: Actor },
): Promise<Simulation> {
  if ((policy === undefined) === (document === undefined)) {
    throw new ProductError('bad_request', [{ path: 'body', message: 'must have either policy or definition' }]);
  }
  const snapshot = await newestSnapshot(context);
  if (policy === undefined) {
    const definition = readDefinition(context, document);
    return makeSimulation(context, { definition, policyVersion: null, snapshot, setId: null, actor });
  }
  const { definition, version } = await requirePolicy(context, policy);
  return makeSimulation(context, { definition, policyVersion: version, snapshot, setId: null, actor });
}

function readDefinition({ config }: Pick<ServiceContext, 'config'>, document: unknown): PolicyDefinition {
  const reading = readPolicyObject(document, { defaultZone: config.timeZone });
  if ('faults' in reading) throw new ProductError('policy_invalid', reading.faults);
  return reading.definition;
}

interface SimulationInput {
  readonly definition: PolicyDefinition;
  readonly policyVersion: number | null;
  readonly snapshot: Snapshot;
  readonly setId: number | null;
  readonly actor: Actor;
}

/** Makes one and keeps it. */
export async function makeSimulation(
  { store, clock, simulate }: Pick<ServiceContext, 'store' | 'clock' | 'simulate'>,
  { definition, policyVersion, snapshot, setId, actor }: SimulationInput,
): Promise<Simulation> {
  const by = actor.username;
  const at = clock.now();
  const precedenceApplies = setId === null;
  const order = { definition, policyVersion: policyVersion ?? 0, snapshot, by, precedenceApplies };
  const simulated = await simulate(order);
  return store.simulations.save({ simulated, definition, policyVersion, setId, by, byToken: actor.token, at });
}

/** Throws `simulation_not_found`. */
export async function getSimulation({ store }: Reading, id: number): Promise<Simulation> {
  const simulation = await store.simulations.get(id);
  if (simulation === null) throw new ProductError('simulation_not_found');
  return simulation;
}

/** The mails of the run it would be; throws `simulation_not_found`. */
export async function previewMails(
  { store, previewSimulation }: Pick<ServiceContext, 'store' | 'previewSimulation'>,
  id: number,
): Promise<SimulatedMails> {
  return previewSimulation(await getSimulation({ store }, id));
}

/** Newest first. */
export async function listSimulations(
  { store }: Reading,
  { policy, before, limit }: { policy: string | undefined; before: number | undefined; limit: number },
): Promise<readonly Simulation[]> {
  const query = { limit, before: before ?? null };
  return store.simulations.list(policy === undefined ? query : { ...query, policyId: policy as PolicyId });
}

export type ShownEntry = SimulatedEntry & { readonly after: AfterImage };

/** The users of a simulation in its order, each before and after. Throws `simulation_not_found`. */
export async function listSimulatedEntries(
  { store }: Reading,
  search: { id: number; fate?: SimulatedEntry['fate'] | undefined; after: number; limit: number },
): Promise<readonly ShownEntry[]> {
  const { id, fate, after, limit } = search;
  await getSimulation({ store }, id);
  const query = { simulationId: id, after, limit, ...(fate === undefined ? {} : { fate }) };
  const entries = await store.simulations.entries(query);
  return entries.map((entry) => ({ ...entry, after: imageAfter(entry.before, entry.steps) }));
}
