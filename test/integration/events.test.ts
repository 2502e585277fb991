// Policies that wait for events: who was created or signed in since the policy looked is dealt with, once, and nobody else.
import { afterEach, describe, expect, it } from 'vitest';
import type { EventTrigger } from '../../sidecar/src/domain/event.ts';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { createAt, signInAt } from '../support/lab-changes.ts';
import { buildPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Stage {
  readonly lab: Lab;
  readonly clock: MovableClock;
  readonly sidecar: Sidecar;
}

async function setStage(confluence: '8.3' | '10.2' = '10.2'): Promise<Stage> {
  const start = '2026-01-14T12:00:00.000Z';
  const clock = createMovableClock(start);
  const lab = await startLab({ confluence, users: 60, startEpochMs: Date.parse(start) });
  closers.push(lab.close);
  const sidecar = await startSidecar({ lab, clock });
  closers.push(sidecar.close);
  return { lab, clock, sidecar };
}

function waitingFor(event: EventTrigger['event'], parts: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return buildPolicy({
    policy: event as PolicyId,
    on: { event, everyMinutes: 60 },
    criteria: { status: 'active' },
    actions: [{ addToGroups: ['confluence-users'] }],
    ...parts,
  });
}

async function save({ context }: Sidecar, definition: PolicyDefinition): Promise<void> {
  await context.store.policies.save({ definition, origin: { kind: 'api', by: 'test' }, at: context.clock.now() });
}

/** One look, the reading it asks for, and what the look after that one begins, to the end. */
async function look({ context }: Sidecar): Promise<void> {
  await context.scheduler.look();
  await context.scheduler.settled();
  await context.scheduler.look();
  await context.runner.settled();
}

/** Moves both clocks on and looks. */
async function lookAfter({ lab, clock, sidecar }: Stage, minutes: number): Promise<void> {
  clock.advanceMs(minutes * 60_000);
  await fetch(`${lab.controlUrl}/clock`, { method: 'POST', body: JSON.stringify({ now: clock.now() }) });
  await look(sidecar);
}

async function runsOf({ context }: Sidecar): Promise<readonly Run[]> {
  return [...(await context.store.runs.list({ limit: 50, before: null }))].reverse();
}

async function namesIn({ context }: Sidecar, run: Run | undefined): Promise<string[]> {
  return (await readEntries(context.store, run?.id ?? 0)).map(({ username }) => username);
}

describe('a policy that waits for new users', () => {
  it('only remembers at its first look: nobody is new on the first day', async () => {
    const stage = await setStage();
    await save(stage.sidecar, waitingFor('creation'));
    await look(stage.sidecar);
    await lookAfter(stage, 90);
    expect(await runsOf(stage.sidecar)).toEqual([]);
    expect(await stage.sidecar.context.store.events.look('creation' as PolicyId)).not.toBeNull();
  });

  it('runs for exactly who was created since, once, and again only for who comes later', async () => {
    const stage = await setStage();
    const { lab, sidecar } = stage;
    await save(sidecar, waitingFor('creation'));
    await look(sidecar);
    await lookAfter(stage, 10);
    createAt(lab, 'first.newcomer');
    createAt(lab, 'second.newcomer');
    await lookAfter(stage, 60);
    const [run] = await runsOf(sidecar);
    expect(run).toMatchObject({ trigger: { kind: 'creation' }, state: 'finished', ending: 'completed' });
    expect((await namesIn(sidecar, run)).sort()).toEqual(['first.newcomer', 'second.newcomer']);
    await lookAfter(stage, 60);
    await sidecar.context.takeSnapshot();
    await look(sidecar);
    expect(await runsOf(sidecar)).toHaveLength(1);
    createAt(lab, 'third.newcomer');
    await lookAfter(stage, 60);
    expect(await namesIn(sidecar, (await runsOf(sidecar)).at(-1))).toEqual(['third.newcomer']);
  });

  it('leaves new users alone whom its criteria do not mean', async () => {
    const stage = await setStage();
    await save(stage.sidecar, waitingFor('creation', { criteria: { username: ['svc-*'] } }));
    await look(stage.sidecar);
    createAt(stage.lab, 'svc-new');
    createAt(stage.lab, 'somebody');
    await lookAfter(stage, 60);
    expect(await namesIn(stage.sidecar, (await runsOf(stage.sidecar)).at(-1))).toEqual(['svc-new']);
  });

  it('reads lists of people alone while there is nothing new, and everything once somebody is', async () => {
    const stage = await setStage();
    const { lab, sidecar } = stage;
    await save(sidecar, waitingFor('creation'));
    await look(sidecar);
    const { id } = (await sidecar.context.store.snapshots.newest()) ?? { id: 0 };
    await lookAfter(stage, 61);
    expect((await sidecar.context.store.snapshots.newest())?.id).toBe(id);
    createAt(lab, 'newcomer');
    await lookAfter(stage, 30);
    expect((await sidecar.context.store.snapshots.newest())?.id).toBe(id);
    await lookAfter(stage, 31);
    expect((await sidecar.context.store.snapshots.newest())?.id).toBeGreaterThan(id);
  });

  it('calls nobody new where Confluence does not list its users and tells no dates: somebody old may have been missing', async () => {
    const stage = await setStage('8.3');
    await save(stage.sidecar, waitingFor('creation'));
    await look(stage.sidecar);
    createAt(stage.lab, 'newcomer');
    await lookAfter(stage, 61);
    const { snapshots } = stage.sidecar.context.store;
    const { users } = await snapshots.searchUsers({
      snapshotId: (await snapshots.newest())?.id ?? 0,
      search: 'newcomer',
      sort: 'username',
      descending: false,
      limit: 5,
      cursor: null,
    });
    expect(users).toHaveLength(1);
    expect(await runsOf(stage.sidecar)).toEqual([]);
  });

  it('finds nobody twice where the clock jumps forth and back', async () => {
    const stage = await setStage();
    const { lab, clock, sidecar } = stage;
    await save(sidecar, waitingFor('creation'));
    await look(sidecar);
    createAt(lab, 'newcomer');
    await lookAfter(stage, 60);
    for (const minutes of [3 * 24 * 60, -2 * 24 * 60, 30, 24 * 60]) {
      clock.advanceMs(minutes * 60_000);
      await sidecar.context.takeSnapshot();
      await look(sidecar);
    }
    expect(await runsOf(sidecar)).toHaveLength(1);
  });
});

describe('a clock that was ahead when a policy looked first, and was set right', () => {
  it.each([{ event: 'creation' }, { event: 'login' }] as const)(
    'does not make everybody new, nor keep what happens from now on ($event)',
    async ({ event }) => {
      const stage = await setStage();
      const { lab, clock, sidecar } = stage;
      createAt(lab, 'reader');
      clock.advanceMs(30 * 86_400_000);
      await save(sidecar, waitingFor(event));
      await look(sidecar);
      const ahead = await sidecar.context.store.snapshots.newest();
      clock.advanceMs(-30 * 86_400_000);
      await lookAfter(stage, 1);
      const right = await sidecar.context.store.snapshots.newest();
      expect(right?.id).toBeGreaterThan(ahead?.id ?? 0);
      await lookAfter(stage, 30);
      expect((await sidecar.context.store.snapshots.newest())?.id).toBe(right?.id);
      expect(await runsOf(sidecar)).toEqual([]);

      if (event === 'creation') createAt(lab, 'newcomer');
      else await signInAt(lab, 'reader');
      await lookAfter(stage, 61);
      const [run, ...others] = await runsOf(sidecar);
      expect(others).toEqual([]);
      expect(await namesIn(sidecar, run)).toEqual([event === 'creation' ? 'newcomer' : 'reader']);
      // The day the clock had shown comes: whoever was seen first on it is nobody new.
      await lookAfter(stage, 31 * 24 * 60);
      await sidecar.context.takeSnapshot();
      await lookAfter(stage, 61);
      const met = await Promise.all((await runsOf(sidecar)).map((one) => namesIn(sidecar, one)));
      // This one's login has lain in the future all the time, and is one now.
      expect(met.flat().filter((name) => name !== 'clock.skew')).toHaveLength(1);
    },
  );

  it('has everything read within the interval where the newest reading is from the future, and once', async () => {
    const stage = await setStage();
    const { snapshots } = stage.sidecar.context.store;
    const idAfter = async (minutes: number) => {
      await lookAfter(stage, minutes);
      return (await snapshots.newest())?.id ?? 0;
    };
    await save(stage.sidecar, waitingFor('creation'));
    const first = await idAfter(0);
    await stage.sidecar.context.takeSnapshot();
    stage.clock.advanceMs(3 * 86_400_000);
    await stage.sidecar.context.takeSnapshot();
    stage.clock.advanceMs(-3 * 86_400_000);
    expect(await idAfter(59)).toBe(first + 2);
    const back = await idAfter(2);
    expect(back).toBe(first + 3);
    for (const minutes of [1, 20, 61, 1]) expect(await idAfter(minutes)).toBe(back);
  });
});

describe('a policy that waits for logins', () => {
  it('runs for exactly who signed in since it looked, and for each login once', async () => {
    const stage = await setStage();
    const { lab, sidecar } = stage;
    createAt(lab, 'reader');
    createAt(lab, 'sleeper');
    await signInAt(lab, 'sleeper');
    await save(sidecar, waitingFor('login'));
    await lookAfter(stage, 5);
    expect(await runsOf(sidecar)).toEqual([]);
    await lookAfter(stage, 5);
    await signInAt(lab, 'reader');
    await lookAfter(stage, 60);
    await lookAfter(stage, 60);
    const [run, ...others] = await runsOf(sidecar);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ trigger: { kind: 'login' }, ending: 'completed' });
    expect(await namesIn(sidecar, run)).toEqual(['reader']);
    await signInAt(lab, 'reader');
    await lookAfter(stage, 60);
    expect(await runsOf(sidecar)).toHaveLength(2);
  });

  it('waits while its run before is open, and then deals with what has gathered', async () => {
    const stage = await setStage();
    const { lab, clock, sidecar } = stage;
    const { store, scheduler, takeSnapshot } = sidecar.context;
    createAt(lab, 'reader');
    await save(sidecar, waitingFor('login'));
    await look(sidecar);
    await lookAfter(stage, 5);
    const open = await store.runs.request({
      policyId: 'login' as PolicyId,
      policyVersion: 1,
      trigger: { kind: 'by-hand', by: 'test' },
      mode: 'test',
      rehearsalReason: 'asked-for-test',
      requestedAt: clock.now(),
    });
    const until = new Date(Date.parse(clock.now()) + 7_200_000).toISOString();
    await store.runs.claim({ holder: 'somebody', now: clock.now(), leaseUntil: until });
    await signInAt(lab, 'reader');
    clock.advanceMs(60_000);
    await takeSnapshot();
    await scheduler.look();
    expect(await runsOf(sidecar)).toHaveLength(1);
    await store.runs.advance({ runId: open?.id ?? 0, from: 'requested', to: 'finished', at: clock.now() });
    await look(sidecar);
    expect(await namesIn(sidecar, (await runsOf(sidecar)).at(-1))).toEqual(['reader']);
  });
});
