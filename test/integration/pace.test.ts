// A limit per minute: no minute sees more users, whoever pauses is heard while the run waits, and a crash changes nothing.
import { setImmediate } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { defaultLimits, type Limits } from '../../sidecar/src/domain/policy.ts';
import { pauseRun, resumeRun } from '../../sidecar/src/services/pause-run.ts';
import { getRun } from '../../sidecar/src/services/runs.ts';
import { startLab } from '../lab/lab.ts';
import { findDisagreements } from '../support/agreement.ts';
import { createMovableClock } from '../support/clock.ts';
import { readState } from '../support/lab-state.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A clock whose sleepers move it on by what they sleep. */
function createSleepersClock() {
  const clock = createMovableClock('2026-03-01T09:00:00.000Z');
  const state = { naps: 0, onNap: async (): Promise<void> => undefined };
  const sleep = async (durationMs: number): Promise<void> => {
    state.naps += 1;
    clock.advanceMs(durationMs);
    await state.onNap();
  };
  return { ...clock, sleep, state };
}

async function start(clock = createSleepersClock()) {
  const lab = await startLab({ users: 80, checkAnswers: false });
  closers.push(lab.close);
  await fetch(`${lab.controlUrl}/clock`, { method: 'POST', body: JSON.stringify({ now: clock.now() }) });
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  const open = async (): Promise<Sidecar> => {
    const sidecar = await startSidecar({ lab, clock, databaseFile: `${folder.path}/store.db` });
    closers.push(sidecar.close);
    return sidecar;
  };
  return { lab, clock, open };
}

const limited = (limits: Partial<Limits>) =>
  buildPolicy({
    criteria: { all: [{ inGroup: 'confluence-users' }, { status: 'active' }] },
    actions: ['disable'],
    limits: { ...defaultLimits, maxPercent: 100, ...limits },
  });

/** So many users of a run are worked on at a time. */
const usersAtOnce = 6;

/** Lets a run go on until it has ended: the clock runs ahead of the timers that renew its lease. */
async function finish({ context }: Sidecar, runId: number, clock: { advanceMs: (ms: number) => void }): Promise<void> {
  for (let times = 0; times < 60 && (await requireRun(context, runId)).state !== 'finished'; times += 1) {
    context.runner.wake();
    await context.runner.settled();
    clock.advanceMs(61_000 - 30_000);
  }
}

/** When each user was begun, in milliseconds. */
async function beginnings({ context }: Sidecar, runId: number): Promise<number[]> {
  const rows = await context.store.journal.rows({ runId, after: 0, limit: 1_000 });
  return rows.filter(({ kind }) => kind === 'attempting').map(({ at }) => Date.parse(at));
}

function mostInAMinute(ms: readonly number[]): number {
  return Math.max(...ms.map((first) => ms.filter((one) => one >= first && one < first + 60_000).length));
}

it('no minute sees more users than the policy allows, also across a restart, and everybody gets their turn', async () => {
  const { lab, clock, open } = await start();
  const before = await readState(lab);
  const first = await open();
  const { id } = await requestRun(first.context, limited({ maxPerMinute: 7, maxPerRun: 20 }), 'live');
  first.context.runner.wake();
  await first.context.runner.settled();
  const done = await beginnings(first, id);
  expect(done.length).toBeGreaterThan(0);
  expect(done.length).toBeLessThan(20);
  await first.close();
  const second = await open();
  await finish(second, id, clock);
  const { users } = await second.context.store.runs.counts(id);
  expect(users.applied).toBe(20);
  const all = await beginnings(second, id);
  expect(all).toHaveLength(20);
  expect(mostInAMinute(all)).toBeLessThanOrEqual(7);
  expect(mostInAMinute(all)).toBeGreaterThan(3);
  expect(clock.state.naps).toBeGreaterThan(0);
  expect(await findDisagreements(lab, second.context.store, id, before)).toEqual([]);
});

it('the limit of the process holds for all policies, and a run tells how many are left and when it will be through', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  await context.store.settings.set('maxPerMinute', 3, { by: 'test', at: clock.now() });
  const { id } = await requestRun(context, limited({ maxPerRun: 9 }), 'live');
  context.runner.wake();
  await context.runner.settled();
  const { run, pace, counts } = await getRun(context, id);
  expect(run.state).toBe('executing');
  const left = 9 - (counts.users.applied ?? 0);
  expect(pace).toMatchObject({ perMinute: 3, usersLeft: left });
  const minutes = (Date.parse(pace?.expectedEndAt ?? '') - Date.parse(clock.now())) / 60_000;
  expect(minutes).toBeGreaterThan(Math.ceil(left / 3) - 1);
  expect(minutes).toBeLessThanOrEqual(Math.ceil(left / 3));
  await finish(sidecar, id, clock);
  expect(mostInAMinute(await beginnings(sidecar, id))).toBeLessThanOrEqual(3);
  expect((await getRun(context, id)).pace).toBeNull();
});

it('a limit of the process that is set while a run is under way holds for that run from then on', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  const { journal, settings } = context.store;
  const { attempting } = journal;
  let setting: Promise<void> | null = null;
  Object.assign(journal, {
    attempting: async (step: Parameters<typeof attempting>[0]) => {
      setting ??= settings.set('maxPerMinute', 2, { by: 'test', at: clock.now() });
      await setting;
      await attempting(step);
    },
  });
  const { id } = await requestRun(context, limited({ maxPerRun: 16 }), 'live');
  context.runner.wake();
  await context.runner.settled();
  await finish(sidecar, id, clock);
  expect((await context.store.runs.counts(id)).users.applied).toBe(16);
  // Whoever was at work when it was set is brought to an end.
  const later = (await beginnings(sidecar, id)).slice(usersAtOnce);
  expect(later).toHaveLength(16 - usersAtOnce);
  expect(mostInAMinute(later)).toBe(2);
});

it('whoever pauses a run is heard while it waits for its next minute, and it goes on from there', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  const actor = { userKey: 'key-of-admin', username: 'admin' };
  const { id } = await requestRun(context, limited({ maxPerMinute: 2, maxPerRun: 6 }), 'live');
  const nothing = () => undefined;
  const wake = { runner: nothing, scheduler: nothing, mails: () => undefined, snapshot: nothing };
  clock.state.onNap = async () => {
    // Time stands still until both of the first minute are begun: a pause before that would come before the second.
    await setImmediate();
    if ((await beginnings(sidecar, id)).length < 2) return clock.advanceMs(-1_000);
    clock.state.onNap = async () => undefined;
    await pauseRun({ ...context, wake }, { runId: id, role: 'administrator', actor });
  };
  context.runner.wake();
  await context.runner.settled();
  expect(await requireRun(context, id)).toMatchObject({ state: 'executing', pausedBy: 'admin' });
  expect((await beginnings(sidecar, id)).length).toBe(2);
  await resumeRun({ ...context, wake }, { runId: id, role: 'administrator', actor });
  await finish(sidecar, id, clock);
  expect((await context.store.runs.counts(id)).users.applied).toBe(6);
});

it('a finished rehearsal tells about how long carrying it out takes under the limit, and nothing else tells it', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const { context } = sidecar;
  const { id } = await runPolicy(sidecar, limited({ maxPerMinute: 2 }), 'test');
  const { counts, takesMinutes } = await getRun(context, id);
  expect(counts.users.rehearsed).toBeGreaterThan(4);
  expect(takesMinutes).toBe(Math.ceil((counts.users.rehearsed ?? 0) / 2) - 1);
  const nobody = await runPolicy(sidecar, { ...limited({}), criteria: { username: ['nobody-at-all'] } }, 'test');
  expect((await getRun(context, nobody.id)).takesMinutes).toBeNull();
  const live = await requestRun(context, limited({ maxPerRun: 1 }), 'live');
  await finish(sidecar, live.id, clock);
  expect((await getRun(context, live.id)).takesMinutes).toBeNull();
});

it('a rehearsal is not slowed', async () => {
  const { clock, open } = await start();
  const sidecar = await open();
  const run = await runPolicy(sidecar, limited({ maxPerMinute: 1 }), 'test');
  expect(run).toMatchObject({ state: 'finished', ending: 'completed' });
  expect(clock.state.naps).toBe(0);
});
