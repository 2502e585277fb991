// All policies in use simulated against one snapshot: who is claimed by which, who has a say first, and where they clash.
import { type Claim, type ClaimedUser, gatherClaims } from '../../domain/plan/claims.ts';
import { precedenceOf } from '../../domain/policy.ts';
import { orderByPrecedence } from '../../domain/precedence.ts';
import { ProductError } from '../../errors.ts';
import type { SimulatedEntry, Simulation, SimulationSet } from '../../store/simulations.ts';
import type { Store } from '../../store/store.ts';
import type { Actor, ServiceContext } from '../service-context.ts';
import { makeSimulation, type Simulating } from '../simulations.ts';
import { newestSnapshot } from '../snapshots.ts';
import { cutPage } from './compare-plans.ts';
import { readSimulatedSide } from './plan-sides.ts';
import { countSeatsTogether } from './seats-together.ts';

export interface SetState {
  readonly set: SimulationSet;
  /** In the order of precedence. */
  readonly policies: readonly {
    readonly precedence: number;
    /** Users who belong to this policy. */
    readonly owned: number;
    readonly simulation: Simulation;
  }[];
  readonly counts: { readonly users: number; readonly severallyClaimed: number; readonly conflicting: number };
}

type Reading = Pick<ServiceContext, 'store'>;

/** Simulates every policy in use. Throws `no_snapshot` and `HostFailure`; what was simulated before a fault stays alone. */
export async function simulateAll(context: Simulating, actor: Actor): Promise<SetState> {
  const { store, clock } = context;
  const snapshot = await newestSnapshot(context);
  const policies = await store.policies.list();
  const set = await store.simulations.beginSet({ by: actor.username, at: clock.now() });
  for (const { definition, version } of policies) {
    await makeSimulation(context, { definition, policyVersion: version, snapshot, setId: set.id, actor });
  }
  const simulations = await simulationsOf(store, set.id);
  const users = await claimsOf(store, simulations);
  const seats = await countSeatsTogether(store, { simulations, users, snapshotId: snapshot.id });
  await store.simulations.noteSeats({ setId: set.id, snapshotId: snapshot.id, seats });
  return stateOf({ set, simulations, users });
}

/** Throws `simulation_not_found`. */
export async function describeSet({ store }: Reading, setId: number): Promise<SetState> {
  const set = await store.simulations.set(setId);
  if (set === null) throw new ProductError('simulation_not_found');
  const simulations = await simulationsOf(store, setId);
  return stateOf({ set, simulations, users: await claimsOf(store, simulations) });
}

function stateOf({
  set,
  simulations,
  users,
}: {
  readonly set: SimulationSet;
  readonly simulations: readonly Simulation[];
  readonly users: readonly ClaimedUser[];
}): SetState {
  const owned = (policyId: string) => users.filter(({ owner }) => owner === policyId).length;
  return {
    set,
    policies: simulations.map((simulation) => ({
      precedence: precedenceOf(simulation.definition),
      owned: owned(simulation.policyId),
      simulation,
    })),
    counts: {
      users: users.length,
      severallyClaimed: users.filter(isSeverallyClaimed).length,
      conflicting: users.filter(isConflicting).length,
    },
  };
}

export interface ClaimSearch {
  readonly setId: number;
  readonly only?: 'severally-claimed' | 'conflicting' | undefined;
  readonly after: number;
  readonly limit: number;
}

/** A claim with the reasons for which the policy selects the user. */
export type ReasonedClaim = Claim & { readonly trace: SimulatedEntry['trace'] | null };
export type ReasonedUser = Omit<ClaimedUser, 'claims'> & { readonly claims: readonly ReasonedClaim[] };

/** Everybody whom a policy selects, with the claims. Throws `simulation_not_found`. */
export async function listClaims(
  { store }: Reading,
  search: ClaimSearch,
): Promise<{ users: readonly ReasonedUser[]; nextAfter: number | null }> {
  if ((await store.simulations.set(search.setId)) === null) throw new ProductError('simulation_not_found');
  const simulations = await simulationsOf(store, search.setId);
  const all = await claimsOf(store, simulations);
  const { users, nextAfter } = cutPage(all.filter(wanted[search.only ?? 'everybody']), search);
  return { users: await addReasons(store, simulations, users), nextAfter };
}

const isSeverallyClaimed = ({ claims }: ClaimedUser): boolean =>
  claims.filter((claim) => claim.fate === 'planned').length > 1;
const isConflicting = ({ conflicts }: ClaimedUser): boolean => conflicts.length > 0;
const wanted = {
  everybody: () => true,
  'severally-claimed': isSeverallyClaimed,
  conflicting: isConflicting,
} as const;

async function simulationsOf({ simulations }: Pick<Store, 'simulations'>, setId: number): Promise<Simulation[]> {
  const found = await simulations.ofSet(setId);
  const placed = found.map((simulation) => ({
    policyId: simulation.policyId,
    precedence: precedenceOf(simulation.definition),
    simulation,
  }));
  return orderByPrecedence(placed).map(({ simulation }) => simulation);
}

async function claimsOf(store: Store, simulations: readonly Simulation[]): Promise<ClaimedUser[]> {
  const plans = [];
  for (const { id, policyId, definition } of simulations) {
    const scheduled = definition.schedule !== undefined;
    const entries = await readSimulatedSide(store, id);
    plans.push({ policyId, precedence: precedenceOf(definition), scheduled, entries });
  }
  return gatherClaims(plans);
}

async function addReasons(
  { simulations: records }: Pick<Store, 'simulations'>,
  simulations: readonly Simulation[],
  users: readonly ClaimedUser[],
): Promise<ReasonedUser[]> {
  const userKeys = users.map(({ userKey }) => userKey);
  const traces = new Map<string, SimulatedEntry['trace']>();
  for (const { id, policyId } of simulations) {
    const entries = await records.entries({ simulationId: id, userKeys, after: 0, limit: userKeys.length });
    for (const { userKey, trace } of entries) traces.set(`${policyId} ${userKey}`, trace);
  }
  return users.map((user) => ({
    ...user,
    claims: user.claims.map((claim) => ({
      ...claim,
      trace: traces.get(`${claim.policyId} ${user.userKey}`) ?? null,
    })),
  }));
}
