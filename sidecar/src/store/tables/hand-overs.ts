// The tables of the hand-over list.
import type { Generated } from 'kysely';
import type { HandOverEnd, HandOverReason, HandOverTask } from '../../domain/hand-over.ts';
import type { Instant, UserKey, Username } from '../../domain/user.ts';
import type { JsonText } from '../json-text.ts';

/** What is to be done, without a name. */
export interface HandOverTable {
  id: Generated<number>;
  run_id: number;
  directory: string | null;
  change: JsonText<HandOverTask['change']>;
  reason: HandOverReason;
  opened_at: Instant;
  due_at: Instant;
  closed_at: Instant | null;
  /** Snapshots are removed in time: this one may be gone. */
  closed_snapshot_id: number | null;
  closed_because: HandOverEnd | null;
}

/** The personal side, erasable. */
export interface HandOverPersonTable {
  hand_over_id: number;
  user_key: UserKey;
  username: Username;
  display_name: string;
  /** Tells one task of a user from another while it is open; null once it is closed. */
  open_task: string | null;
}
