// While quiet hours or a freeze last, live runs wait: they do not begin, and pause between users; test runs go on.
import { afterEach, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

const policy = buildPolicy({
  criteria: { all: [{ inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: ['disable'],
});
const office = { zone: 'UTC', weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00' }], freezes: [] };

async function start(startAt: string) {
  lab = await startLab({ users: 80, checkAnswers: false, startEpochMs: Date.parse(startAt) });
  const clock = createMovableClock(startAt);
  sidecar = await startSidecar({ lab, clock });
  const { context } = sidecar;
  await context.store.settings.set('quietTimes', office, { by: 'ada', at: clock.now() });
  const work = async () => {
    context.runner.wake();
    await context.runner.settled();
  };
  return { lab, sidecar, clock, context, work };
}

it('a live run that is due in quiet hours waits for their end, and a test run does not', async () => {
  const { context, clock, work, ...at } = await start('2026-03-02T17:58:00.000Z');
  expect((await runPolicy(at.sidecar, policy, 'test')).ending).toBe('completed');
  const run = await requestRun(context, policy, 'live');
  await work();
  expect(await requireRun(context, run.id)).toMatchObject({ state: 'requested', ending: null });
  expect(writesAt(at.lab)).toEqual([]);
  clock.advanceMs(3 * 60_000);
  await work();
  expect(await requireRun(context, run.id)).toMatchObject({ ending: 'completed' });
  expect(writesAt(at.lab).length).toBeGreaterThan(20);
});

it('a live run that quiet hours meet on its way pauses between users and goes on afterwards, each user once', async () => {
  const { context, clock, work, ...at } = await start('2026-03-02T07:30:00.000Z');
  const { attempting } = context.store.journal;
  let made = 0;
  Object.assign(context.store.journal, {
    attempting: async (step: Parameters<typeof attempting>[0]) => {
      await attempting(step);
      made += 1;
      if (made === 5) clock.advanceMs(31 * 60_000);
    },
  });
  const run = await requestRun(context, policy, 'live');
  await work();
  expect(await requireRun(context, run.id)).toMatchObject({ state: 'executing', ending: null });
  const before = writesAt(at.lab).length;
  expect(before).toBeLessThan(12);
  clock.advanceMs(10 * 3_600_000);
  await work();
  expect(await requireRun(context, run.id)).toMatchObject({ ending: 'completed' });
  const writes = writesAt(at.lab);
  expect(writes.length).toBeGreaterThan(before);
  expect(new Set(writes).size).toBe(writes.length);
});
