// A directory being read, and an index being rebuilt, hold the live runs that depend on them, for a while, and no others.
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { watchOccupation } from '../../sidecar/src/automation/host-occupied.ts';
import type { Context } from '../../sidecar/src/context.ts';
import { defaultLimits, type PolicyId } from '../../sidecar/src/domain/policy.ts';
import { pauseRun, resumeRun } from '../../sidecar/src/services/pause-run.ts';
import { synchronise } from '../lab/control/synchronise.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { outcomesOf, requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { actor } from '../support/waves.ts';

const crowd = 'Company Crowd';
let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

interface Started {
  readonly lab: Lab;
  readonly context: Context;
  readonly clock: MovableClock;
  /** Moves the sidecar's clock and lets the runner look again. */
  readonly lookAgain: (afterMs: number) => Promise<void>;
}

interface Surroundings {
  readonly urls?: { readonly ownerUrl: string; readonly readerUrl: string };
  readonly clock?: MovableClock;
}

async function start(
  synchroniseMs: number,
  { urls, clock = createMovableClock() }: Surroundings = {},
): Promise<Started> {
  const tables = urls === undefined ? {} : { databaseUrl: urls.ownerUrl };
  lab = await startLab({ users: 200, directories: 'three', synchroniseMs, ...tables });
  const database = urls === undefined ? {} : { confluenceDatabaseUrl: urls.readerUrl };
  sidecar = await startSidecar({ lab, clock, ...database });
  const { context } = sidecar;
  const lookAgain = async (afterMs: number) => {
    clock.advanceMs(afterMs);
    context.runner.wake();
    await context.runner.settled();
  };
  return { lab, context, clock, lookAgain };
}

/** Looks every few minutes, as a process that is there does. */
async function waitFor(minutes: number, { lookAgain }: Pick<Started, 'lookAgain'>): Promise<void> {
  for (let waited = 0; waited < minutes; waited += 4) await lookAgain(4 * 60_000);
}

function policyFor(...username: string[]) {
  return buildPolicy({ criteria: { username }, actions: ['disable'] });
}

const whoIsIdle = buildPolicy({
  criteria: { all: [{ username: ["d'angelo"] }, { inactiveDays: 90 }] },
  actions: ['disable'],
});

function reindex(at: Lab, durationMs: number): void {
  at.world.reindex = { jobId: 7, startedEpochMs: at.clock.nowMs(), durationMs };
}

function beginReading({ world }: Lab): void {
  synchronise(world, { directory: crowd, restore: false, immediate: false });
}

describe('where nobody tells the directories of users', () => {
  it('waits with every live run while a directory is being read, and goes on when it was', async () => {
    const { lab: at, context, lookAgain } = await start(600_000);
    beginReading(at);
    const run = await requestRun(context, policyFor("d'angelo"), 'live');
    await lookAgain(0);
    expect((await requireRun(context, run.id)).state).toBe('executing');
    await lookAgain(31_000);
    expect((await requireRun(context, run.id)).state).toBe('executing');
    expect(writesAt(at)).toEqual([]);
    at.clock.setTo(at.clock.nowMs() + 600_000);
    await lookAgain(31_000);
    expect((await requireRun(context, run.id)).ending).toBe('completed');
    expect(await outcomesOf(context, run.id, "d'angelo")).toEqual([{ kind: 'applied' }]);
  });

  it('rehearses all the same', async () => {
    const { lab: at, context, lookAgain } = await start(600_000);
    beginReading(at);
    const run = await requestRun(context, policyFor("d'angelo"), 'test');
    await lookAgain(0);
    expect((await requireRun(context, run.id)).ending).toBe('completed');
  });

  it('holds a run that waited for two hours in vain, with the reason and with its plan', async () => {
    const { lab: at, context, lookAgain } = await start(100 * 3_600_000);
    beginReading(at);
    const run = await requestRun(context, policyFor("d'angelo"), 'live');
    await lookAgain(0);
    await waitFor(120, { lookAgain });
    expect((await requireRun(context, run.id)).ending).toBe('quarantined');
    const refusal = { guard: 'directory-synchronising', details: { directories: crowd, minutes: 120 } };
    expect((await requirePlan(context, run.id)).refusals).toEqual([refusal]);
    expect((await requireReport(context, run.id)).plan?.refusals).toEqual([refusal]);
    expect(await outcomesOf(context, run.id, "d'angelo")).toEqual([null]);
    expect(writesAt(at)).toEqual([]);
  });
});

it('begins the waiting anew where a paced run acted since: its work between two readings is no waiting', async () => {
  const moved = createMovableClock();
  let onNap = async (): Promise<void> => undefined;
  const { lab: at, context, clock, lookAgain } = await start(300_000, { clock: { ...moved, sleep: () => onNap() } });
  beginReading(at);
  const limits = { ...defaultLimits, maxPerMinute: 1 };
  const run = await requestRun(context, { ...policyFor("d'angelo", 'plus+idle'), limits }, 'live');
  await lookAgain(0);
  await waitFor(116, { lookAgain });
  expect(writesAt(at)).toEqual([]);
  at.clock.setTo(at.clock.nowMs() + 300_000);
  // While the second user waits for a place, the next reading begins, and two hours after the first wait did it is met.
  onNap = async () => {
    await setImmediate();
    if (writesAt(at).length === 0) return;
    onNap = setImmediate;
    clock.advanceMs(90_000);
    beginReading(at);
  };
  await lookAgain(150_000);
  await lookAgain(31_000);
  expect(writesAt(at)).toHaveLength(1);
  expect((await requireRun(context, run.id)).state).toBe('executing');
  at.clock.setTo(at.clock.nowMs() + 300_000);
  await lookAgain(300_000);
  expect(writesAt(at)).toHaveLength(2);
  expect((await requireRun(context, run.id)).ending).toBe('completed');
});

it('counts as waiting only what it waited: a run that was paused for hours is not ended at its first look', async () => {
  const { lab: at, context, clock, lookAgain } = await start(600_000);
  beginReading(at);
  const run = await requestRun(context, policyFor("d'angelo"), 'live');
  await lookAgain(0);
  await lookAgain(60_000);
  await pauseRun(context, { runId: run.id, role: 'administrator', actor });
  await lookAgain(31_000);
  clock.advanceMs(14 * 3_600_000);
  await resumeRun(context, { runId: run.id, role: 'administrator', actor });
  await lookAgain(31_000);
  expect((await requireRun(context, run.id)).state).toBe('executing');
  at.clock.setTo(at.clock.nowMs() + 600_000);
  await lookAgain(31_000);
  expect((await requireRun(context, run.id)).ending).toBe('completed');
});

describe('a clock that was ahead and is set back', () => {
  it('neither keeps what was told before, nor counts as waiting what it was ahead', async () => {
    const { lab: at, context, clock } = await start(600_000);
    const watch = watchOccupation(context.host, clock);
    clock.advanceMs(30 * 86_400_000);
    expect((await watch.look()).directories).toEqual([]);
    expect(watch.waitedMs(1)).toBe(0);
    beginReading(at);
    clock.advanceMs(-30 * 86_400_000);
    expect((await watch.look()).directories).toEqual([crowd]);
    expect(watch.waitedMs(1)).toBe(0);
    clock.advanceMs(60_000);
    expect(watch.waitedMs(1)).toBeGreaterThanOrEqual(60_000);
  });
});

describe('where the database tells the directories of users', () => {
  let databases: TestDatabases;
  beforeAll(async () => {
    databases = await startDatabases('postgres');
  });
  afterAll(() => databases.stop());

  it('waits for users of the directory that is being read, and for nobody else', async () => {
    const { lab: at, context, lookAgain } = await start(600_000, { urls: await createLabDatabase(databases) });
    beginReading(at);
    const inner = await requestRun(context, policyFor("d'angelo"), 'live');
    await lookAgain(0);
    expect((await requireRun(context, inner.id)).ending).toBe('completed');
    const outer = await requestRun(context, policyFor('crowd.only.idle'), 'live');
    await lookAgain(0);
    expect((await requireRun(context, outer.id)).state).toBe('executing');
    expect(writesAt(at).filter((one) => one.includes('crowd.only.idle'))).toEqual([]);
    at.clock.setTo(at.clock.nowMs() + 600_000);
    await lookAgain(31_000);
    expect((await requireRun(context, outer.id)).ending).toBe('completed');
  });

  it('names what it waited for, and not a directory of others that is being read at the end of it', async () => {
    const urls = await createLabDatabase(databases);
    const { lab: at, context, lookAgain } = await start(100 * 3_600_000, { urls });
    reindex(at, 100 * 3_600_000);
    const run = await requestRun(context, whoIsIdle, 'live');
    await lookAgain(0);
    await waitFor(116, { lookAgain });
    beginReading(at);
    await waitFor(4, { lookAgain });
    const { refusals } = await requirePlan(context, run.id);
    expect(refusals).toEqual([{ guard: 'reindex-running', details: { minutes: 120 } }]);
  });
});

describe('while the search index is rebuilt', () => {
  it('waits with a live run that asks when people were active, and with no other', async () => {
    const { lab: at, context, lookAgain } = await start(1000);
    reindex(at, 600_000);
    const run = await requestRun(context, whoIsIdle, 'live');
    await lookAgain(0);
    expect((await requireRun(context, run.id)).state).toBe('executing');
    expect(writesAt(at)).toEqual([]);
    at.clock.setTo(at.clock.nowMs() + 600_000);
    await lookAgain(31_000);
    expect((await requireRun(context, run.id)).ending).toBe('completed');
    reindex(at, 600_000);
    const byName = await requestRun(context, { ...policyFor('plus+idle'), policy: 'other' as PolicyId }, 'live');
    await lookAgain(31_000);
    expect((await requireRun(context, byName.id)).ending).toBe('completed');
  });

  it('holds a run that waited for two hours in vain, with the reason', async () => {
    const { lab: at, context, lookAgain } = await start(1000);
    reindex(at, 100 * 3_600_000);
    const run = await requestRun(context, whoIsIdle, 'live');
    await lookAgain(0);
    await waitFor(120, { lookAgain });
    expect((await requireRun(context, run.id)).ending).toBe('quarantined');
    expect((await requirePlan(context, run.id)).refusals).toEqual([
      { guard: 'reindex-running', details: { minutes: 120 } },
    ]);
  });
});
