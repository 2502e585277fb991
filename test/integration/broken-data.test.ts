// A broken source of data (everybody idle, half the users gone, dates null or in the future), at any size, ends in quarantine, never in action.
import { afterEach, describe, expect, it } from 'vitest';
import type { Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import type { PlanGuardName } from '../../sidecar/src/domain/guard/refusal.ts';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { isLicensed } from '../lab/world/views.ts';
import { createMovableClock } from '../support/clock.ts';
import { deleteAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { requirePlan, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

async function start(users: number) {
  lab = await startLab({ users: users < 80 ? 160 : users, checkAnswers: false });
  if (users < 80) cutTo(lab, users);
  const clock = createMovableClock();
  sidecar = await startSidecar({ lab, clock });
  return { lab, sidecar, clock, context: sidecar.context };
}

const idle: Criteria = {
  all: [
    { any: [{ inactiveDays: 90 }, { neverActive: { accountOlderThanDays: 1 } }] },
    { inGroup: 'confluence-users' },
    { status: 'active' },
  ],
};
// Wide open but for the guards this is about, so that nothing else can be what holds the plan.
const policy = buildPolicy({
  criteria: idle,
  actions: ['disable'],
  limits: { ...defaultLimits, maxPercent: 100, maxUnknownPercent: 100, maxGrowthFactor: 1_000 },
});

type Break = (at: Lab) => void;

function changeLogins(at: Lab, login: (before: number | null, index: number) => number | null): void {
  for (const [index, user] of [...at.world.users.values()].entries()) {
    user.lastLoginTold = true;
    user.lastLoginEpochMs = login(user.lastLoginEpochMs, index);
  }
  at.world.views.licensed = null;
}

const dayMs = 86_400_000;
const everybodyIdle: Break = (at) => changeLogins(at, () => at.clock.nowMs() - 400 * dayMs);
const allNull: Break = (at) => changeLogins(at, () => null);
const allInTheFuture: Break = (at) =>
  changeLogins(at, (_before, index) => at.clock.nowMs() + (index % 4 === 0 ? -400 : 400) * dayMs);
const manyIdle: Break = (at) =>
  changeLogins(at, (_before, index) => at.clock.nowMs() - (index % 10 === 0 ? 1 : 400) * dayMs);
const halfGone: Break = (at) => {
  const names = [...at.world.users.values()].map((user) => user.username).filter((name) => !/admin|um-/.test(name));
  for (const name of names.slice(0, Math.ceil(at.world.users.size / 2))) deleteAt(at, name);
};

/** Leaves so many: the product's own account and ordinary people, of whom one in four is idle, the last one too. */
const cutTo = (at: Lab, users: number): void => {
  const ordinary = [...at.world.users.values()].filter((user) => isLicensed(at.world, user)).slice(1 - users);
  const stay = new Set(['um-service', ...ordinary.map(({ username }) => username)]);
  for (const { username } of [...at.world.users.values()]) if (!stay.has(username)) deleteAt(at, username);
  const isIdle = (index: number) => index > 0 && (users - 1 - index) % 4 === 0;
  changeLogins(at, (_before, index) => at.clock.nowMs() - (isIdle(index) ? 400 : 1) * dayMs);
};

describe.each([{ users: 5 }, { users: 20 }, { users: 50 }, { users: 80 }, { users: 400 }])(
  'of $users users',
  ({ users }) => {
    it.each<{ what: string; happen: Break; guard: PlanGuardName }>([
      { what: 'everybody is suddenly idle', happen: everybodyIdle, guard: 'activity-implausible' },
      { what: 'all dates are null', happen: allNull, guard: 'activity-implausible' },
      { what: 'most dates lie in the future', happen: allInTheFuture, guard: 'activity-implausible' },
    ])('$what: the first run ever is held, and nothing is written', async ({ happen, guard }) => {
      const { context, ...at } = await start(users);
      happen(at.lab);
      // What counts as "never" needs an account that was seen for a day.
      await context.takeSnapshot();
      at.clock.advanceMs(2 * dayMs);
      const run = await runPolicy(at.sidecar, policy, 'live');
      expect(run.ending).toBe('quarantined');
      const plan = await requirePlan(context, run.id);
      expect(plan.summary.planned).toBeGreaterThan(0);
      expect(plan.refusals.map((refusal) => refusal.guard)).toContain(guard);
      expect(writesAt(at.lab)).toEqual([]);
    });

    it.each<{ what: string; happen: Break; guard: PlanGuardName }>([
      { what: 'half the users are gone', happen: halfGone, guard: 'population-shrunk' },
      { what: 'many are suddenly idle', happen: manyIdle, guard: 'activity-shift' },
    ])('$what since the last run: held each night, also after a run that had nobody to change', async (broken) => {
      const { context, clock, ...at } = await start(users);
      expect((await runPolicy(at.sidecar, policy, 'test')).ending).toBe('completed');
      broken.happen(at.lab);
      clock.advanceMs(2 * dayMs);
      const nobody = buildPolicy({ criteria: { username: ['nobody.at.all'] }, actions: ['disable'] });
      expect((await runPolicy(at.sidecar, nobody, 'live')).ending).toBe('completed');
      for (let night = 0; night < 2; night += 1) {
        clock.advanceMs(2 * dayMs);
        const run = await runPolicy(at.sidecar, policy, 'live');
        expect(run.ending).toBe('quarantined');
        const guards = (await requirePlan(context, run.id)).refusals.map((refusal) => refusal.guard);
        expect(guards).toContain(broken.guard);
      }
      expect(writesAt(at.lab)).toEqual([]);
    });
  },
);

describe('unknown activity', () => {
  it('of more than a fifth of the users holds a plan by activity, and no other', async () => {
    const { context, ...at } = await start(80);
    for (const [index, user] of [...at.lab.world.users.values()].entries()) {
      if (index % 2 === 0) user.lastLoginTold = false;
    }
    at.lab.world.views.licensed = null;
    const strict = { ...policy, limits: { ...defaultLimits, maxPercent: 100 } };
    const run = await runPolicy(at.sidecar, strict, 'live');
    const { refusals, summary } = await requirePlan(context, run.id);
    expect(refusals).toMatchObject([{ guard: 'unknown-share', details: { unknown: summary.unknown, limit: 20 } }]);
    const other = { ...strict, criteria: { username: ['plus idle'] } };
    expect((await runPolicy(at.sidecar, other, 'live')).ending).toBe('completed');
  });
});

describe('what was done before', () => {
  it('holds a plan for many more users than the last runs of the same policy had', async () => {
    const { context, clock, ...at } = await start(300);
    const daysAgo = (days: number) => at.lab.clock.nowMs() - days * dayMs;
    changeLogins(at.lab, () => daysAgo(1));
    const few = { ...policy, limits: { ...policy.limits, maxGrowthFactor: 3 } };
    expect((await runPolicy(at.sidecar, few, 'live')).ending).toBe('completed');
    changeLogins(at.lab, (before, index) => (index % 5 === 0 ? daysAgo(100) : before));
    clock.advanceMs(2 * dayMs);
    const run = await runPolicy(at.sidecar, few, 'live');
    const { refusals, summary } = await requirePlan(context, run.id);
    expect(summary.planned).toBeGreaterThan(25);
    expect(refusals).toEqual([{ guard: 'growth', details: { planned: summary.planned, before: 0, limit: 3 } }]);
    expect(writesAt(at.lab)).toEqual([]);
  });

  it('counts over all policies within a week, each user once, and no longer', async () => {
    const { context, clock, ...at } = await start(300);
    const { usersRead } = (await requirePlan(context, (await runPolicy(at.sidecar, policy, 'test')).id)).summary;
    const active = [...(await readState(at.lab)).values()]
      .filter((user) => user.status === 'current' && user.groups.includes('confluence-users'))
      .map((user) => user.username);
    const disable = (name: string, usernames: readonly string[]) => ({
      ...buildPolicy({ criteria: { all: [{ username: [...usernames] }, { status: 'active' }] }, actions: ['disable'] }),
      policy: name as typeof policy.policy,
    });
    await context.store.settings.set('rollingPercent', 10, { by: 'ada', at: clock.now() });
    const first = await runPolicy(at.sidecar, disable('first', active.slice(0, 20)), 'live');
    expect(first.ending).toBe('completed');
    const changed = (await context.store.runs.counts(first.id)).users.applied ?? 0;
    clock.advanceMs(5 * dayMs);
    const second = await runPolicy(at.sidecar, disable('second', active.slice(40, 60)), 'live');
    const { planned } = (await requirePlan(context, second.id)).summary;
    expect((await requirePlan(context, second.id)).refusals).toMatchObject([
      { guard: 'rolling-window', details: { users: changed + planned, days: 7, usersRead, limit: 10 } },
    ]);
    clock.advanceMs(2 * dayMs + 60_000);
    expect((await runPolicy(at.sidecar, disable('second', active.slice(40, 60)), 'live')).ending).toBe('completed');
  });
});
