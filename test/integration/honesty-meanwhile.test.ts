// What happened between plan and execution: whoever changed meanwhile is left alone, each with the reason that fits.
import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import { findDisagreements, readEntries } from '../support/agreement.ts';
import { deleteAt, deleteGroupAt, joinAt, leaveAt, renameAt, setActiveAt, signInAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning, findEntry, outcomesOf, requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

async function start() {
  lab = await startLab({ users: 160 });
  sidecar = await startSidecar({ lab });
  return { lab, sidecar, context: sidecar.context };
}

const idle = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
  protect: { users: [], groups: ['keep'] },
});
const victim = "d'angelo";

describe('between plan and execution', () => {
  it.each<{ what: string; happen: (at: Lab) => void | Promise<void>; outcome: object; name?: string }>([
    {
      what: 'signed in',
      happen: (at) => signInAt(at, victim),
      outcome: { kind: 'skipped', reason: 'criteria-no-longer-match' },
    },
    {
      what: 'was renamed',
      happen: (at) => renameAt(at, victim, 'angela.new'),
      outcome: { kind: 'skipped', reason: 'user-was-renamed' },
      name: 'angela.new',
    },
    { what: 'was deleted', happen: (at) => deleteAt(at, victim), outcome: { kind: 'skipped', reason: 'user-is-gone' } },
    {
      what: 'was deleted and made anew under the same name',
      happen: (at) => {
        deleteAt(at, victim);
        renameAt(at, 'plus idle', victim);
      },
      outcome: { kind: 'skipped', reason: 'user-is-gone' },
    },
    {
      what: 'was disabled by hand',
      happen: (at) => setActiveAt(at, victim, false),
      outcome: { kind: 'skipped', reason: 'status-changed' },
    },
    {
      what: 'left the group by hand',
      happen: (at) => leaveAt(at, victim, 'confluence-users'),
      outcome: { kind: 'skipped', reason: 'group-changed' },
    },
    {
      what: 'joined an exempt group',
      happen: (at) => joinAt(at, victim, 'keep'),
      outcome: { kind: 'refused', guard: 'protected-group' },
    },
    {
      what: 'became an administrator',
      happen: (at) => joinAt(at, victim, 'site-administrators'),
      outcome: { kind: 'refused', guard: 'administrator' },
    },
  ])('leaves a user alone who $what', async ({ happen, outcome, name = victim }) => {
    const { context, ...at } = await start();
    let afterwards: unknown;
    afterPlanning(context, async () => {
      expect(await findEntry(context, 1, victim)).toMatchObject({ fate: 'planned' });
      await happen(at.lab);
      afterwards = (await readState(at.lab)).get(name);
    });
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(run.ending).toBe('completed');
    expect(await outcomesOf(context, run.id, victim)).toEqual([outcome, outcome]);
    expect((await readState(at.lab)).get(name)).toEqual(afterwards);
    expect(writesAt(at.lab).filter((write) => write.includes(encodeURIComponent(victim)))).toEqual([]);
    expect((await context.store.runs.counts(run.id)).users.applied).toBeGreaterThan(5);
  });

  it('leaves a disabled user alone who was enabled again', async () => {
    const { context, ...at } = await start();
    afterPlanning(context, () => setActiveAt(at.lab, 'disabled.idle', true));
    const policy = buildPolicy({
      criteria: { status: 'disabled' },
      actions: [{ removeFromGroups: ['confluence-users'] }],
    });
    const run = await runPolicy(at.sidecar, policy, 'live');
    expect(await outcomesOf(context, run.id, 'disabled.idle')).toEqual([{ kind: 'skipped', reason: 'status-changed' }]);
    expect((await readState(at.lab)).get('disabled.idle')).toMatchObject({
      status: 'current',
      groups: expect.arrayContaining(['confluence-users']),
    });
  });

  it('says that the step failed when the group to join was deleted, goes on to nothing else, and ends after so many failures', async () => {
    const { context, ...at } = await start();
    const before = await readState(at.lab);
    afterPlanning(context, () => deleteGroupAt(at.lab, 'empty-group'));
    const policy = { ...idle, actions: [{ addToGroups: ['empty-group'] }, 'disable'] as const };
    const run = await runPolicy(at.sidecar, policy, 'live');
    const planned = (await readEntries(context.store, run.id)).filter((entry) => entry.fate === 'planned');
    expect(planned.length).toBeGreaterThan(5);
    const failed = JSON.stringify([
      { kind: 'failed', code: 'host_not_found' },
      { kind: 'skipped', reason: 'earlier-step-failed' },
    ]);
    const leftAlone = JSON.stringify(Array(2).fill({ kind: 'skipped', reason: 'too-many-failures' }));
    const tried = planned.filter((entry) => entry.steps[0]?.disposition.kind === 'planned');
    const outcomes = tried.map(({ steps }) => JSON.stringify(steps.map((step) => step.outcome)));
    expect(outcomes.filter((one) => one === failed).length).toBeGreaterThanOrEqual(10);
    expect(new Set(outcomes)).toEqual(new Set([failed, leftAlone]));
    expect(await findDisagreements(at.lab, context.store, run.id, before)).toEqual([]);
  });
});

describe('when a group is gone before the reading', () => {
  it('selects nobody by a group that does not exist, not even those outside of it', async () => {
    const { context, ...at } = await start();
    deleteGroupAt(at.lab, 'contractors');
    for (const criteria of [{ inGroup: 'contractors' }, { not: { inGroup: 'contractors' } }]) {
      const run = await runPolicy(at.sidecar, { ...idle, criteria }, 'test');
      const { summary, unknownByReason } = await requirePlan(context, run.id);
      expect(summary).toMatchObject({ matched: 0, unknown: summary.usersRead });
      expect(unknownByReason).toEqual({ 'group-missing': summary.usersRead });
    }
  });

  it('holds a live run whose exempt group is gone', async () => {
    const { context, ...at } = await start();
    deleteGroupAt(at.lab, 'keep');
    const run = await runPolicy(at.sidecar, idle, 'live');
    expect(run.ending).toBe('quarantined');
    expect((await requirePlan(context, run.id)).refusals).toEqual([
      { guard: 'exemption-unreadable', details: { groups: 'keep' } },
    ]);
    expect(writesAt(at.lab)).toEqual([]);
  });
});
