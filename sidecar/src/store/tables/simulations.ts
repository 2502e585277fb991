// The tables of simulations as Kysely sees them.
import type { Generated } from 'kysely';
import type { Trace } from '../../domain/criteria/matches.ts';
import type { TogetherSeats } from '../../domain/licence/together.ts';
import type { BeforeImage } from '../../domain/plan/before-image.ts';
import type { PlanNote } from '../../domain/plan/intent.ts';
import type { PlanSummary } from '../../domain/plan/plan.ts';
import type { PolicyDefinition, PolicyId } from '../../domain/policy.ts';
import type { Instant, UserKey, Username } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';
import type { SimulatedEntry, Simulation } from '../simulations.ts';

export interface SimulationSetTable {
  id: Generated<number>;
  actor: number;
  made_at: Instant;
}

export interface SimulationTable {
  id: Generated<number>;
  set_id: number | null;
  policy_id: PolicyId;
  policy_version: number | null;
  definition: JsonText<PolicyDefinition>;
  actor: number;
  made_at: Instant;
  snapshot_id: number;
  digest: string;
  summary: JsonText<PlanSummary>;
  unknown_by_reason: JsonText<Simulation['unknownByReason']>;
  refusals: JsonText<Simulation['refusals']>;
  /** 1 once everything of it is written. */
  complete: number;
}

/** One user's place in a simulation, without a name: the salted hash is what the digest covers. */
export interface SimulationEntryTable {
  id: Generated<number>;
  simulation_id: number;
  position: number;
  fate: SimulatedEntry['fate'];
  person_hash: string;
  steps: JsonText<SimulatedEntry['steps']>;
  notes: JsonText<readonly PlanNote[]>;
}

/** The personal side of an entry, erasable. */
export interface SimulationPersonTable {
  entry_id: number;
  simulation_id: number;
  user_key: UserKey;
  username: Username;
  display_name: string;
  before_image: JsonText<BeforeImage>;
  trace: JsonText<Trace>;
  salt: string;
}

/** What all policies of a set would make of the seats together. */
export interface SimulationSetSeatTable {
  set_id: number;
  snapshot_id: number;
  seats: JsonText<TogetherSeats>;
}
