// The tables of policies, their versions and their ticks as Kysely sees them.
import type { Mode, PolicyDefinition, PolicyId } from '../../domain/policy.ts';
import type { Instant } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';

export interface PolicyTable {
  id: PolicyId;
  version: number;
  mode: Mode;
  origin_file: string | null;
  origin_actor: number | null;
  created_at: Instant;
  updated_at: Instant;
  considered_until: Instant;
  retired_at: Instant | null;
}

export interface PolicyVersionTable {
  policy_id: PolicyId;
  version: number;
  definition: JsonText<PolicyDefinition>;
  created_at: Instant;
}

export interface TickTable {
  policy_id: PolicyId;
  local_time: string;
  zone: string;
  instant: Instant;
  /** Null where the policy's previous run was still open. */
  run_id: number | null;
}
