// Makes the plan a policy would make now, against the newest snapshot, and acts on none of it: no request it causes writes.
import type { HostPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import type { UserKey } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { SimulatedPlan } from '../store/simulations.ts';
import type { Snapshot } from '../store/snapshots.ts';
import { type ExplainedUser, explainUser } from './explain-user.ts';
import type { FindMissing } from './find-missing.ts';
import { SecondOpinionDiffers } from './plan-run/choose.ts';
import { type PlanningInput, planRun } from './plan-run.ts';
import { checkHost } from './preflight.ts';
import { readDirectoryOrder } from './read-directory-order.ts';

export interface SimulationOrder {
  readonly definition: PolicyDefinition;
  /** 0 where the policy was not saved as it is. */
  readonly policyVersion: number;
  readonly snapshot: Snapshot;
  /** Shows everybody whom the policy means, whichever other policy comes first; see `PlanningInput`. */
  readonly precedenceApplies?: boolean;
  /** Who asks: a policy without a schedule is started by a person, whom guards spare. */
  readonly by: string;
}

export type Simulate = (order: SimulationOrder) => Promise<SimulatedPlan>;

/** Null where the snapshot has no such user. */
export type Explain = (order: SimulationOrder & { readonly userKey: UserKey }) => Promise<ExplainedUser | null>;

export interface SimulatorWork
  extends Omit<PlanningInput, 'run' | 'definition' | 'snapshot' | 'host' | 'directoryOrder' | 'precedenceApplies'> {
  readonly host: HostPort;
  readonly configuredUrl: string;
  readonly findMissing: FindMissing;
}

/**
 * Builds a simulator that makes one plan at a time, in the order they are asked for: a plan of everybody takes memory.
 * Guards speak as to a live run, because that is what a reader wants to know. Throws `HostFailure`, or `ProductError`
 * `second_opinion_differs`.
 */
export function createSimulator(work: SimulatorWork): Simulate {
  let last: Promise<unknown> = Promise.resolve();
  return (order) => {
    const next = last.then(() => simulate(work, order));
    last = next.catch(() => undefined);
    return next;
  };
}

/** Builds what answers for one user of a snapshot why a policy means them or not. Throws `HostFailure`. */
export function createExplainer(work: SimulatorWork): Explain {
  return async (order) => explainUser(await prepare(work, order), order.userKey);
}

async function prepare(work: SimulatorWork, order: SimulationOrder): Promise<PlanningInput> {
  const { host, clock } = work;
  const facts = await checkHost({ ...work, mode: 'test' });
  const { definition, snapshot, precedenceApplies = true } = order;
  const directoryOrder = () => readDirectoryOrder(host);
  const run = imagineRun(order, clock);
  return { ...work, run, definition, snapshot, host: facts, directoryOrder, precedenceApplies };
}

async function simulate(work: SimulatorWork, order: SimulationOrder): Promise<SimulatedPlan> {
  try {
    const input = await prepare(work, order);
    const missing = await work.findMissing(order.definition, await work.host.capabilities());
    return { ...(await planRun(input)), missing };
  } catch (error) {
    if (error instanceof SecondOpinionDiffers) throw new ProductError('second_opinion_differs');
    throw error;
  }
}

/** The run this would be. It is written down nowhere. */
function imagineRun({ definition, policyVersion, snapshot, by }: SimulationOrder, clock: Clock): Run {
  return {
    id: 0,
    policyId: definition.policy,
    policyVersion,
    // Who starts a run by hand is spared by it; a schedule spares nobody for that.
    trigger:
      definition.schedule === undefined && definition.on === undefined
        ? { kind: 'by-hand', by }
        : { kind: 'schedule', tick: '' },
    mode: 'live',
    rehearsalReason: null,
    state: 'planning',
    ending: null,
    failure: null,
    snapshotId: snapshot.id,
    cancelRequestedBy: null,
    pausedBy: null,
    requestedAt: clock.now(),
    startedAt: clock.now(),
    finishedAt: null,
  };
}
