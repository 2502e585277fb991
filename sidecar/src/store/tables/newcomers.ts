// Users to be created, personal data both: what was asked for, and the key the host gave. And what a run does without.
import type { Newcomer } from '../../domain/newcomer.ts';
import type { UserKey } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';

/** Kept until the plan holds it. */
export interface RunNewcomerTable {
  run_id: number;
  position: number;
  newcomer: JsonText<Newcomer>;
}

/** The plan knows a newcomer by a provisional key and never changes; the host's own key stands beside it. */
export interface RunCreatedTable {
  entry_id: number;
  user_key: UserKey;
}

/** Codes of the abilities that a run found missing before it planned. */
export interface RunMissingTable {
  run_id: number;
  codes: JsonText<readonly string[]>;
}

export interface SimulationMissingTable {
  simulation_id: number;
  codes: JsonText<readonly string[]>;
}
