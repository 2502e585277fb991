// The tables of persons behind what takes two: authors of policies, and who asked for what a second one approved.
import type { PolicyId } from '../../domain/policy.ts';

export interface PolicyAuthorTable {
  policy_id: PolicyId;
  version: number;
  actor: number;
}

/** An approval by a second administrator: of exactly this digest, asked for by somebody else. */
export interface RunSecondPersonTable {
  run_id: number;
  digest: string;
  asked_by: number;
}
