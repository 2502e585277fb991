// What becomes of a user who was worked on when our sign-in was refused: what is open of them is left alone, by its true name.
import type { HostFailureCode } from '../../adapters/ports.ts';
import type { StoredEntry } from '../../store/runs.ts';
import { type EntryWork, leaveOpen, placeOf } from './steps.ts';

interface Refusal {
  /** Of whomever it was told first. */
  readonly code: HostFailureCode;
  /** Whether a question about this very user was refused. */
  readonly isOwn: boolean;
}

/**
 * A call of which nobody can tell any more what came of it is `unknown`. Whose own question was refused before anything was
 * done to them carries the code, so that people know what it was.
 */
export async function leaveTurnedAway(
  work: EntryWork,
  { personId }: StoredEntry,
  { code, isOwn }: Refusal,
): Promise<'held' | null> {
  const { store, run, clock } = work;
  const unsettled = new Set(await store.journal.unsettled(run.id));
  const [entry] = await store.runs.entries({ runId: run.id, after: personId - 1, limit: 1 });
  if (entry?.personId !== personId) return null;
  const outcome = { kind: 'unknown', code } as const;
  const untold = entry.steps.filter(({ id }) => unsettled.has(id));
  for (const step of untold) {
    await store.journal.outcomes([{ ...placeOf(work, step), at: clock.now(), outcome, settled: true }]);
    work.tell?.(outcome);
  }
  const steps = entry.steps.map((step) => (untold.includes(step) ? { ...step, outcome } : step));
  const isFirst = isOwn && untold.length === 0 && steps.every(({ finishedAt }) => finishedAt === null);
  return leaveOpen(
    work,
    { ...entry, steps },
    isFirst ? { kind: 'failed', code } : { kind: 'skipped', reason: 'turned-away' },
  );
}
