// Retention: what names people goes after its time, by one process a night; counts and digests stay, and undo says why not.
import { afterEach, expect, it } from 'vitest';
import { undoRun } from '../../sidecar/src/services/decisions.ts';
import { getRun } from '../../sidecar/src/services/runs.ts';
import { startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { requirePlan } from '../support/runs.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const dayMs = 86_400_000;
const actor = { userKey: 'key-of-admin', username: 'admin' };
const nothing = () => undefined;
const wake = { runner: nothing, scheduler: nothing, mails: () => undefined, snapshot: nothing };
const policy = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: ['disable'],
});

async function start() {
  const clock = createMovableClock('2026-01-14T12:00:00.000Z');
  const lab = await startLab({ users: 80, startEpochMs: Date.parse(clock.now()) });
  closers.push(lab.close);
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  const open = async (): Promise<Sidecar> => {
    const sidecar = await startSidecar({ lab, clock, databaseFile: `${folder.path}/store.db` });
    closers.push(sidecar.close);
    return sidecar;
  };
  return { clock, open };
}

async function cleanUp({ context }: Sidecar): Promise<void> {
  context.cleaner.wake();
  await context.cleaner.settled();
}

it('keeps the people of a run for its time, and lets it be taken back until then', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  const run = await runPolicy(sidecar, policy, 'live');
  const { keptUntil, erasedAt } = (await getRun(context, run.id)).keeping;
  expect(erasedAt).toBeNull();
  expect(Date.parse(keptUntil ?? '') - Date.parse(run.finishedAt ?? '')).toBe(90 * dayMs);
  clock.advanceMs(89 * dayMs);
  await cleanUp(sidecar);
  expect((await context.store.retention.last())?.people).toBe(0);
  const { summary } = await requirePlan(context, run.id);
  expect(await context.store.runs.entries({ runId: run.id, after: 0, limit: 500 })).toHaveLength(summary.matched);
  const undo = await undoRun({ ...context, wake }, { runId: run.id, people: null, asked: 'test', actor });
  expect(undo.trigger).toMatchObject({ kind: 'undo', of: run.id });
  clock.advanceMs(2 * dayMs);
  await cleanUp(sidecar);
  // The undo has not been carried out yet: what it needs stays.
  expect((await context.store.retention.last())?.people).toBe(0);
});

it('erases them afterwards, keeps counts and digest, and says why the run cannot be taken back any more', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  const run = await runPolicy(sidecar, policy, 'live');
  const [plan, counts] = [await requirePlan(context, run.id), await context.store.runs.counts(run.id)];
  expect((await context.store.runs.unknown({ runId: run.id, after: 0, limit: 500 })).length).toBe(plan.summary.unknown);
  clock.advanceMs(31 * dayMs);
  await cleanUp(sidecar);
  expect(await context.store.retention.last()).toMatchObject({ people: 0, unknown: plan.summary.unknown });
  clock.advanceMs(60 * dayMs);
  await cleanUp(sidecar);
  expect(await context.store.retention.last()).toMatchObject({ people: plan.summary.matched });
  expect(await context.store.runs.entries({ runId: run.id, after: 0, limit: 500 })).toEqual([]);
  expect(await requirePlan(context, run.id)).toEqual(plan);
  expect(await context.store.runs.counts(run.id)).toEqual(counts);
  expect((await getRun(context, run.id)).keeping).toMatchObject({ keptUntil: null, erasedAt: expect.any(String) });
  await expect(
    undoRun({ ...context, wake }, { runId: run.id, people: null, asked: undefined, actor }),
  ).rejects.toMatchObject({ code: 'before_images_erased', message: expect.stringContaining('retention time') });
});

it('cleans up once a day, at night in the zone of the process, whichever of two processes looks first', async () => {
  const { clock, open } = await start();
  const [one, other] = [await open(), await open()];
  clock.setTo('2026-01-15T02:59:00.000Z');
  await cleanUp(one);
  expect(await one.context.store.retention.last()).toBeNull();
  clock.setTo('2026-01-15T03:00:05.000Z');
  await Promise.all([cleanUp(one), cleanUp(other)]);
  const first = await one.context.store.retention.last();
  expect(first?.endedAt).not.toBeNull();
  clock.setTo('2026-01-15T20:00:00.000Z');
  await cleanUp(other);
  expect(await one.context.store.retention.last()).toEqual(first);
  clock.setTo('2026-01-16T03:00:05.000Z');
  await cleanUp(other);
  expect((await one.context.store.retention.last())?.beganAt).not.toBe(first?.beganAt);
});

it('says so where the clean-up came between the look at a run and the request to take it back', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  const run = await runPolicy(sidecar, policy, 'live');
  clock.advanceMs(91 * dayMs);
  const { request } = context.store.runs;
  const cleanedUpMeanwhile: typeof request = async (wanted) => {
    await cleanUp(sidecar);
    return request(wanted);
  };
  const store = { ...context.store, runs: { ...context.store.runs, request: cleanedUpMeanwhile } };
  const undo = undoRun({ ...context, wake, store }, { runId: run.id, people: null, asked: undefined, actor });
  await expect(undo).rejects.toMatchObject({ code: 'before_images_erased' });
  expect(await context.store.runs.list({ limit: 5, before: null })).toHaveLength(1);
});

it('ends an undo whose people are gone all the same with the reason, in place of a plan for nobody', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  const run = await runPolicy(sidecar, policy, 'live');
  const undo = await undoRun({ ...context, wake }, { runId: run.id, people: null, asked: undefined, actor });
  const { retention } = context.store;
  Object.assign(retention, { erasureOf: async () => ({ at: clock.now(), keptDays: 90 }) });
  context.runner.wake();
  await context.runner.settled();
  expect(await requireRun(context, undo.id)).toMatchObject({ ending: 'failed', failure: 'before_images_erased' });
});
