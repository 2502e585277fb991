// How long runs take: the one that acts under a limit per minute, and the one that a rehearsal could become.
import { estimateMinutes, expectEnd, slowerPace } from '../domain/pace.ts';
import type { Run } from '../domain/run.ts';
import type { Instant } from '../domain/user.ts';
import type { OutcomeCounts } from '../store/runs.ts';
import type { ServiceContext } from './service-context.ts';

export interface RunPace {
  readonly perMinute: number;
  /** Users who are still to be acted upon by this run, under its cap. */
  readonly usersLeft: number;
  readonly expectedEndAt: Instant;
}

/** Null for a run that does not act, or acts without such a limit. */
export async function describePace(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  run: Run,
  { users }: Pick<OutcomeCounts, 'users'>,
): Promise<RunPace | null> {
  if (run.state !== 'executing' || run.mode !== 'live') return null;
  const perMinute = await readLimit(store, run);
  if (perMinute === null) return null;
  const atMost = (await store.runs.plan(run.id))?.summary.atMost ?? Number.POSITIVE_INFINITY;
  const { changed } = await store.runs.progress(run.id);
  const usersLeft = Math.min(users.open ?? 0, Math.max(0, atMost - changed));
  return { perMinute, usersLeft, expectedEndAt: expectEnd({ users: usersLeft, perMinute, now: clock.now() }) };
}

/** Minutes that carrying out a rehearsed plan will take; null before the rehearsal is through, and where it came to nobody. */
export async function estimateCarryOut(
  { store }: Pick<ServiceContext, 'store'>,
  run: Run,
  { users }: Pick<OutcomeCounts, 'users'>,
): Promise<number | null> {
  const rehearsed = users.rehearsed ?? 0;
  if (run.mode !== 'test' || run.ending !== 'completed' || rehearsed === 0) return null;
  const rehearsedMs = await store.journal.workedMs(run.id);
  if (rehearsedMs === null) return null;
  return estimateMinutes({ rehearsedMs, users: rehearsed, perMinute: await readLimit(store, run) });
}

async function readLimit(store: ServiceContext['store'], run: Run): Promise<number | null> {
  const { maxPerMinute } = await store.settings.all();
  const definition = await store.policies.definition(run.policyId, run.policyVersion);
  return slowerPace(definition?.limits.maxPerMinute ?? null, maxPerMinute);
}
