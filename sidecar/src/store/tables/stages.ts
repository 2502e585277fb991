// The tables of staged policies: where users stand, and when the product was up.
import type { Generated } from 'kysely';
import type { Activity } from '../../domain/activity.ts';
import type { PolicyId } from '../../domain/policy.ts';
import type { ClosingReason } from '../../domain/stage/stage.ts';
import type { Instant, UserKey, Username, UserStatus } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';

export interface StageStandingTable {
  id: Generated<number>;
  policy_id: PolicyId;
  user_key: UserKey;
  username: Username;
  display_name: string;
  opened_at: Instant;
  watched_from: Instant;
  reached_stage: string | null;
  reached_days: number | null;
  reached_at: Instant | null;
  /** 1 where the stage reached is a warning. */
  reached_warned: number;
  /** The mail of the last warning in the outbox, by its run and recipient. */
  warn_run: number | null;
  warn_to: string | null;
  /** When the mail server took it; written together with the outbox's own word. */
  warned_at: Instant | null;
  email: string | null;
  activity: JsonText<Activity>;
  status_before: UserStatus | null;
  groups_taken: JsonText<readonly string[]>;
  moved_by: number;
  closed_at: Instant | null;
  closed_because: ClosingReason | null;
  closed_by: PolicyId | null;
}

export interface UpSpanTable {
  id: Generated<number>;
  from_at: Instant;
  until_at: Instant;
}

export interface ReadingSpanTable {
  id: Generated<number>;
  from_at: Instant;
  until_at: Instant;
  /** 1 once a reading after it failed. */
  broken: number;
}
