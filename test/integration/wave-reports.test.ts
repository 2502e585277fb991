// What the report of a wave says of the next one is what happens: when it comes, and that none does.
import { afterEach, expect, it } from 'vitest';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { viewStanding } from '../../sidecar/src/http/views/runs.ts';
import { describeStanding } from '../../sidecar/src/services/held-runs.ts';
import { requireReport } from '../support/runs.ts';
import { runPolicy, type Sidecar } from '../support/sidecar.ts';
import { approveInWaves, listIdle, policyOn, type Stage, setStage, wavesOf, workANight } from '../support/waves.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

it('says in the report of each wave how many users are left and when the next one is due, and of the last one neither', async () => {
  const stage = await setStage(closers, 400);
  const sidecar = await stage.open();
  const held = await runPolicy(sidecar, policyOn(await listIdle(sidecar, 60)), 'live');
  const first = await approveInWaves(sidecar, held, 40);
  await workANight(sidecar);
  const { nextAt } = (await wavesOf(sidecar, held)) ?? {};
  expect(nextAt).toBeDefined();
  expect((await requireReport(sidecar.context, first.id)).wavesLeft).toEqual({
    users: 20,
    next: { kind: 'due', at: nextAt },
    editEnds: true,
  });
  stage.clock.advanceMs(86_400_000);
  await workANight(sidecar);
  const { lastRunId = 0 } = (await wavesOf(sidecar, held)) ?? {};
  expect(lastRunId).toBeGreaterThan(first.id);
  expect((await requireReport(sidecar.context, lastRunId)).wavesLeft).toBeUndefined();
});

/** What the report of the first wave says of the next, where something happens before or while that wave is at work. */
async function foresee(happens: { before?: Happening; during?: Happening }) {
  const stage = await setStage(closers, 400);
  const sidecar = await stage.open();
  const held = await runPolicy(sidecar, policyOn(await listIdle(sidecar, 60)), 'live');
  const { context } = sidecar;
  const asleep = { ...context, wake: { ...context.wake, runner: () => undefined } };
  const first = await approveInWaves({ context: asleep }, held, 40);
  const waves = await wavesOf(sidecar, held);
  if (waves === null) throw new Error('The plan was not approved in waves.');
  const scene = { stage, sidecar, held, waves };
  await happens.before?.(scene);
  if (happens.during !== undefined) duringExecution(sidecar, () => happens.during?.(scene));
  await workANight(sidecar);
  const { ending, wavesLeft } = await requireReport(context, first.id);
  await context.scheduler.look();
  return { ...scene, first, ending, wavesLeft, later: await wavesOf(sidecar, held) };
}

type Happening = (scene: { stage: Stage; sidecar: Sidecar; held: Run; waves: { expiresAt: string } }) => unknown;

/** Right after the first users were acted upon. */
function duringExecution({ context }: Sidecar, happen: () => unknown): void {
  const { journal } = context.store;
  const { outcomes: write } = journal;
  Object.assign(journal, {
    outcomes: async (rows: Parameters<typeof write>[0]) => {
      Object.assign(journal, { outcomes: write });
      await happen();
      return write(rows);
    },
  });
}

const edit: Happening = async ({ sidecar: { context }, held }) => {
  const stored = await context.store.policies.get(held.policyId);
  if (stored === null) throw new Error('The policy is gone.');
  const definition = { ...stored.definition, precedence: 7 };
  return context.store.policies.save({ definition, origin: { kind: 'api', by: 'ada' }, at: context.clock.now() });
};

it('says in the report of a wave that everything is stopped, where it is by then, and none comes before that ends', async () => {
  const stop: Happening = ({ sidecar: { context } }) =>
    context.store.settings.set(
      'emergencyStop',
      { by: 'ada', at: context.clock.now() },
      { by: 'ada', at: context.clock.now() },
    );
  const { stage, sidecar, held, first, wavesLeft } = await foresee({
    before: (scene) => {
      const { journal } = scene.sidecar.context.store;
      const { verified: write } = journal;
      Object.assign(journal, {
        verified: async (rows: Parameters<typeof write>[0]) => {
          await stop(scene);
          return write(rows);
        },
      });
    },
  });
  expect(wavesLeft).toMatchObject({ users: 20, next: { kind: 'when-started-again' } });
  stage.clock.advanceMs(86_400_000);
  await workANight(sidecar);
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 20, lastRunId: first.id, ended: null });
});

it('says in the report of a wave that outlasted its day that the next one begins at once, as it does', async () => {
  const { first, wavesLeft, later } = await foresee({ before: ({ stage }) => stage.clock.advanceMs(30 * 3_600_000) });
  expect(wavesLeft).toMatchObject({ users: 20, next: { kind: 'at-once' } });
  expect(later?.lastRunId).toBeGreaterThan(first.id);
});

it.each<[string, Parameters<typeof foresee>[0], string, number]>([
  ['while a wave is at work', { during: edit }, 'completed', 20],
  ['before a wave took its plan over', { before: edit }, 'failed', 60],
])('names no next wave where the policy was edited %s, and none comes', async (_, happens, ending, users) => {
  const told = await foresee(happens);
  expect(told.ending).toBe(ending);
  expect(told.wavesLeft).toMatchObject({ users, next: { kind: 'never', why: 'policy-changed' } });
  expect(told.later).toMatchObject({ left: users, ended: { why: 'policy-changed' } });
});

it('names no next wave that would be due in the moment the approval ends, and none comes', async () => {
  const { stage, sidecar, held, waves, wavesLeft, first } = await foresee({
    before: ({ held: { id }, waves: { expiresAt }, ...scene }) =>
      scene.sidecar.context.store.waves.postpone(id, expiresAt),
  });
  expect(wavesLeft).toMatchObject({ users: 20, next: { kind: 'never', why: 'expired' } });
  expect(viewStanding(await describeStanding(sidecar.context, held))?.waves).toMatchObject({ left: 20, nextAt: null });
  stage.clock.setTo(waves.expiresAt);
  stage.clock.advanceMs(1);
  await workANight(sidecar);
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 20, lastRunId: first.id, ended: { why: 'expired' } });
});

it('says that no wave comes while the policy rehearses, and puts it off', async () => {
  const { stage, sidecar, held, first, wavesLeft } = await foresee({
    during: ({ sidecar: { context }, held }) =>
      context.store.policies.setMode(held.policyId, 'test', context.clock.now()),
  });
  expect(wavesLeft).toMatchObject({ users: 20, next: { kind: 'when-live' } });
  stage.clock.advanceMs(86_400_000);
  await workANight(sidecar);
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 20, lastRunId: first.id, ended: null });
});
