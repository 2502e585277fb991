// Moves standings within the transaction that ends a run: opened, advanced, closed or taken over, by what the run did.
import type { Activity } from '../../domain/activity.ts';
import type { PolicyId } from '../../domain/policy.ts';
import type { ClosingReason, Left, Reached } from '../../domain/stage/stage.ts';
import type { Instant, UserKey, Username } from '../../domain/user.ts';
import { writeJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export interface StandingMove {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly displayName: string;
  /** The standing the plan saw; null opens one. */
  readonly standingId: number | null;
  /** Null only opens: the first stage is not due yet. */
  readonly reached: Reached | null;
  /** Where the warning goes, if the stage is one. */
  readonly warnedTo: string | null;
  readonly watchedFrom: Instant;
  readonly email: string | null;
  readonly activity: Activity;
  readonly left: Left;
  /** Ends it at once, because nothing can follow. */
  readonly closes: ClosingReason | null;
  /** Policies whose standings of the user end, because this one comes first. */
  readonly takesOver: readonly PolicyId[];
}

export interface MoveInput {
  readonly runId: number;
  readonly policyId: PolicyId;
  readonly at: Instant;
  readonly moves: readonly StandingMove[];
}

/** Call it within the transaction that ends the run, which happens once: so does this. */
export async function moveStandings(rows: Rows, { runId, policyId, at, moves }: MoveInput): Promise<void> {
  for (const move of moves) {
    const { userKey, reached } = move;
    for (const other of move.takesOver) {
      await rows
        .updateTable('stage_standings')
        .set({ closed_at: at, closed_because: 'taken-over', closed_by: policyId })
        .where('policy_id', '=', other)
        .where('user_key', '=', userKey)
        .where('closed_at', 'is', null)
        .execute();
    }
    const place = {
      username: move.username,
      display_name: move.displayName,
      reached_stage: reached?.stage ?? null,
      reached_days: reached?.afterDays ?? null,
      reached_at: reached?.at ?? null,
      reached_warned: reached?.warned === true ? 1 : 0,
      email: move.email,
      activity: writeJson(move.activity),
      status_before: move.left.statusBefore,
      groups_taken: writeJson(move.left.groups),
      moved_by: runId,
      ...(move.warnedTo === null ? {} : { warn_run: runId, warn_to: move.warnedTo, warned_at: null }),
      ...(move.closes === null ? {} : { closed_at: at, closed_because: move.closes }),
    };
    if (move.standingId === null) {
      const opened = { policy_id: policyId, user_key: userKey, opened_at: at, watched_from: move.watchedFrom };
      await rows
        .insertInto('stage_standings')
        .values({ ...opened, ...place })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    } else {
      await rows
        .updateTable('stage_standings')
        .set(place)
        .where('id', '=', move.standingId)
        .where('closed_at', 'is', null)
        .execute();
    }
  }
}
