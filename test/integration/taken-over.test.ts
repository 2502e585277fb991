// A process whose store answers so late that another one has taken its run over: it changes nobody any more.
import { afterEach, describe, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import type { PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import type { Engine } from '../../sidecar/src/store/database.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { startDatabases } from '../support/databases.ts';
import { afterPlanning, outcomesOf, writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, startSidecar } from '../support/sidecar.ts';
import { findTrailFaults } from '../support/trail.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const username = 'no.email';
const named = buildPolicy({ criteria: { username: [username] }, actions: ['disable'] });
const leaseMs = 60_000;

async function start(engine: Engine, policy = named) {
  const databases = await startDatabases(engine);
  const lab = await startLab({ users: 160 });
  closers.push(databases.stop, lab.close);
  const clock = createMovableClock();
  const address = await databases.create();
  const open = async () => {
    const sidecar = await startSidecar({ lab, clock, overrides: { store: await openStore(address) } });
    closers.push(sidecar.close);
    return sidecar.context;
  };
  const [one, two] = [await open(), await open()];
  const { id } = await requestRun(one, policy, 'live');
  return { lab, clock, one, two, id };
}

/** Somebody who comes here waits until the gate is opened. */
function makeGate() {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: reached, resolve: arrive } = Promise.withResolvers<void>();
  const pass = () => {
    arrive();
    return opened;
  };
  return { open, reached, pass };
}

/** The wishes of the run are told late once its user was read: the last that is asked before they are changed. */
function answerLate({ store }: Context, { wire }: Lab, gate: ReturnType<typeof makeGate>) {
  const { wishes } = store.runs;
  afterPlanning({ store }, () => wire.log.clear());
  Object.assign(store.runs, {
    wishes: async (runId: number) => {
      const answer = await wishes(runId);
      const isRead = wire.log.list().some(({ path, status }) => path.endsWith('/user/memberof') && status !== null);
      if (isRead && (await store.runs.plan(runId)) !== null) await gate.pass();
      return answer;
    },
  });
}

describe.each(['sqlite', 'postgres'] as const)('a run in the store on %s that another process takes over', (engine) => {
  it('is not acted on by whoever hears late that it may go on', async () => {
    const { lab, clock, one, two, id } = await start(engine);
    const [late, busy] = [makeGate(), makeGate()];
    answerLate(one, lab, late);
    const { attempting } = two.store.journal;
    Object.assign(two.store.journal, {
      attempting: async (row: Parameters<typeof attempting>[0]) => {
        await busy.pass();
        await attempting(row);
      },
    });
    one.runner.wake();
    await late.reached;
    clock.advanceMs(leaseMs + 1_000);
    two.runner.wake();
    await busy.reached;
    late.open();
    await one.runner.settled();
    expect(writesAt(lab)).toEqual([]);
    busy.open();
    await two.runner.settled();
    expect(await requireRun(two, id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(await outcomesOf(two, id, username)).toEqual([{ kind: 'applied' }]);
    expect(writesAt(lab)).toHaveLength(1);
  });

  it('is not acted on by whoever hears late that the attempt is written down', async () => {
    const { lab, clock, one, two, id } = await start(engine);
    const late = makeGate();
    const { attempting } = one.store.journal;
    Object.assign(one.store.journal, {
      attempting: async (row: Parameters<typeof attempting>[0]) => {
        await attempting(row);
        await late.pass();
      },
    });
    one.runner.wake();
    await late.reached;
    clock.advanceMs(leaseMs + 1_000);
    two.runner.wake();
    await two.runner.settled();
    late.open();
    await one.runner.settled();
    expect(await requireRun(two, id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(await outcomesOf(two, id, username)).toEqual([{ kind: 'applied' }]);
    expect(writesAt(lab)).toHaveLength(1);
    const rows = await two.store.journal.rows({ runId: id, after: 0, limit: 10 });
    expect(rows.map(({ kind }) => kind)).toEqual(['attempting', 'no-effect', 'attempting', 'outcome', 'verified']);
    expect(await findTrailFaults(two.store, id)).toEqual([]);
  });

  it('is left to the other even where the own clock says that there is time', async () => {
    const { lab, clock, one, two, id } = await start(engine);
    const [late, busy] = [makeGate(), makeGate()];
    const { attempting } = one.store.journal;
    Object.assign(one.store.journal, {
      attempting: async (row: Parameters<typeof attempting>[0]) => {
        await late.pass();
        await attempting(row);
      },
    });
    const { attempting: begin } = two.store.journal;
    Object.assign(two.store.journal, {
      attempting: async (row: Parameters<typeof attempting>[0]) => {
        await busy.pass();
        await begin(row);
      },
    });
    one.runner.wake();
    await late.reached;
    clock.advanceMs(leaseMs + 1_000);
    two.runner.wake();
    await busy.reached;
    clock.advanceMs(-leaseMs - 1_000);
    late.open();
    await one.runner.settled();
    expect(writesAt(lab)).toEqual([]);
    expect(await two.store.journal.rows({ runId: id, after: 0, limit: 10 })).toEqual([]);
    busy.open();
    await two.runner.settled();
    expect(await outcomesOf(two, id, username)).toEqual([{ kind: 'applied' }]);
    expect(writesAt(lab)).toHaveLength(1);
  });
});

describe('a lease that was over for a moment while its run was in no other hands', () => {
  /** Its time is over once the attempt is written down, and renewed right before anything else is asked. */
  async function loseForAMoment(actions: PolicyDefinition['actions']) {
    const { lab, clock, one, id } = await start('sqlite', { ...named, actions });
    const { journal, runs } = one.store;
    const { attempting } = journal;
    const { wishes } = runs;
    let times = 0;
    let isOver = false;
    Object.assign(journal, {
      attempting: async (row: Parameters<typeof attempting>[0]) => {
        await attempting(row);
        times += 1;
        if (times > 1) return;
        clock.advanceMs(leaseMs + 1_000);
        isOver = true;
      },
    });
    Object.assign(runs, {
      wishes: (runId: number) => {
        if (isOver) clock.advanceMs(-leaseMs - 1_000);
        isOver = false;
        return wishes(runId);
      },
    });
    one.runner.wake();
    await one.runner.settled();
    return { lab, clock, one, id };
  }

  it('counts as lost: the run does not end with the step open, and is taken up again', async () => {
    const { lab, clock, one, id } = await loseForAMoment(['disable']);
    expect(await requireRun(one, id)).toMatchObject({ state: 'executing', ending: null });
    expect(writesAt(lab)).toEqual([]);
    clock.advanceMs(31_000);
    one.runner.wake();
    await one.runner.settled();
    expect(await requireRun(one, id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(await outcomesOf(one, id, username)).toEqual([{ kind: 'applied' }]);
    expect(writesAt(lab)).toHaveLength(1);
  });

  it('leaves no doubt about a deletion that was never sent: it is carried out later', async () => {
    const { lab, clock, one, id } = await loseForAMoment(['delete']);
    const kinds = async () =>
      (await one.store.journal.rows({ runId: id, after: 0, limit: 10 })).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['attempting', 'no-effect']);
    clock.advanceMs(31_000);
    one.runner.wake();
    await one.runner.settled();
    expect(await outcomesOf(one, id, username)).toEqual([{ kind: 'applied' }]);
    expect(await kinds()).toEqual(['attempting', 'no-effect', 'attempting', 'outcome', 'verified']);
    expect(writesAt(lab)).toHaveLength(1);
    expect(await findTrailFaults(one.store, id)).toEqual([]);
  });
});
