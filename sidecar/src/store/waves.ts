// Approvals in waves: who of an approved plan is still to be acted upon, and when the next part is due.
import type { PolicyId } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import type { Waves, WavesEnd } from '../domain/waves.ts';
import type { RunRequest } from './policies.ts';

export interface WaveRecords {
  /** The waves of a held run; null where it was approved without, or not at all. */
  readonly of: (heldRunId: number) => Promise<Waves | null>;
  /** Waves that have not ended. */
  readonly open: () => Promise<readonly Waves[]>;
  /** Approved people whom no wave has come to yet: not acted upon, not refused, not dropped out. */
  readonly left: (heldRunId: number) => Promise<number>;
  /** Whether one of them is this user; false where the waves ended. */
  readonly isLeft: (heldRunId: number, userKey: UserKey) => Promise<boolean>;
  /** All of them by key, over all open waves of a policy. */
  readonly peopleLeft: (policyId: PolicyId) => Promise<readonly UserKey[]>;
  /** Requests the next wave, once; null where somebody was faster or the policy has an open run. */
  readonly begin: (input: { waves: Waves; request: RunRequest; nextAt: Instant }) => Promise<Run | null>;
  readonly postpone: (heldRunId: number, nextAt: Instant) => Promise<void>;
  readonly end: (heldRunId: number, end: { why: WavesEnd; at: Instant }) => Promise<boolean>;
}
