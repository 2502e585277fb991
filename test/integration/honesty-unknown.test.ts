// What is not known never selects anybody: not under "not", not by a date nobody told, not by a group nobody could read.
import { afterEach, describe, expect, it } from 'vitest';
import type { Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import { imageOf } from '../../sidecar/src/mail/before-after.ts';
import { readBatches } from '../../sidecar/src/services/exports/read-batches.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { readEntries } from '../support/agreement.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { advanceDaysAt, setActiveAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

async function start(options: LabOptions, clock: MovableClock = createMovableClock()) {
  lab = await startLab({ users: 120, ...options });
  sidecar = await startSidecar({ lab, clock });
  return { lab, sidecar, context: sidecar.context, clock };
}

const disableWhom = (criteria: Criteria) => buildPolicy({ criteria, actions: ['disable'] });

describe('on Confluence 9.2, which tells nobody’s activity', () => {
  it.each<{ who: string; criteria: Criteria }>([
    { who: 'inactive for 90 days', criteria: { inactiveDays: 90 } },
    { who: 'not inactive for 90 days', criteria: { not: { inactiveDays: 90 } } },
    { who: 'not not inactive for 90 days', criteria: { not: { not: { inactiveDays: 90 } } } },
    { who: 'never active', criteria: { neverActive: { accountOlderThanDays: 1 } } },
  ])('knows of nobody whether they are $who, and says so', async ({ criteria }) => {
    const { context, ...at } = await start({ confluence: '9.2' });
    await context.store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: context.clock.now() });
    const run = await runPolicy(at.sidecar, disableWhom(criteria), 'live');
    const { summary, unknownByReason } = await requirePlan(context, run.id);
    expect(run).toMatchObject({ ending: 'completed', mode: 'live' });
    expect(summary).toMatchObject({
      usersRead: 120,
      matched: 0,
      unknown: 120,
      planned: 0,
      already: 0,
      refused: 0,
      unsupported: 0,
    });
    expect(unknownByReason).toEqual({ 'activity-no-source': 120 });
    expect((await requireReport(context, run.id)).plan?.unknownByReason).toEqual({ 'activity-no-source': 120 });
    expect(writesAt(at.lab)).toEqual([]);
  });

  it('holds a live run until somebody says that no groups are nested, because the exempt group is not wholly known', async () => {
    const { context, ...at } = await start({ confluence: '9.2' });
    const policy = { ...disableWhom({ inGroup: 'contractors' }), protect: { users: [], groups: ['keep'] } };
    const held = await runPolicy(at.sidecar, policy, 'live');
    expect(held.ending).toBe('quarantined');
    const { refusals } = await requirePlan(context, held.id);
    expect(refusals).toEqual([
      { guard: 'exemption-unreadable', details: { groups: expect.stringMatching(/^keep, .*administrators/) } },
    ]);
    expect(writesAt(at.lab)).toEqual([]);

    await context.store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: context.clock.now() });
    const run = await runPolicy(at.sidecar, policy, 'live');
    expect(run.ending).toBe('completed');
    expect(writesAt(at.lab).length).toBeGreaterThan(0);
  });
});

describe('on Confluence 10.2', () => {
  it('takes nobody whose activity is not told for active or for inactive', async () => {
    const { context, ...at } = await start({});
    for (const criteria of [{ inactiveDays: 1 }, { not: { inactiveDays: 1 } }]) {
      const run = await runPolicy(at.sidecar, disableWhom(criteria), 'test');
      const names = (await readEntries(context.store, run.id)).map((entry) => String(entry.username));
      expect(names.length).toBeGreaterThan(5);
      expect(names.filter((name) => name.startsWith('unknown.'))).toEqual([]);
      const { summary, unknownByReason } = await requirePlan(context, run.id);
      expect(unknownByReason).toMatchObject({
        'activity-not-covered': expect.any(Number),
        'activity-not-told': expect.any(Number),
      });
      const counted = Object.values(unknownByReason).reduce((sum, users) => sum + users, 0);
      expect(counted).toBe(summary.unknown);
    }
  });

  it('takes nobody whose mail address is not known for a stranger', async () => {
    const { context, ...at } = await start({});
    const run = await runPolicy(at.sidecar, disableWhom({ not: { emailDomain: ['example.com'] } }), 'test');
    const state = await readState(at.lab);
    const entries = await readEntries(context.store, run.id);
    expect(entries.length).toBeGreaterThan(5);
    for (const { username } of entries) expect(state.get(username)?.email).toMatch(/@(?!example\.com$)/);
    expect(entries.map((entry) => entry.username)).not.toContain('no.email');
    const { summary, unknownByReason } = await requirePlan(context, run.id);
    expect(unknownByReason).toEqual({ 'email-not-told': summary.unknown });
    const known = [...state.values()].filter((user) => user.email?.endsWith('@example.com'));
    expect(summary.unknown).toBeGreaterThanOrEqual(summary.usersRead - summary.matched - known.length);
  });

  it('counts the age of an account from when it was first seen, and selects nobody before that is long enough', async () => {
    const { context, clock, ...at } = await start({});
    const policy = disableWhom({ neverActive: { accountOlderThanDays: 30 } });
    const first = await runPolicy(at.sidecar, policy, 'test');
    const { summary, unknownByReason } = await requirePlan(context, first.id);
    expect(summary.matched).toBe(0);
    const waiting = unknownByReason['account-age-not-told'] ?? 0;
    expect(waiting).toBeGreaterThan(0);

    clock.advanceMs(31 * 86_400_000);
    await advanceDaysAt(at.lab, 31);
    const later = await runPolicy(at.sidecar, policy, 'test');
    expect((await requirePlan(context, later.id)).summary.matched).toBe(waiting);
  });

  it('selects nobody disabled for a year on the first day, and a year of readings later those who stayed disabled', async () => {
    const { context, clock, ...at } = await start({});
    const policy = disableWhom({ disabledDays: 365 });
    const disabled = [...(await readState(at.lab)).values()].filter((user) => user.status === 'deactivated');
    const first = await runPolicy(at.sidecar, policy, 'test');
    const { summary, unknownByReason } = await requirePlan(context, first.id);
    expect(summary).toMatchObject({ matched: 0, unknown: disabled.length });
    expect(unknownByReason).toEqual({ 'disabled-since-not-told': disabled.length });

    for (const day of [122, 244, 366]) {
      clock.advanceMs(122 * 86_400_000);
      await advanceDaysAt(at.lab, 122);
      if (day === 122) setActiveAt(at.lab, 'disabled.recent', true);
      if (day === 244) setActiveAt(at.lab, 'disabled.recent', false);
      const run = await runPolicy(at.sidecar, policy, 'test');
      const names = (await readEntries(context.store, run.id)).map((entry) => String(entry.username)).sort();
      const expected = disabled.map((user) => user.username).filter((name) => name !== 'disabled.recent');
      expect(names).toEqual(day < 365 ? [] : expected.sort());
    }
  });
});

describe('when the members of one group cannot be read', () => {
  const unreadable = { kind: 'status', status: 403, match: { path: '**/group/service-accounts/member' } } as const;

  it('takes nobody for a stranger to that group', async () => {
    const { context, ...at } = await start({ confluence: '9.4', checkAnswers: false });
    at.lab.wire.faults.add(unreadable);
    const run = await runPolicy(at.sidecar, disableWhom({ not: { inGroup: 'service-accounts' } }), 'test');
    const { summary, unknownByReason } = await requirePlan(context, run.id);
    expect(summary).toMatchObject({ matched: 0, unknown: 120 });
    expect(unknownByReason).toEqual({ 'group-unreadable': 120 });
    const sources = (await requireReport(context, run.id)).snapshot?.sources;
    expect(sources?.find((one) => one.source === 'groups.members')).toMatchObject({
      state: 'partial',
      reason: 'group_unreadable',
    });
  });

  it.each([
    ['none could not', [], true],
    ['one could not', ['**/group/member'], false],
  ] as const)(
    'tells in plan and export whether all groups of a user are known where %s',
    async (_what, paths, known) => {
      const { context, ...at } = await start({ checkAnswers: false });
      for (const path of paths) at.lab.wire.faults.add({ ...unreadable, match: { path } });
      const run = await runPolicy(at.sidecar, disableWhom({ status: 'active' }), 'test');
      const entries = await readEntries(context.store, run.id);
      expect(entries.length).toBeGreaterThan(5);
      for (const entry of entries) {
        expect(entry.before.groupsIncomplete).toBe(known ? undefined : true);
        expect(imageOf(entry).groupsIncomplete).toBe(known ? undefined : true);
      }
      const { id: snapshotId = -1 } = (await context.store.snapshots.newest()) ?? {};
      const query = { kind: 'users', snapshotId, runId: null, criteria: null, search: '' } as const;
      for await (const rows of readBatches(context.store, { ...query, now: context.clock.now() })) {
        expect(new Set(rows.map((row) => row.groups_complete))).toEqual(new Set([known]));
      }
    },
  );

  it('holds every live run that exempts the group, keeps the plan, and lets a test run pass', async () => {
    const { context, ...at } = await start({ confluence: '9.4', checkAnswers: false });
    const policy = { ...disableWhom({ inGroup: 'contractors' }), protect: { users: [], groups: ['service-accounts'] } };
    at.lab.wire.faults.add(unreadable);
    expect((await runPolicy(at.sidecar, policy, 'test')).ending).toBe('completed');
    const held = await runPolicy(at.sidecar, policy, 'live');
    expect(held.ending).toBe('quarantined');
    const { refusals, summary } = await requirePlan(context, held.id);
    expect(refusals).toEqual([{ guard: 'exemption-unreadable', details: { groups: 'service-accounts' } }]);
    expect(summary.planned).toBeGreaterThan(0);
    expect(writesAt(at.lab)).toEqual([]);

    at.lab.wire.faults.clear();
    expect((await runPolicy(at.sidecar, policy, 'live')).ending).toBe('completed');
    expect(writesAt(at.lab)).toHaveLength(summary.planned);
  });
});
