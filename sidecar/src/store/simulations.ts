// Simulations: plans that no run acts upon, kept for comparing and reading, and forgotten when they are old.
import type { PlanRefusal } from '../domain/guard/refusal.ts';
import type { TogetherSeats } from '../domain/licence/together.ts';
import type { Plan } from '../domain/plan/plan.ts';
import type { PolicyDefinition, PolicyId } from '../domain/policy.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { StoredEntry, StoredPlan } from './runs.ts';

/** A plan as it was made, before anything is written down. */
export interface SimulatedPlan {
  readonly plan: Plan;
  /** By the plan's entries, in their order. */
  readonly people: readonly { salt: string; hash: string; displayName: string }[];
  readonly digest: string;
  readonly refusals: readonly PlanRefusal[];
  /** Abilities it had to do without, as codes. */
  readonly missing: readonly string[];
}

export interface Simulation extends Omit<StoredPlan, 'runId'> {
  readonly id: number;
  /** The simulation of all policies that this one is part of; null where it stands alone. */
  readonly setId: number | null;
  readonly policyId: PolicyId;
  /** Null where a policy was simulated that was not saved. */
  readonly policyVersion: number | null;
  readonly definition: PolicyDefinition;
  readonly madeBy: string;
  /** Abilities it had to do without, as codes. */
  readonly missing: readonly string[];
}

export type SimulatedEntry = Omit<StoredEntry, 'steps' | 'createdKey'> & {
  readonly steps: readonly Pick<StoredEntry['steps'][number], 'change' | 'disposition'>[];
};

export interface SimulatedEntryQuery {
  readonly simulationId: number;
  readonly fate?: SimulatedEntry['fate'];
  /** Only these users; at most 500. */
  readonly userKeys?: readonly UserKey[];
  /** Return entries whose `personId` is greater; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

/** All policies simulated at one moment. */
export interface SimulationSet {
  readonly id: number;
  readonly madeAt: Instant;
  readonly madeBy: string;
}

/** What all policies together would make of the seats, kept with the simulations it was worked out from. */
export interface KeptSeats {
  readonly set: SimulationSet;
  readonly snapshotId: number;
  readonly seats: TogetherSeats;
}

export interface SimulationRecords {
  /** Writes the whole of it; until its last row is written nobody sees it. */
  readonly save: (input: {
    simulated: SimulatedPlan;
    definition: PolicyDefinition;
    policyVersion: number | null;
    setId: number | null;
    by: string;
    /** The token for the API by which they asked. */
    byToken?: number | undefined;
    at: Instant;
  }) => Promise<Simulation>;
  readonly beginSet: (input: { by: string; at: Instant }) => Promise<SimulationSet>;
  readonly set: (setId: number) => Promise<SimulationSet | null>;
  readonly noteSeats: (input: { setId: number; snapshotId: number; seats: TogetherSeats }) => Promise<void>;
  /** The newest of them; null before the first. */
  readonly newestSeats: () => Promise<KeptSeats | null>;
  readonly ofSet: (setId: number) => Promise<readonly Simulation[]>;
  readonly get: (simulationId: number) => Promise<Simulation | null>;
  /** Newest first; `before` is the id to go on from. */
  readonly list: (query: {
    policyId?: PolicyId;
    limit: number;
    before: number | null;
  }) => Promise<readonly Simulation[]>;
  readonly entries: (query: SimulatedEntryQuery) => Promise<readonly SimulatedEntry[]>;
  /** Forgets everything that was made before the instant, people first. */
  readonly prune: (before: Instant) => Promise<void>;
}
