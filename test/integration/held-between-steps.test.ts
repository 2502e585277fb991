// A run that is held between two steps of one user and goes on days later: they are judged again before the next step.
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../sidecar/src/clock.ts';
import type { Action } from '../../sidecar/src/domain/action.ts';
import type { Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import { undoRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { askControl } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { holdAfterSteps, holdPolicy } from '../support/held-between-steps.ts';
import { createGroupAt, joinAt, leaveAt, setActiveAt, signInAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { buildStaged, startStaged } from '../support/staged.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

const victim = "d'angelo";
const licence = 'confluence-users';
const applied = { kind: 'applied' };
const skipped = (reason: string) => ({ kind: 'skipped', reason });

/** Holds a run of these actions on one idle user after their first step. */
async function hold(actions: readonly Action[], more: readonly Criteria[] = []) {
  lab = await startLab({ users: 160 });
  for (const group of ['archived', 'on-leave']) createGroupAt(lab, group);
  const clock = { ...systemClock, sleep: async () => undefined };
  sidecar = await startSidecar({ lab, clock });
  const criteria = { all: [{ inactiveDays: 90 }, { status: 'active' as const }, { username: [victim] }, ...more] };
  const held = await holdPolicy(sidecar, buildPolicy({ criteria, actions }));
  const at = lab;
  return { ...held, lab, context: sidecar.context, now: async () => (await readState(at)).get(victim) };
}

const archive: readonly Action[] = [{ addToGroups: ['archived'] }, 'disable'];
const takeAccess: readonly Action[] = [{ removeFromGroups: [licence] }, 'disable'];

it('leaves whoever came back meanwhile with what was done to them, and does not go on', async () => {
  const held = await hold(archive);
  await signInAt(held.lab, victim);
  expect(await held.goOn()).toEqual([applied, skipped('criteria-no-longer-match')]);
});

it.each<[string, readonly Action[]]>([
  ['was put into a group', archive],
  ['lost the licence', takeAccess],
  ['was disabled', ['disable', { removeFromGroups: [licence] }]],
])('goes on with whoever stayed as the run left them, as one who %s', async (_what, actions) => {
  expect(await (await hold(actions)).goOn()).toEqual([applied, applied]);
});

it('refuses the next step of whoever is protected by now', async () => {
  const held = await hold(archive);
  joinAt(held.lab, victim, 'confluence-administrators');
  expect(await held.goOn()).toMatchObject([applied, { kind: 'refused' }]);
});

describe('what others changed by hand meanwhile', () => {
  it('keeps the groups of whoever was enabled again', async () => {
    const held = await hold(['disable', { removeFromGroups: [licence] }]);
    setActiveAt(held.lab, victim, true);
    expect((await held.goOn()).at(1)).toEqual(skipped('status-changed'));
    expect(await held.now()).toMatchObject({ status: 'current', groups: expect.arrayContaining([licence]) });
  });

  it('does not disable whoever got the licence back', async () => {
    const held = await hold(takeAccess);
    joinAt(held.lab, victim, licence);
    expect(await held.goOn()).toEqual([applied, skipped('group-changed')]);
    expect(await held.now()).toMatchObject({ status: 'current' });
  });

  it('does not disable whoever was put into a group that the criteria spare', async () => {
    const held = await hold(archive, [{ not: { inGroup: 'on-leave' } }]);
    joinAt(held.lab, victim, 'on-leave');
    expect(await held.goOn()).toEqual([applied, skipped('group-changed')]);
    expect(await held.now()).toMatchObject({ status: 'current' });
  });

  it('does not hold another group against whoever the criteria still mean', async () => {
    const held = await hold(takeAccess);
    joinAt(held.lab, victim, 'on-leave');
    expect(await held.goOn()).toEqual([applied, applied]);
    expect((await held.now())?.groups).toContain('on-leave');
  });

  it('leaves whoever was disabled before the run could, with their groups', async () => {
    const held = await hold([{ addToGroups: ['archived'] }, { removeFromGroups: [licence] }]);
    setActiveAt(held.lab, victim, false);
    expect(await held.goOn()).toEqual([applied, skipped('status-changed')]);
  });

  it('says that the group is another one where whoever lost the licence by hand is not covered any more', async () => {
    const held = await hold(archive);
    leaveAt(held.lab, victim, licence);
    expect(await held.goOn()).toEqual([applied, skipped('group-changed')]);
  });
});

describe('signs of use since', () => {
  it('spare whoever pressed "keep me" when no source covers them any more, as the run took their licence', async () => {
    const held = await hold(takeAccess);
    const { links } = held.context.store;
    const kept = { userKey: held.entry.userKey, at: held.context.clock.now() };
    Object.assign(links, {
      lastKept: async function* () {
        yield [kept];
      },
    });
    expect(await held.goOn()).toEqual([applied, skipped('criteria-no-longer-match')]);
    expect(await held.now()).toMatchObject({ status: 'current' });
  });

  it('spare whoever changed a page, which is asked about again', async () => {
    const held = await hold(archive);
    await askControl(held.lab, 'POST', '/content', { username: victim });
    expect(await held.goOn()).toEqual([applied, skipped('criteria-no-longer-match')]);
  });
});

it('leaves the clock of a stage to whoever was seen since the run took their licence', async () => {
  const scene = await startStaged();
  const policy = buildStaged({ stages: [{ name: 'out', afterDays: 0, actions: ['takeLicence', 'disable'] }] });
  const held = await holdPolicy(scene.sidecar, policy, 2);
  const { context } = scene.sidecar;
  Object.assign(context.store.links, {
    lastKept: async function* () {
      yield [{ userKey: held.entry.userKey, at: context.clock.now() }];
    },
  });
  const outcomes = await held.goOn();
  const status = (await scene.userNow())?.status;
  await scene.close();
  expect([outcomes.at(-1), status]).toEqual([skipped('stage-was-reset'), 'current']);
});

it('goes on with whoever was put into a project between the snapshot and the first step', async () => {
  lab = await startLab({ users: 160 });
  const at = lab;
  createGroupAt(lab, 'project-x');
  sidecar = await startSidecar({ lab });
  const { journal } = sidecar.context.store;
  const { attempting } = journal;
  Object.assign(journal, {
    attempting: async (row: Parameters<typeof attempting>[0]) => {
      joinAt(at, victim, 'project-x');
      await attempting(row);
    },
  });
  const held = await holdPolicy(sidecar, buildPolicy({ criteria: { username: [victim] }, actions: [...takeAccess] }));
  expect(held.entry.before.directGroups).not.toContain('project-x');
  expect(await held.goOn()).toEqual([applied, applied]);
});

/** Holds the undo of a run that disabled somebody and took their licence, after they got the licence back. */
async function holdUndo() {
  lab = await startLab({ users: 160 });
  sidecar = await startSidecar({ lab });
  const { context } = sidecar;
  const actions: Action[] = ['disable', { removeFromGroups: [licence] }];
  const done = await runPolicy(sidecar, buildPolicy({ criteria: { username: [victim] }, actions }), 'live');
  const held = await holdAfterSteps(sidecar, 1, async () => {
    const actor: Actor = { userKey: 'ada', username: 'ada' };
    const { id } = await undoRun({ ...context }, { runId: done.id, people: null, asked: undefined, actor });
    context.runner.wake();
    await context.runner.settled();
    return requireRun(context, id);
  });
  expect(held.entry.steps.map(({ change }) => change.kind)).toEqual(['add-to-group', 'enable']);
  return { ...held, lab };
}

it('lets nobody in again who was taken out of the group by hand while their undo was held', async () => {
  const held = await holdUndo();
  leaveAt(held.lab, victim, licence);
  expect((await held.goOn()).at(1)).toEqual(skipped('group-changed'));
});

it('goes on with an undo whatever others changed besides what it gave back', async () => {
  const held = await holdUndo();
  joinAt(held.lab, victim, 'empty-group');
  setActiveAt(held.lab, victim, true);
  expect((await held.goOn()).at(1)).toEqual({ kind: 'already' });
});
