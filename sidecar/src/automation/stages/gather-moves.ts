// Where users stand after a live run of a staged policy, and the warnings that go out: read from the journal's outcomes.
import type { PolicyDefinition } from '../../domain/policy.ts';
import type { Run } from '../../domain/run.ts';
import { advanceStanding } from '../../domain/stage/advance.ts';
import type { Instant } from '../../domain/user.ts';
import type { StandingMove } from '../../store/stages/move.ts';
import type { Store } from '../../store/store.ts';
import { readAllEntries } from '../read-all-entries.ts';

export interface MovesInput {
  readonly store: Pick<Store, 'runs'>;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly at: Instant;
}

/** Nobody for a rehearsal, a held plan or an undo. Asked again after a crash it says the same: outcomes do not change. */
export async function gatherMoves({ store, run, definition, at }: MovesInput): Promise<StandingMove[]> {
  const acted = run.mode === 'live' && run.ending !== 'quarantined' && run.trigger.kind !== 'undo';
  if (!acted || definition.stages === undefined) return [];
  const moves: StandingMove[] = [];
  for await (const { userKey, username, displayName, fate, before, steps } of readAllEntries(store, run.id)) {
    const { stage } = before;
    // Whom a guard refuses is on no timeline.
    if (stage === undefined || fate === 'refused') continue;
    const advance = advanceStanding({ stage, statusBefore: before.status, steps, at });
    if (advance === null) continue;
    const { reached, left, closes, warns } = advance;
    moves.push({
      userKey,
      username,
      displayName,
      standingId: stage.standing?.id ?? null,
      reached,
      warnedTo: warns ? before.email : null,
      watchedFrom: stage.watchedFrom,
      email: before.email ?? stage.standing?.email ?? null,
      activity: stage.activity,
      left,
      closes,
      takesOver: stage.takesOver,
    });
  }
  return moves;
}
