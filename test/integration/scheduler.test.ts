// Schedules become runs: each tick once, whoever looks and whenever, under a clock moved by hand.
import { afterEach, describe, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import type { PolicyDefinition, ScheduleTrigger } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { setEmergencyStop } from '../../sidecar/src/services/emergency-stop.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { findDisagreements } from '../support/agreement.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { readState } from '../support/lab-state.ts';
import { writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Stage {
  readonly lab: Lab;
  readonly clock: MovableClock;
  /** One more sidecar on the same store. */
  readonly open: () => Promise<Sidecar>;
}

async function setStage(startAt: string): Promise<Stage> {
  const lab = await startLab({ users: 80, startEpochMs: Date.parse(startAt) });
  closers.push(lab.close);
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  const clock = createMovableClock(startAt);
  const open = async (): Promise<Sidecar> => {
    const sidecar = await startSidecar({ lab, clock, databaseFile: `${folder.path}/store.db` });
    closers.push(sidecar.close);
    return sidecar;
  };
  return { lab, clock, open };
}

const daily: ScheduleTrigger = { cron: '0 2 * * *', zone: 'Europe/Berlin', missed: 'run-once' };

function nightly(schedule: ScheduleTrigger = daily): PolicyDefinition {
  return buildPolicy({
    schedule,
    criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
    actions: [{ removeFromGroups: ['confluence-users'] }],
    protect: { users: [], groups: ['keep'] },
  });
}

async function save({ store, clock }: Context, definition: PolicyDefinition, mode?: 'live'): Promise<void> {
  const { policy } = await store.policies.save({
    definition,
    origin: { kind: 'api', by: 'test' },
    at: clock.now(),
  });
  if (mode !== undefined) await store.policies.setMode(policy.id, mode, clock.now());
}

const administrator = { userKey: 'key-of-admin', username: 'admin' };

async function look({ context }: Sidecar): Promise<void> {
  await context.scheduler.look();
  await context.runner.settled();
}

async function runsOf({ store }: Context): Promise<Run[]> {
  return [...(await store.runs.list({ limit: 100, before: null }))].reverse();
}

async function ticksOf(context: Context): Promise<string[]> {
  return (await runsOf(context)).map(({ trigger }) => (trigger.kind === 'schedule' ? trigger.tick : trigger.kind));
}

describe('a tick', () => {
  it('starts exactly one run when it is due, however often one looks', async () => {
    const { clock, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    await save(sidecar.context, nightly());
    await look(sidecar);
    expect(await ticksOf(sidecar.context)).toEqual([]);
    clock.setTo('2026-01-15T01:00:05.000Z');
    for (let times = 0; times < 5; times += 1) {
      await look(sidecar);
      clock.advanceMs(10_000);
    }
    expect(await ticksOf(sidecar.context)).toEqual(['2026-01-15T02:00']);
    expect((await runsOf(sidecar.context))[0]).toMatchObject({ state: 'finished', ending: 'completed' });
  });

  it('that was missed is run once at the next start when the policy says so: the last one, not each', async () => {
    const { clock, open } = await setStage('2026-01-14T12:00:00.000Z');
    const before = await open();
    await save(before.context, nightly());
    await look(before);
    clock.setTo('2026-01-18T09:00:00.000Z');
    const after = await open();
    await look(after);
    await look(after);
    expect(await ticksOf(after.context)).toEqual(['2026-01-18T02:00']);
  });

  it('that was missed is let go when the policy says so, and the next one is run', async () => {
    const { clock, open } = await setStage('2026-01-14T12:00:00.000Z');
    const sidecar = await open();
    await save(sidecar.context, nightly({ ...daily, missed: 'skip' }));
    clock.setTo('2026-01-15T09:00:00.000Z');
    await look(sidecar);
    expect(await ticksOf(sidecar.context)).toEqual([]);
    clock.setTo('2026-01-16T01:00:03.000Z');
    await look(sidecar);
    expect(await ticksOf(sidecar.context)).toEqual(['2026-01-16T02:00']);
  });

  it('does not start a policy that is still running, and starts the next time', async () => {
    const { clock, open } = await setStage('2026-01-14T12:00:00.000Z');
    const sidecar = await open();
    const { context } = sidecar;
    const open1 = await requestRun(context, nightly(), 'test');
    clock.setTo('2026-01-15T01:00:02.000Z');
    await context.store.runs.claim({ holder: 'somebody', now: clock.now(), leaseUntil: '2026-01-15T02:00:00.000Z' });
    await look(sidecar);
    expect(await ticksOf(context)).toEqual(['by-hand']);
    await context.store.runs.releaseLease(open1.id, 'somebody');
    await look(sidecar);
    expect((await requireRun(context, open1.id)).state).toBe('finished');
    expect(await ticksOf(context)).toEqual(['by-hand']);
    clock.setTo('2026-01-16T01:00:02.000Z');
    await look(sidecar);
    expect(await ticksOf(context)).toEqual(['by-hand', '2026-01-16T02:00']);
  });

  it('is not repeated when the clock jumps back', async () => {
    const { clock, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    await save(sidecar.context, nightly());
    for (const instant of [
      '2026-01-15T01:00:02',
      '2026-01-15T00:30:00',
      '2026-01-15T01:00:01',
      '2026-01-15T01:10:00',
    ]) {
      clock.setTo(`${instant}.000Z`);
      await look(sidecar);
    }
    expect(await ticksOf(sidecar.context)).toEqual(['2026-01-15T02:00']);
  });
});

describe('what may go live', () => {
  it('rehearses a new policy, because every policy starts in test mode', async () => {
    const { lab, clock, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    await sidecar.context.store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
    await save(sidecar.context, nightly());
    clock.setTo('2026-01-15T01:00:02.000Z');
    await look(sidecar);
    expect(await runsOf(sidecar.context)).toMatchObject([{ mode: 'test', rehearsalReason: 'policy-in-test-mode' }]);
    expect(writesAt(lab)).toEqual([]);
  });

  it('rehearses a live policy while the process observes, as every process does at first, and says so', async () => {
    const { lab, clock, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    await save(sidecar.context, nightly(), 'live');
    clock.setTo('2026-01-15T01:00:02.000Z');
    await look(sidecar);
    const [run] = await runsOf(sidecar.context);
    expect(run).toMatchObject({ mode: 'test', rehearsalReason: 'process-observes', ending: 'completed' });
    expect(await sidecar.context.store.runs.report(run?.id ?? 0)).toMatchObject({
      rehearsalReason: 'process-observes',
    });
    expect(writesAt(lab)).toEqual([]);

    await sidecar.context.store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
    clock.setTo('2026-01-16T01:00:02.000Z');
    await look(sidecar);
    expect((await runsOf(sidecar.context)).at(-1)).toMatchObject({ mode: 'live', rehearsalReason: null });
    expect(writesAt(lab).length).toBeGreaterThan(0);
  });

  it('holds a live run that is under way when the process goes back to observing, until it is live again', async () => {
    const { lab, clock, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    const { context } = sidecar;
    const before = await readState(lab);
    const run = await requestRun(context, nightly(), 'live');
    const set = (mode: 'observe' | 'live') =>
      context.store.settings.set('processMode', mode, { by: 'test', at: clock.now() });
    onWrite(context, 3, () => set('observe'));
    await look(sidecar);
    const written = writesAt(lab).length;
    expect(written).toBeGreaterThanOrEqual(3);
    expect((await context.store.runs.counts(run.id)).users.open).toBeGreaterThan(0);
    clock.advanceMs(120_000);
    await look(sidecar);
    expect(writesAt(lab)).toHaveLength(written);

    await set('live');
    clock.advanceMs(120_000);
    await look(sidecar);
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(await findDisagreements(lab, context.store, run.id, before)).toEqual([]);
  });
});

describe('the emergency stop', () => {
  it('holds ticks and running work; lifting it lets the run go on, and the next tick fire', async () => {
    const { lab, clock, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    const { context } = sidecar;
    const before = await readState(lab);
    const run = await requestRun(context, nightly(), 'live');
    const stop = (on: boolean) => setEmergencyStop(context, { on, role: 'administrator', actor: administrator });
    onWrite(context, 3, () => stop(true));
    await look(sidecar);
    const written = writesAt(lab).length;
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'executing', ending: null });
    clock.setTo('2026-01-15T01:00:02.000Z');
    await look(sidecar);
    expect(await ticksOf(context)).toEqual(['by-hand']);
    expect(writesAt(lab)).toHaveLength(written);

    await stop(false);
    await look(sidecar);
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(await findDisagreements(lab, context.store, run.id, before)).toEqual([]);
    clock.setTo('2026-01-16T01:00:02.000Z');
    await look(sidecar);
    expect((await ticksOf(context)).at(-1)).toBe('2026-01-16T02:00');
  });

  it('makes a tick wait until it is lifted, when the policy wants missed ticks run', async () => {
    const { clock, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    await save(sidecar.context, nightly());
    await setEmergencyStop(sidecar.context, { on: true, role: 'administrator', actor: administrator });
    clock.setTo('2026-01-15T01:00:02.000Z');
    await look(sidecar);
    expect(await ticksOf(sidecar.context)).toEqual([]);
    clock.setTo('2026-01-15T04:00:00.000Z');
    await setEmergencyStop(sidecar.context, { on: false, role: 'administrator', actor: administrator });
    await look(sidecar);
    expect(await ticksOf(sidecar.context)).toEqual(['2026-01-15T02:00']);
  });

  it('lets nothing start that is asked for by hand', async () => {
    const { lab, open } = await setStage('2026-01-14T23:00:00.000Z');
    const sidecar = await open();
    const { context } = sidecar;
    const run = await requestRun(context, nightly(), 'live');
    await setEmergencyStop(context, { on: true, role: 'administrator', actor: administrator });
    await look(sidecar);
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'requested', startedAt: null });
    expect(lab.wire.log.list()).toEqual([]);
  });
});

/** Lets something happen once the executor has made so many attempts. */
function onWrite({ store }: Context, attempts: number, happen: () => Promise<void>): void {
  const { attempting } = store.journal;
  let made = 0;
  Object.assign(store.journal, {
    attempting: async (step: Parameters<typeof attempting>[0]) => {
      await attempting(step);
      made += 1;
      if (made === attempts) await happen();
    },
  });
}
