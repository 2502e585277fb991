// Which snapshot a run rests on: none from before a change of our own, however long ago its run began and whether it has ended.
import { afterEach, expect, it } from 'vitest';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { startLab } from '../lab/lab.ts';
import { afterPlanning } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, startSidecar } from '../support/sidecar.ts';

const usernames = ['no.email', 'two.licences.idle', 'show.rtl'];

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start() {
  const lab = await startLab({ users: 60, checkAnswers: false });
  const sidecar = await startSidecar({ lab });
  closers.push(lab.close, sidecar.close);
  const { context } = sidecar;
  const { store, runner } = context;
  const settle = async (run: Pick<Run, 'id'>) => {
    runner.wake();
    await runner.settled();
    return requireRun(context, run.id);
  };
  return {
    store,
    context,
    run: (policy: PolicyDefinition, mode: 'test' | 'live' = 'test') => runPolicy(sidecar, policy, mode),
    /** Begins a live run that is held by whoever pauses it meanwhile. */
    begin: async (policy: PolicyDefinition) => settle(await requestRun(context, policy, 'live')),
    goOn: async (run: Run) => {
      await store.runs.resume({ runId: run.id });
      return settle(run);
    },
    pause: async () => {
      const [open] = await store.runs.list({ mode: 'live', standing: 'open', limit: 1, before: null });
      await store.runs.pause({ runId: open?.id ?? 0, by: 'ada', takesOver: false });
    },
  };
}

const disabling = (name: string) =>
  buildPolicy({
    policy: name as PolicyId,
    criteria: { all: [{ status: 'active' }, { username: usernames }] },
    actions: ['disable'],
  });

it('reads anew after a live run that waited while more than fifty others passed', async () => {
  const { store, context, run, begin, goOn, pause } = await start();
  afterPlanning(context, pause);
  const waiting = await begin(disabling('early'));
  expect(waiting).toMatchObject({ state: 'executing', pausedBy: 'ada' });
  const { snapshotId } = await run(disabling('late'));
  expect(snapshotId).toBe(waiting.snapshotId);
  const at = context.clock.now();
  for (let passed = 0; passed < 50; passed += 1) {
    const request = { policyId: 'late' as PolicyId, policyVersion: 1, mode: 'test', requestedAt: at } as const;
    const trigger = { kind: 'by-hand', by: 'ada' } as const;
    const other = await store.runs.request({ ...request, trigger, rehearsalReason: 'asked-for-test' });
    await store.runs.advance({ runId: other?.id ?? 0, from: 'requested', to: 'finished', at });
  }
  expect(await goOn(waiting)).toMatchObject({ ending: 'completed' });
  const next = await run(disabling('late'));
  expect(next.snapshotId).not.toBe(snapshotId);
  expect((await store.runs.plan(next.id))?.summary.planned).toBe(0);
});

it('reads anew while a live run is held in the middle of its work, and plans for nobody whom that has dealt with', async () => {
  const { store, run, begin, pause } = await start();
  const { outcomes } = store.journal;
  Object.assign(store.journal, {
    outcomes: async (rows: Parameters<typeof outcomes>[0]) => {
      await pause();
      await outcomes(rows);
    },
  });
  const held = await begin(disabling('early'));
  Object.assign(store.journal, { outcomes });
  expect(held).toMatchObject({ state: 'executing', pausedBy: 'ada' });
  const { changed } = await store.runs.progress(held.id);
  expect([changed > 0, changed < usernames.length]).toEqual([true, true]);
  const next = await run(disabling('late'));
  expect(next.snapshotId).not.toBe(held.snapshotId);
  expect((await store.runs.plan(next.id))?.summary.planned).toBe(usernames.length - changed);
});

it('rests on the snapshot that is there while a live run waits that has not begun to act', async () => {
  const { context, run, begin, pause } = await start();
  afterPlanning(context, pause);
  const waiting = await begin(disabling('early'));
  expect((await run(disabling('late'))).snapshotId).toBe(waiting.snapshotId);
});
