// Guards and actions end to end: what is held, who is never a target, and how each action comes out at Confluence.
import { afterEach, describe, expect, it } from 'vitest';
import type { Action } from '../../sidecar/src/domain/action.ts';
import type { Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import { pauseRun, resumeRun } from '../../sidecar/src/services/pause-run.ts';
import { cancelRun } from '../../sidecar/src/services/runs.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { findDisagreements, readEntries } from '../support/agreement.ts';
import { joinAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, findEntry, requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

async function start(options: LabOptions = {}) {
  lab = await startLab({ users: 160, ...options });
  sidecar = await startSidecar({ lab });
  return { lab, sidecar, context: sidecar.context, before: await readState(lab) };
}

const idle: Criteria = { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] };
const keep = { users: [], groups: ['keep'] };

function act(criteria: Criteria, ...actions: Action[]) {
  return buildPolicy({ criteria, actions, protect: keep });
}

describe('a plan over its limits', () => {
  it.each([
    { what: 'more users than the policy allows', limits: { ...defaultLimits, maxPercent: 100, maxUsers: 3 } },
    { what: 'a larger share of all users than the policy allows', limits: { ...defaultLimits, maxPercent: 5 } },
  ])('is held with its numbers and kept, when it would change $what', async ({ limits }) => {
    const { context, before, ...at } = await start({ users: 300 });
    const run = await runPolicy(at.sidecar, { ...act(idle, 'disable'), limits }, 'live');
    expect(run).toMatchObject({ ending: 'quarantined', failure: null });
    const plan = await requirePlan(context, run.id);
    const { planned, usersRead } = plan.summary;
    expect(planned).toBeGreaterThan(25);
    const percent = Math.round((planned / usersRead) * 1000) / 10;
    const byCount = { guard: 'user-count', details: { planned, limit: 3 } };
    const byShare = { guard: 'user-percent', details: { planned, usersRead, percent, limit: 5 } };
    expect(plan.refusals).toEqual([limits.maxPercent === 100 ? byCount : byShare]);
    expect((await requireReport(context, run.id)).plan).toMatchObject({ digest: plan.digest, refusals: plan.refusals });
    expect(await readEntries(context.store, run.id)).toHaveLength(plan.summary.matched);
    expect((await context.store.runs.counts(run.id)).users.open).toBe(planned);
    expect(writesAt(at.lab)).toEqual([]);
    expect(await readState(at.lab)).toEqual(before);
  });
});

describe('who is never a target', () => {
  it('refuses the own account, every administrator and every exempt user, each with the guard that stands for them', async () => {
    const { context, before, ...at } = await start();
    const policy = { ...act({ status: 'active' }, 'disable'), protect: { users: ['Plus Idle'], groups: ['keep'] } };
    const run = await runPolicy(at.sidecar, policy, 'live');
    const guards = {
      'um-service': 'own-account',
      admin: 'administrator',
      'admin.never': 'administrator',
      'admin.nested': 'administrator',
      'admin.site': 'administrator',
      'admin.grant': 'administrator',
      'keep.nested.twice': 'protected-group',
      'plus idle': 'protected-user',
    };
    const after = await readState(at.lab);
    for (const [username, guard] of Object.entries(guards)) {
      const steps = (await findEntry(context, run.id, username))?.steps;
      expect([username, steps?.map((step) => step.disposition)]).toEqual([username, [{ kind: 'refused', guard }]]);
      expect(after.get(username)).toEqual(before.get(username));
    }
    expect((await context.store.runs.counts(run.id)).users.applied).toBeGreaterThan(50);
  });

  it('holds a plan that brings anybody into a group with rights in the administration, and changes nothing', async () => {
    const { context, ...at } = await start();
    const action: Action = { addToGroups: ['confluence-administrators'] };
    const run = await runPolicy(at.sidecar, act(idle, action), 'live');
    const { summary, refusals } = await requirePlan(context, run.id);
    expect(summary.planned).toBeGreaterThan(5);
    expect(refusals.map(({ guard }) => guard)).toContain('privileged-changes');
    expect((await requireRun(context, run.id)).ending).toBe('quarantined');
    expect(writesAt(at.lab)).toEqual([]);
  });

  it('refuses to bring anybody out of a group with rights in the administration', async () => {
    const { context, ...at } = await start();
    const run = await runPolicy(at.sidecar, act(idle, { removeFromGroups: ['site-administrators'] }), 'live');
    const { summary } = await requirePlan(context, run.id);
    expect(summary).toMatchObject({ planned: 0, refused: summary.matched });
    expect(summary.matched).toBeGreaterThan(5);
    expect(writesAt(at.lab)).toEqual([]);
  });

  it('leaves somebody alone who became an administrator a moment ago, the last one above all', async () => {
    const { context, ...at } = await start();
    afterPlanning(context, () => joinAt(at.lab, "d'angelo", 'confluence-administrators'));
    const run = await runPolicy(at.sidecar, act({ username: ["d'angelo"] }, 'delete'), 'live');
    const [step] = (await findEntry(context, run.id, "d'angelo"))?.steps ?? [];
    expect(step?.outcome).toEqual({ kind: 'refused', guard: 'administrator' });
    expect(writesAt(at.lab)).toEqual([]);
  });
});

describe('actions', () => {
  it.each([
    { what: 'by a long task', lost: false },
    { what: 'though the answer to DELETE is lost', lost: true },
  ])('delete users for good, $what, and read back that they are gone', async ({ lost }) => {
    const { context, before, ...at } = await start({ deleteTaskMs: 300, checkAnswers: false });
    if (lost) at.lab.wire.faults.add({ kind: 'lost-answer', match: { method: 'DELETE' } });
    const policy = act({ all: [{ status: 'disabled' }, { not: { inGroup: 'keep' } }] }, 'delete');
    const doomed = [...before.values()].filter((user) => user.status === 'deactivated');
    const run = await runPolicy(at.sidecar, policy, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    const { steps, verified } = await context.store.runs.counts(run.id);
    const after = await readState(at.lab);
    expect(doomed.filter((user) => after.has(user.username)).map((user) => user.username)).toEqual([]);
    expect(writesAt(at.lab)).toHaveLength(doomed.length);
    expect(steps).toEqual({ applied: doomed.length });
    expect(verified).toEqual({ confirmed: doomed.length });
    expect(await findDisagreements(at.lab, context.store, run.id, before)).toEqual([]);
  });

  it('enable disabled users and add them to groups, each by one call, and leave what is so already', async () => {
    const { context, before, ...at } = await start();
    const policy = act({ status: 'disabled' }, 'enable', { addToGroups: ['empty-group', 'confluence-users'] });
    const run = await runPolicy(at.sidecar, policy, 'live');
    const { steps, verified } = await context.store.runs.counts(run.id);
    const after = await readState(at.lab);
    const returned = [...before.values()].filter((user) => user.status === 'deactivated');
    for (const { username } of returned) {
      expect(after.get(username)).toMatchObject({ status: 'current' });
      expect(after.get(username)?.groups).toEqual(expect.arrayContaining(['confluence-users', 'empty-group']));
    }
    const licensed = returned.filter((user) => user.groups.includes('confluence-users')).length;
    expect(licensed).toBeGreaterThan(0);
    expect(steps).toEqual({ applied: returned.length * 3 - licensed, already: licensed });
    expect(verified).toEqual({ confirmed: steps.applied });
    expect(writesAt(at.lab)).toHaveLength(steps.applied ?? 0);
    expect(await findDisagreements(at.lab, context.store, run.id, before)).toEqual([]);
  });

  it('call a user and a group with a slash in the name unsupported before anything is tried', async () => {
    const { context, ...at } = await start();
    const slashed: Criteria = { username: ['emea/idle', 'slash.group.idle'] };
    const run = await runPolicy(at.sidecar, act(slashed, { removeFromGroups: ['partners/emea'] }, 'disable'), 'live');
    const dispositions = async (name: string) =>
      (await findEntry(context, run.id, name))?.steps.map((step) => step.disposition);
    const unsupported = { kind: 'unsupported', reason: 'name-needs-password' };
    expect(await dispositions('slash.group.idle')).toEqual([unsupported, { kind: 'planned' }]);
    expect(await dispositions('emea/idle')).toEqual([{ kind: 'already' }, unsupported]);
    expect(writesAt(at.lab)).toEqual(['PUT /rest/api/admin/user/slash.group.idle/disable']);
  });
});

describe('cancelling a live run', () => {
  it('ends the step at hand of each user at work and leaves the rest alone, with the reason', async () => {
    const { context, before, ...at } = await start();
    const { store, clock } = context;
    const run = await requestRun(context, act(idle, 'disable'), 'live');
    const { attempting } = store.journal;
    let made = 0;
    Object.assign(store.journal, {
      attempting: async (step: Parameters<typeof attempting>[0]) => {
        await attempting(step);
        made += 1;
        const wake = {
          runner: () => undefined,
          snapshot: () => undefined,
          scheduler: () => undefined,
          mails: () => undefined,
        };
        if (made !== 3) return;
        await cancelRun({ store, clock, wake }, { runId: run.id, actor: { userKey: 'key', username: 'admin' } });
      },
    });
    context.runner.wake();
    await context.runner.settled();
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'cancelled' });
    const { steps } = await store.runs.counts(run.id);
    expect(steps.applied).toBeGreaterThanOrEqual(3);
    expect(steps.applied).toBe(writesAt(at.lab).length);
    expect(steps.skipped).toBeGreaterThan(5);
    const skipped = (await readEntries(store, run.id)).flatMap(({ steps: all }) => all.map((step) => step.outcome));
    const reasons = skipped.flatMap((outcome) => (outcome?.kind === 'skipped' ? [outcome.reason] : []));
    expect(new Set(reasons)).toEqual(new Set(['cancelled']));
    expect(await findDisagreements(at.lab, store, run.id, before)).toEqual([]);
  });
});

describe('a paused run', () => {
  it('keeps the rest planned until it goes on, acts on nobody twice, and can be cancelled while it pauses', async () => {
    const { context, before, ...at } = await start();
    const { store, clock, wake } = context;
    const actor = { userKey: 'ada', username: 'ada' } as Actor;
    afterPlanning(context, async () => {
      await pauseRun({ store, clock, wake }, { runId: 1, role: 'administrator', actor });
    });
    const run = await runPolicy(at.sidecar, act(idle, 'disable'), 'live');
    expect(run).toMatchObject({ state: 'executing', pausedBy: 'ada' });
    expect(writesAt(at.lab)).toEqual([]);
    await resumeRun({ store, clock, wake }, { runId: run.id, role: 'administrator', actor });
    context.runner.wake();
    await context.runner.settled();
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed', pausedBy: null });
    expect(await findDisagreements(at.lab, store, run.id, before)).toEqual([]);
    await expect(
      pauseRun({ store, clock, wake }, { runId: run.id, role: 'administrator', actor }),
    ).rejects.toMatchObject({
      code: 'run_already_finished',
    });
  });

  it('ends when it is cancelled, with the rest left alone', async () => {
    const { context, ...at } = await start();
    const { store, clock, wake } = context;
    const actor = { userKey: 'ada', username: 'ada' } as Actor;
    afterPlanning(context, async () => {
      await pauseRun({ store, clock, wake }, { runId: 1, role: 'administrator', actor });
    });
    const run = await runPolicy(at.sidecar, act(idle, 'disable'), 'live');
    await cancelRun({ store, clock, wake }, { runId: run.id, actor });
    context.runner.wake();
    await context.runner.settled();
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'cancelled' });
    expect(writesAt(at.lab)).toEqual([]);
  });
});
