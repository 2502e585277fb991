// What a plan is held against: what was read and done before, and how many users one run may change.
import type { PlanHistory } from '../domain/guard/plan/guard.ts';
import { windowDays } from '../domain/guard/plan/rolling-window.ts';
import type { PlanEntry } from '../domain/plan/plan.ts';
import { fateOf } from '../domain/plan/plan.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Population } from '../domain/population.ts';
import type { Run } from '../domain/run.ts';
import { dayBeganAt } from '../domain/schedule/zone.ts';
import type { Instant } from '../domain/user.ts';
import type { Store } from '../store/store.ts';

export interface PlanHistoryInput {
  readonly store: Pick<Store, 'runs' | 'snapshots' | 'settings'>;
  readonly run: Run;
  readonly snapshotId: number;
  readonly entries: readonly PlanEntry[];
  readonly now: Instant;
}

export interface Before {
  readonly population: Population;
  readonly populationBefore: Population | null;
  readonly history: PlanHistory | null;
}

/** More than the runs of a week: a policy that did nothing for long is compared with that. */
const runsCompared = 10;

export async function gatherPlanHistory(input: PlanHistoryInput): Promise<Before> {
  const { store, run, snapshotId, entries, now } = input;
  const population = await store.snapshots.population(snapshotId, now);
  const populationBefore = await store.runs.lastPopulation();
  // Who is created is nobody of those who could be locked out.
  if (run.trigger.kind === 'undo' || run.trigger.kind === 'provision')
    return { population, populationBefore, history: null };
  const { policyId, policyVersion } = run;
  const { rollingPercent } = await store.settings.all();
  const since = new Date(Date.parse(now) - windowDays * 86_400_000).toISOString();
  const mine = new Set(entries.filter((entry) => fateOf(entry) === 'planned').map((entry) => entry.userKey));
  // What a person approved of this policy is covered by that approval; for all other policies it counts.
  const changed = await store.runs.changedUsers({ since, butApprovedOf: policyId });
  const history = {
    plannedBefore: await store.runs.plannedBefore({ policyId, policyVersion, limit: runsCompared }),
    otherUsersInWindow: changed.filter((userKey) => !mine.has(userKey)).length,
    rollingPercent,
  };
  return { population, populationBefore, history };
}

export interface CapInput {
  readonly store: Pick<Store, 'runs' | 'waves'>;
  readonly run: Run;
  /** Whether the run takes back what another did, by itself or once it was approved. */
  readonly undoes: boolean;
  readonly definition: PolicyDefinition;
  readonly now: Instant;
  /** For policies without a schedule, whose zone it would be. */
  readonly timeZone: string;
}

/** How many users this run may change; null where nothing caps it. What is given back goes in waves, and is not capped otherwise. */
export async function capRun({ store, run, undoes, definition, now, timeZone }: CapInput): Promise<number | null> {
  const { maxPerRun = Number.POSITIVE_INFINITY, maxPerDay } = undoes ? {} : definition.limits;
  const zone = definition.schedule?.zone ?? timeZone;
  const left = maxPerDay === undefined ? Number.POSITIVE_INFINITY : maxPerDay - (await changedToday());
  const waves = run.trigger.kind === 'approval' ? await store.waves.of(run.trigger.of) : null;
  const cap = Math.max(0, Math.min(maxPerRun, left, waves?.users ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(cap) ? cap : null;

  async function changedToday(): Promise<number> {
    const since = dayBeganAt(zone, now);
    return (await store.runs.changedUsers({ since, policyId: run.policyId, except: run.id })).length;
  }
}

export interface CreationInput {
  readonly store: Pick<Store, 'runs' | 'settings'>;
  readonly definition: PolicyDefinition;
  readonly now: Instant;
  /** Of the process: newcomers belong to no policy with a zone. */
  readonly timeZone: string;
}

/** How many users may still be created today without anybody's approval: what administrators allow, less what was done. */
export async function newcomersLeft({ store, definition, now, timeZone }: CreationInput): Promise<number> {
  const { maxNewcomers } = await store.settings.all();
  const created = await store.runs.createdUsers(dayBeganAt(timeZone, now));
  return Math.max(0, Math.min(definition.limits.maxUsers ?? maxNewcomers, maxNewcomers - created));
}
