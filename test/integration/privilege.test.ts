// Rights in the administration and credentials of administrators: by an administrator and a second one, on every road.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { effectiveMode } from '../../sidecar/src/domain/run-mode.ts';
import { approveRun, undoRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { saveUserList } from '../../sidecar/src/services/user-lists.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { setGrants } from '../lab/world/changes.ts';
import { effectiveAccount, findUser } from '../lab/world/views.ts';
import { configureDirectories, groupsAt, namesOfDirectories } from '../support/directories.ts';
import { joinAt, leaveAt, setActiveAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { outcomesOf, requirePlan, writesAt } from '../support/runs.ts';
import {
  buildPolicy,
  requestRun,
  requireRun,
  type Sidecar,
  type SidecarOptions,
  startSidecar,
} from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const administrators = 'confluence-administrators';

async function start(options: LabOptions = {}, more: (lab: Lab) => Partial<SidecarOptions> = () => ({})) {
  const lab = await startLab({ users: 160, checkAnswers: false, ...options });
  const overrides = { synchronisationWaitMs: 0 };
  const sidecar = await startSidecar({ lab, overrides, ...more(lab) });
  closers.push(lab.close, sidecar.close);
  const { context } = sidecar;
  const settle = async (run: Run): Promise<Run> => {
    context.runner.wake();
    await context.runner.settled();
    return requireRun(context, run.id);
  };
  return {
    lab,
    sidecar,
    context,
    settle,
    run: async (policy: PolicyDefinition, by = 'admin') => settle(await requestRun(context, policy, 'live', by)),
    approve: async (held: Run, by: string) => {
      const { digest } = await requirePlan(context, held.id);
      return settle(await approveRun(context, { runId: held.id, digest, actor: actorOf(by) }));
    },
    groupsOf: async (name: string) => (await readState(lab)).get(name)?.groups ?? [],
  };
}

const actorOf = (username: string): Actor => ({ userKey: username, username });
const joinAdministrators = (name = 'no.email') =>
  buildPolicy({ criteria: { username: [name] }, actions: [{ addToGroups: [administrators] }] });

async function expectHeld({ context, lab }: { context: Sidecar['context']; lab: Lab }, held: Run): Promise<void> {
  expect(held.ending).toBe('quarantined');
  expect((await requirePlan(context, held.id)).refusals).toMatchObject([{ guard: 'privileged-changes' }]);
  expect(writesAt(lab)).toEqual([]);
}

describe('adding somebody to a group of administrators', () => {
  it('by hand is held with the plan kept, and done once a second administrator approves it', async () => {
    const stage = await start();
    const held = await stage.run(joinAdministrators());
    await expectHeld(stage, held);
    expect((await requirePlan(stage.context, held.id)).refusals).toEqual([
      { guard: 'privileged-changes', details: { users: 1, groups: administrators, credentials: 0 } },
    ]);
    const done = await stage.approve(held, 'admin.idle');
    expect(done.ending).toBe('completed');
    expect(await outcomesOf(stage.context, done.id, 'no.email')).toEqual([{ kind: 'applied' }]);
    expect(await stage.groupsOf('no.email')).toContain(administrators);
    const { digest } = await requirePlan(stage.context, held.id);
    expect(await stage.context.store.runs.decision(held.id)).toMatchObject({
      by: 'admin.idle',
      secondPerson: { digest, askedBy: 'admin' },
    });
  });

  it('is not approved by who asked for it, whatever the spelling, the settings and the policy say', async () => {
    const stage = await start();
    const { store, clock } = stage.context;
    await store.settings.setApproval({ twoPersons: false, days: 7 }, { by: 'admin', at: clock.now() });
    const held = await stage.run({ ...joinAdministrators(), includeAdministrators: ['no.email'] });
    for (const name of ['admin', 'ADMIN']) {
      await expect(stage.approve(held, name)).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
    }
    await expectHeld(stage, held);
  });

  it('is not approved by the author of the policy, not even of a version that was edited since', async () => {
    const stage = await start();
    const { store, clock } = stage.context;
    const definition = joinAdministrators();
    await store.policies.save({ definition, origin: { kind: 'api', by: 'admin.idle' }, at: clock.now() });
    const held = await stage.run(definition);
    const edited = { ...definition, name: 'Edited' };
    await store.policies.save({ definition: edited, origin: { kind: 'api', by: 'admin.never' }, at: clock.now() });
    await expect(stage.approve(held, 'admin.idle')).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
    expect((await stage.approve(held, 'admin.never')).ending).toBe('completed');
  });

  it.each([
    { who: 'is no administrator at all', by: 'show.markup', happen: () => undefined },
    {
      who: 'administers by a permission that is told by display name alone',
      by: 'admin.grant',
      happen: () => undefined,
    },
    { who: 'was disabled since', by: 'admin.idle', happen: (lab: Lab) => setActiveAt(lab, 'admin.idle', false) },
    {
      who: 'left the administrators since',
      by: 'admin.idle',
      happen: (lab: Lab) => leaveAt(lab, 'admin.idle', administrators),
    },
  ])('is not approved by somebody who $who', async ({ by, happen }) => {
    const stage = await start();
    const held = await stage.run(joinAdministrators());
    happen(stage.lab);
    await expect(stage.approve(held, by)).rejects.toMatchObject({ code: 'privilege_needs_administrators' });
    await expectHeld(stage, held);
  });

  it('is not approved where who asked for it is no administrator any more', async () => {
    const stage = await start();
    const held = await stage.run(joinAdministrators(), 'admin.never');
    leaveAt(stage.lab, 'admin.never', administrators);
    await expect(stage.approve(held, 'admin')).rejects.toMatchObject({ code: 'privilege_needs_administrators' });
  });

  it('stays refused in an approved run whose second administrator lost the rights before it acted', async () => {
    const stage = await start();
    const held = await stage.run(joinAdministrators());
    const { digest } = await requirePlan(stage.context, held.id);
    const wake = { ...stage.context.wake, runner: () => undefined };
    const order = { runId: held.id, digest, actor: actorOf('admin.idle') };
    const approved = await approveRun({ ...stage.context, wake }, order);
    leaveAt(stage.lab, 'admin.idle', administrators);
    const done = await stage.settle(approved);
    expect(await outcomesOf(stage.context, done.id, 'no.email')).toEqual([{ kind: 'refused', guard: 'role-group' }]);
    expect(writesAt(stage.lab)).toEqual([]);
  });

  it('stays refused in a run that says it was approved where no second person stands behind it', async () => {
    const stage = await start();
    const { store, clock } = stage.context;
    const held = await stage.run(joinAdministrators());
    const next = {
      policyId: held.policyId,
      policyVersion: held.policyVersion,
      trigger: { kind: 'approval', by: 'admin.idle', of: held.id } as const,
      ...effectiveMode({ policyMode: 'live', processMode: 'live' }),
      requestedAt: clock.now(),
    };
    const decided = await store.runs.decide({ runId: held.id, by: 'admin.idle', at: clock.now(), reason: null, next });
    if (decided.kind !== 'written' || decided.run === null) throw new Error(decided.kind);
    const done = await stage.settle(decided.run);
    expect(await outcomesOf(stage.context, done.id, 'no.email')).toEqual([{ kind: 'refused', guard: 'role-group' }]);
    expect(writesAt(stage.lab)).toEqual([]);
  });

  it('by a policy file takes somebody who starts it by hand first, and another one to approve', async () => {
    const folder = await makeTemporaryFolder();
    closers.push(folder.remove);
    const stage = await start({}, () => ({ policiesDir: folder.path }));
    const { store, clock } = stage.context;
    const text = `policy: grant\nname: Grant\ncriteria:\n  username: [no.email]\nactions:\n  - addToGroups: [${administrators}]\nlimits: { maxPercent: 100 }\n`;
    await writeFile(path.join(folder.path, 'grant.yaml'), text);
    expect((await stage.context.applyPolicies()).faults).toEqual([]);
    await store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
    const policy = await store.policies.setMode('grant' as PolicyId, 'live', clock.now());
    const request = async (trigger: Run['trigger']) => {
      const { id: policyId, version: policyVersion } = policy ?? { id: 'grant' as PolicyId, version: 1 };
      const mode = effectiveMode({ policyMode: 'live', processMode: 'live' });
      const run = await store.runs.request({ policyId, policyVersion, trigger, ...mode, requestedAt: clock.now() });
      if (run === null) throw new Error('the policy has an open run');
      return stage.settle(run);
    };
    const byItself = await request({ kind: 'schedule', tick: '2026-03-01T02:00' });
    await expect(stage.approve(byItself, 'admin.idle')).rejects.toMatchObject({ code: 'privilege_asker_unknown' });
    await expectHeld(stage, byItself);
    const held = await request({ kind: 'by-hand', by: 'admin' });
    expect((await stage.approve(held, 'admin.idle')).ending).toBe('completed');
    expect(await stage.groupsOf('no.email')).toContain(administrators);
  });

  it('by a list of users takes the same road', async () => {
    const stage = await start();
    await stage.context.takeSnapshot();
    await saveUserList(stage.context, { name: 'promoted', csv: 'username\nno.email\n', actor: actorOf('admin') });
    const policy = buildPolicy({ criteria: { inList: 'promoted' }, actions: [{ addToGroups: [administrators] }] });
    const held = await stage.run(policy);
    await expectHeld(stage, held);
    await expect(stage.approve(held, 'admin')).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
    await stage.approve(held, 'admin.idle');
    expect(await stage.groupsOf('no.email')).toContain(administrators);
  });

  it('by an undo, because the group gives rights by now, takes the same road', async () => {
    const stage = await start();
    const policy = buildPolicy({
      criteria: { username: ['no.email'] },
      actions: [{ removeFromGroups: ['confluence-users'] }],
    });
    const run = await stage.run(policy);
    setGrants(stage.lab.world, 'group:confluence-users', ['application/use', 'system/administer']);
    stage.lab.wire.log.clear();
    const asked = { runId: run.id, people: null, asked: undefined, actor: actorOf('admin') } as const;
    const held = await stage.settle(await undoRun(stage.context, asked));
    await expectHeld(stage, held);
    await expect(stage.approve(held, 'admin')).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
    const done = await stage.approve(held, 'admin.idle');
    expect(await outcomesOf(stage.context, done.id, 'no.email')).toEqual([{ kind: 'applied' }]);
    expect(await stage.groupsOf('no.email')).toContain('confluence-users');
  });

  it('by a move that would carry the group takes the same road', async () => {
    const stage = await start({ directories: 'three', synchroniseEveryMinutes: 0 }, configureDirectories);
    const names = namesOfDirectories(stage.lab);
    const [group = ''] = groupsAt(stage.lab, names.crowd, 'crowd.only.idle');
    setGrants(stage.lab.world, `group:${group}`, ['system/administer']);
    const order = { from: names.crowd, to: names.internal, missingGroups: 'create', mailPasswordReset: false } as const;
    const policy = buildPolicy({ criteria: { username: ['crowd.only.idle'] }, actions: [{ moveToDirectory: order }] });
    const held = await stage.run({ ...policy, includeAdministrators: ['crowd.only.idle'] });
    await expectHeld(stage, held);
    await expect(stage.approve(held, 'admin')).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
    const done = await stage.approve(held, 'admin.idle');
    expect(done.ending).toBe('completed');
    expect(groupsAt(stage.lab, names.internal, 'crowd.only.idle')).toContain(group);
  });
});

describe('resetting the password of an administrator', () => {
  const reset = buildPolicy({
    criteria: { username: ['admin.idle', 'no.email'] },
    actions: ['resetPassword'],
    includeAdministrators: ['admin.idle'],
  });
  const passwordAt = (lab: Lab) => effectiveAccount(findUser(lab.world, 'admin.idle') ?? fail()).password;

  it('is held, and done once a second administrator approves it', async () => {
    const stage = await start({ directories: 'three' }, () => ({ smtpUrl: 'smtp://127.0.0.1:1' }));
    const before = passwordAt(stage.lab);
    const held = await stage.run(reset);
    await expectHeld(stage, held);
    expect((await requirePlan(stage.context, held.id)).refusals).toEqual([
      { guard: 'privileged-changes', details: { users: 1, groups: '', credentials: 1 } },
    ]);
    await expect(stage.approve(held, 'admin')).rejects.toMatchObject({ code: 'privilege_needs_second_person' });
    await stage.approve(held, 'admin.never');
    expect(passwordAt(stage.lab)).not.toBe(before);
  });

  it('who became an administrator only after the plan is no part of what was approved', async () => {
    const stage = await start({ directories: 'three' }, () => ({ smtpUrl: 'smtp://127.0.0.1:1' }));
    const policy = { ...reset, criteria: { username: ['admin.idle', 'show.markup'] } };
    const held = await stage.run({ ...policy, includeAdministrators: ['admin.idle', 'show.markup'] });
    joinAt(stage.lab, 'show.markup', administrators);
    const done = await stage.approve(held, 'admin.never');
    expect(await outcomesOf(stage.context, done.id, 'admin.idle')).toEqual([{ kind: 'applied' }]);
    expect(await outcomesOf(stage.context, done.id, 'show.markup')).toEqual([
      { kind: 'refused', guard: 'administrator-credentials' },
    ]);
  });
});

function fail(): never {
  throw new Error('the lab has no admin.idle');
}
