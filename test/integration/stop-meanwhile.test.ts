// Who stops a run while its users wait, for the first of them, for a place or for a slow reading, is heard before the next change.
import { afterEach, expect, it } from 'vitest';
import type { Context } from '../../sidecar/src/context.ts';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { stopAll } from '../support/held-between-steps.ts';
import { deleteAt, joinAt } from '../support/lab-changes.ts';
import { afterPlanning, writesAt } from '../support/runs.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

async function start() {
  lab = await startLab({ users: 160 });
  sidecar = await startSidecar({ lab });
  return { lab, sidecar, context: sidecar.context };
}

const members = buildPolicy({
  criteria: { all: [{ inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: ['disable'],
});
const idle = buildPolicy({ criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }] }, actions: ['disable'] });

/** Lets something happen once the first user is about to be changed. */
function atFirstChange({ store }: Context, happen: () => Promise<void>): void {
  const { attempting } = store.journal;
  let isFirst = true;
  Object.assign(store.journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      if (isFirst) await happen();
      isFirst = false;
      await attempting(row);
    },
  });
}

/** Lets something happen while the run reads again when users were active, after its plan was made. */
function whileReadingAgain({ store }: Context, happen: () => Promise<void>): void {
  const { lastKept } = store.links;
  afterPlanning({ store }, () => {
    Object.assign(store.links, {
      lastKept: async function* () {
        await happen();
        yield* lastKept();
      },
    });
  });
}

async function plannedOutcomes({ store }: Context, runId: number) {
  const entries = (await readEntries(store, runId)).filter(({ fate }) => fate === 'planned');
  return entries.flatMap(({ steps }) => steps.map(({ outcome }) => outcome));
}

/** Lets the stop go; gives the outcomes, each of them applied. */
async function goOnToTheEnd(context: Context, runId: number) {
  await stopAll(context, false);
  context.runner.wake();
  await context.runner.settled();
  const outcomes = await plannedOutcomes(context, runId);
  expect(outcomes.every((one) => one?.kind === 'applied')).toBe(true);
  return outcomes;
}

it('an emergency stop while the first user is changed leaves everybody who waits for them as they are, until it is let go', async () => {
  const { context, ...at } = await start();
  atFirstChange(context, () => stopAll(context));
  const run = await runPolicy(at.sidecar, members, 'live');
  expect(run).toMatchObject({ state: 'executing', ending: null });
  expect(writesAt(at.lab)).toHaveLength(1);
  const outcomes = await plannedOutcomes(context, run.id);
  expect(outcomes.length).toBeGreaterThan(9);
  expect(outcomes.filter((one) => one !== null)).toEqual([{ kind: 'applied' }]);
  await stopAll(context, false);
  context.runner.wake();
  await context.runner.settled();
  expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
  expect(writesAt(at.lab)).toHaveLength(outcomes.length);
});

it('an emergency stop while activity is read again comes before the first change', async () => {
  const { context, ...at } = await start();
  whileReadingAgain(context, () => stopAll(context));
  const run = await runPolicy(at.sidecar, idle, 'live');
  expect(run.state).toBe('executing');
  expect(writesAt(at.lab)).toEqual([]);
  const outcomes = await plannedOutcomes(context, run.id);
  expect(outcomes.length).toBeGreaterThan(9);
  expect(outcomes.every((one) => one === null)).toBe(true);
});

it('whoever cancels a run while activity is read again has changed nobody', async () => {
  const { context, ...at } = await start();
  whileReadingAgain(context, async () => {
    await context.store.runs.requestCancel(1, 'ada');
  });
  const run = await runPolicy(at.sidecar, idle, 'live');
  expect(run).toMatchObject({ state: 'finished', ending: 'cancelled' });
  expect(writesAt(at.lab)).toEqual([]);
  const outcomes = await plannedOutcomes(context, run.id);
  expect(new Set(outcomes.map((one) => JSON.stringify(one)))).toEqual(
    new Set([JSON.stringify({ kind: 'skipped', reason: 'cancelled' })]),
  );
});

it('a place under the cap that is given back after an emergency stop lets nobody in', async () => {
  const { context, ...at } = await start();
  at.lab.wire.faults.add({ match: { method: 'PUT' }, kind: 'status', status: 403, count: 1 });
  atFirstChange(context, () => stopAll(context));
  const limits = { ...defaultLimits, maxPercent: 100, maxPerRun: 1 };
  const run = await runPolicy(at.sidecar, { ...members, limits }, 'live');
  expect(run.state).toBe('executing');
  expect(writesAt(at.lab)).toHaveLength(1);
  const done = (await plannedOutcomes(context, run.id)).filter((one) => one !== null);
  expect(done).toMatchObject([{ kind: 'failed' }]);
});

it('whoever is put into a protected group while activity is read again is not changed', async () => {
  const { context, ...at } = await start();
  let joined = '';
  whileReadingAgain(context, async () => {
    const [first] = (await readEntries(context.store, 1)).filter(({ fate }) => fate === 'planned');
    joined = first?.username ?? '';
    joinAt(at.lab, joined, 'confluence-administrators');
  });
  const run = await runPolicy(at.sidecar, idle, 'live');
  expect(run.ending).toBe('completed');
  const spared = (await readEntries(context.store, run.id)).find(({ username }) => username === joined);
  expect(spared?.steps.map(({ outcome }) => outcome?.kind)).toEqual(['refused']);
  expect(writesAt(at.lab).some((write) => write.includes(`/${joined}/`))).toBe(false);
});

it('whoever is put into a protected group while it is asked what they last wrote is not changed', async () => {
  const { context, ...at } = await start();
  const { evidenceOf } = context.store.snapshots;
  const joined: string[] = [];
  afterPlanning(context, () => {
    Object.assign(context.store.snapshots, {
      evidenceOf: async (...[snapshotId, userKey]: Parameters<typeof evidenceOf>) => {
        const person = await context.store.snapshots.person(snapshotId, userKey);
        if (joined.length === 0 && person !== null) {
          joined.push(person.user.username);
          joinAt(at.lab, person.user.username, 'confluence-administrators');
        }
        return evidenceOf(snapshotId, userKey);
      },
    });
  });
  const run = await runPolicy(at.sidecar, idle, 'live');
  expect(run.ending).toBe('completed');
  const spared = (await readEntries(context.store, run.id)).find(({ username }) => username === joined[0]);
  expect(spared?.steps.map(({ outcome }) => outcome?.kind)).toEqual(['refused']);
});

it('a stop while somebody is changed comes before their next step, and they go on from there once it is let go', async () => {
  const { context, ...at } = await start();
  atFirstChange(context, () => stopAll(context));
  const actions = [{ removeFromGroups: ['confluence-users'] }, 'disable' as const];
  const run = await runPolicy(at.sidecar, buildPolicy({ criteria: members.criteria, actions }), 'live');
  expect(run).toMatchObject({ state: 'executing', ending: null });
  expect(writesAt(at.lab)).toHaveLength(1);
  expect((await plannedOutcomes(context, run.id)).filter((one) => one !== null)).toEqual([{ kind: 'applied' }]);
  const outcomes = await goOnToTheEnd(context, run.id);
  expect(writesAt(at.lab)).toHaveLength(outcomes.length);
});

it('a change that came to nothing is not tried once more after a stop, but once that is let go', async () => {
  const { context, ...at } = await start();
  at.lab.wire.faults.add({ match: { method: 'PUT' }, kind: 'reset', count: 1 });
  atFirstChange(context, () => stopAll(context));
  const run = await runPolicy(at.sidecar, members, 'live');
  expect(run.state).toBe('executing');
  expect(writesAt(at.lab)).toHaveLength(1);
  expect((await plannedOutcomes(context, run.id)).every((one) => one === null)).toBe(true);
  const outcomes = await goOnToTheEnd(context, run.id);
  expect(writesAt(at.lab)).toHaveLength(outcomes.length + 1);
});

it('a stop while it is read what became of the calls before a crash leaves the others to be read once it is let go', async () => {
  const { context, ...at } = await start();
  const { attempting, unsettled, withoutEffect } = context.store.journal;
  // The notes of three calls, none of which went out before the process died.
  afterPlanning(context, async () => {
    const planned = (await readEntries(context.store, 1)).filter(({ fate }) => fate === 'planned').slice(0, 3);
    for (const { id: stepId } of planned.flatMap(({ steps }) => steps))
      await attempting({ runId: 1, stepId, at: context.clock.now() });
  });
  Object.assign(context.store.journal, {
    withoutEffect: async (row: Parameters<typeof withoutEffect>[0]) => {
      await stopAll(context);
      await withoutEffect(row);
    },
  });
  const run = await runPolicy(at.sidecar, members, 'live');
  expect(run.state).toBe('executing');
  expect(await unsettled(run.id)).toHaveLength(2);
  expect(writesAt(at.lab)).toEqual([]);
  Object.assign(context.store.journal, { withoutEffect });
  const outcomes = await goOnToTheEnd(context, run.id);
  expect(writesAt(at.lab)).toHaveLength(outcomes.length);
});

it('whoever is gone when a stop comes is not left alone for good, but looked at again once it is let go', async () => {
  const { context, ...at } = await start();
  whileReadingAgain(context, async () => {
    for (const { fate, username } of await readEntries(context.store, 1))
      if (fate === 'planned') deleteAt(at.lab, username);
    await stopAll(context);
  });
  const run = await runPolicy(at.sidecar, idle, 'live');
  expect(run.state).toBe('executing');
  expect((await plannedOutcomes(context, run.id)).every((one) => one === null)).toBe(true);
});
