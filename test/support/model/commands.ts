// The commands of the model: what people, clocks, wires and deaths do to a sidecar, and what it must answer.
import fc from 'fast-check';
import type { PolicyDefinition, PolicyId } from '../../../sidecar/src/domain/policy.ts';
import type { Run } from '../../../sidecar/src/domain/run.ts';
import { approveRun, rejectRun, undoRun } from '../../../sidecar/src/services/decisions.ts';
import { setEmergencyStop } from '../../../sidecar/src/services/emergency-stop.ts';
import { describeStanding } from '../../../sidecar/src/services/held-runs.ts';
import { resumeRun } from '../../../sidecar/src/services/pause-run.ts';
import { requestRun } from '../../../sidecar/src/services/runs.ts';
import { readEntries } from '../agreement.ts';
import { anyFault, anyOthersDo } from './events.ts';
import { interrupt, meanwhile, openRuns, sayOf, type Tally } from './meanwhile.ts';
import { anyPolicy } from './policies.ts';
import { actorNamed, type Model, refusalOf, type Scene } from './scene.ts';

export type Command = fc.AsyncCommand<Model, Scene>;

const starter = fc.constantFrom('admin', 'admin.idle', 'admin.nested', 'no.email');
const hourMs = 3_600_000;

/** Builds the arbitraries of all commands; what they come to is counted. When the time is over, the rest is left out. */
export function makeCommands(tally: Tally, isTime: () => boolean): fc.Arbitrary<Command>[] {
  const command = (say: string, run: (model: Model, scene: Scene) => Promise<void>): Command => ({
    toString: () => say,
    check: isTime,
    run: async (model, scene) => {
      const stoppedBefore = model.stopped;
      const writesBefore = countWrites(scene);
      await run(model, scene);
      const faults = await scene.witness.look(scene.context().store, stoppedBefore && model.stopped);
      tally.commands += 1;
      tally.writes += countWrites(scene) - writesBefore;
      if (faults.length > 0) throw new Error(faults.join('\n'));
    },
  });

  const save = anyPolicy.map((definition) =>
    command(`save ${describe(definition)}`, (model, scene) => savePolicy(model, scene, definition)),
  );

  const runNow = fc
    .record({
      definition: anyPolicy,
      changed: fc.boolean(),
      by: starter,
      test: fc.constantFrom(false, false, false, true),
      meanwhile,
    })
    .map(({ definition, changed, by, test, meanwhile: then }) => {
      const what = `${definition.policy}, ${changed ? 'changed to' : 'if there is none,'} ${describe(definition)}`;
      return command(`${by} runs ${what}${test ? ' in test mode' : ''}${sayOf(then)}`, async (model, scene) => {
        if (changed || !model.saved.has(definition.policy)) await savePolicy(model, scene, definition);
        const asked = test ? ('test' as const) : undefined;
        const order = { policyId: definition.policy, asked, actor: actorNamed(by) };
        demandStop(model, await refusalOf(() => requestRun(scene.context(), order)));
        await scene.settle(interrupt(model, scene, tally, then));
      });
    });

  const approve = fc.record({ by: starter, meanwhile }).map(({ by, meanwhile: then }) =>
    command(`${by} approves what is held${sayOf(then)}`, async (model, scene) => {
      const held = await findHeld(scene);
      if (held === null) return;
      const { store } = scene.context();
      const digest = (await store.runs.plan(held.id))?.digest ?? '';
      const ask = () => approveRun(scene.context(), { runId: held.id, digest, actor: actorNamed(by) });
      const refusal = await refusalOf(ask);
      demandStop(model, refusal);
      if (refusal === null) tally.approvals += 1;
      await scene.settle(interrupt(model, scene, tally, then));
    }),
  );

  const reject = starter.map((by) =>
    command(`${by} rejects what is held`, async (_, scene) => {
      const held = await findHeld(scene);
      if (held === null) return;
      await refusalOf(() => rejectRun(scene.context(), { runId: held.id, reason: null, actor: actorNamed(by) }));
    }),
  );

  const undo = fc
    .record({ back: fc.nat({ max: 2 }), whole: fc.boolean(), by: starter, meanwhile })
    .map(({ back, whole, by, meanwhile: then }) =>
      command(`${by} undoes ${whole ? 'all' : 'a part'} of a run${sayOf(then)}`, async (model, scene) => {
        const { store } = scene.context();
        const finished = (await store.runs.list({ limit: 50, before: null })).filter(
          ({ mode, state }) => mode === 'live' && state === 'finished',
        );
        const run = finished[back] ?? finished[0];
        if (run === undefined) return;
        const entries = await readEntries(store, run.id);
        const people = whole ? null : entries.slice(0, 2).map(({ personId }) => personId);
        const order = { runId: run.id, people, asked: undefined, actor: actorNamed(by) };
        const refusal = await refusalOf(() => undoRun(scene.context(), order));
        demandStop(model, refusal);
        if (refusal === null) tally.undone += 1;
        await scene.settle(interrupt(model, scene, tally, then));
      }),
    );

  const resume = meanwhile.map((then) =>
    command(`what is paused goes on${sayOf(then)}`, async (model, scene) => {
      for (const run of await openRuns(scene)) {
        const asked = { runId: run.id, role: 'administrator' as const, actor: actorNamed('admin') };
        await refusalOf(() => resumeRun(scene.context(), asked));
      }
      await scene.settle(interrupt(model, scene, tally, then));
    }),
  );

  const stop = fc.constantFrom(true, false, false).map((on) =>
    command(on ? 'the emergency stop' : 'the emergency stop is lifted', async (model, scene) => {
      await setEmergencyStop(scene.context(), { on, role: 'administrator', actor: actorNamed('admin') });
      model.stopped = on;
      await scene.settle();
    }),
  );

  const others = anyOthersDo.map(({ say, happen }) => command(say, async (_, scene) => happen(scene)));

  const faults = anyFault.map((fault) =>
    command(
      `the wire has ${fault.kind} for ${fault.match?.method}`,
      async (_, { lab }) => void lab.wire.faults.add(fault),
    ),
  );

  const time = fc
    .record({ hours: fc.constantFrom(1, 25, 24 * 8, -2), whose: fc.constantFrom('both', 'both', 'sidecar') })
    .map(({ hours, whose }) =>
      command(`${hours} hours pass for ${whose}`, async (_, scene) => {
        scene.advance(hours * hourMs, whose);
        await scene.context().scheduler.look();
        await scene.settle();
      }),
    );

  const death = fc.constant(
    command('the process dies and comes back', async (_, scene) => {
      await scene.mortal.die();
      tally.deaths += 1;
      await scene.settle();
    }),
  );

  // Those that act are drawn more often: a thing that never happened proves nothing.
  const acting = [runNow, runNow, runNow, runNow, approve, approve, undo, undo];
  return [...acting, save, reject, resume, stop, stop, others, others, others, faults, time, death];
}

async function savePolicy(model: Model, scene: Scene, definition: PolicyDefinition): Promise<void> {
  const { store, clock } = scene.context();
  await store.policies.save({ definition, origin: { kind: 'api', by: 'admin' }, at: clock.now() });
  await store.policies.setMode(definition.policy, 'live', clock.now());
  model.saved.add(definition.policy);
}

async function findHeld(scene: Scene): Promise<Run | null> {
  const { store, clock } = scene.context();
  for (const run of await store.runs.list({ limit: 20, before: null })) {
    const standing = await describeStanding({ store, clock }, run);
    if (standing !== null && standing.decision === null && !standing.expired && !standing.outdated) return run;
  }
  return null;
}

/** While everything is stopped, nobody gets a new run. */
function demandStop(model: Model, refusal: string | null): void {
  const says = refusal === 'emergency_stop';
  if (says !== model.stopped) throw new Error(`stopped is ${model.stopped}, and the answer was ${refusal}`);
}

function countWrites({ lab }: Scene): number {
  return lab.wire.log.list().filter(({ method }) => method !== 'GET').length;
}

function describe({
  policy,
  criteria,
  actions,
  limits,
  includeAdministrators,
  schedule,
  protect,
}: PolicyDefinition): string {
  const { maxUsers, maxPerRun, snapshotMaxAgeHours } = limits;
  return JSON.stringify({
    policy: policy as PolicyId,
    criteria,
    actions,
    maxUsers,
    maxPerRun,
    snapshotMaxAgeHours,
    includeAdministrators,
    schedule: schedule?.cron,
    protect,
  });
}
