// Guards over a whole plan refuse exactly beyond their limit, and say so with numbers that show it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { now, shiftMs } from '../../../../test/support/people.ts';
import type { Change } from '../action.ts';
import type { Disposition, PlanSummary } from '../plan/plan.ts';
import { percentFloorUsers } from '../policy.ts';
import type { Population } from '../population.ts';
import type { PlanGuardInput } from './plan/guard.ts';
import { findPrivileged } from './plan/privileged-changes.ts';
import { distrusts, refusePlan } from './plan-guards.ts';

type Given = Partial<Omit<PlanGuardInput, 'summary' | 'limits'>> & {
  readonly summary?: Partial<PlanSummary>;
  readonly limits?: Partial<PlanGuardInput['limits']>;
};

const sound: Population = { users: 1_000, enabled: 900, known: 800, idle: 200, recent: 500, inFuture: 0 };

/** A live plan for one user of a thousand, within every limit. */
function ask(given: Given) {
  return refusePlan(inputOf(given));
}

function inputOf({ summary, limits, ...more }: Given): PlanGuardInput {
  return {
    mode: 'live',
    hostConfirmed: true,
    unreadableProtectedGroups: [],
    snapshotTakenAt: now,
    now,
    dependsOnActivity: true,
    population: sound,
    populationBefore: sound,
    history: { plannedBefore: [], otherUsersInWindow: 0, rollingPercent: 100 },
    privileged: null,
    ...more,
    summary: {
      usersRead: 1_000,
      matched: 0,
      unknown: 0,
      planned: 1,
      already: 0,
      refused: 0,
      unsupported: 0,
      ...summary,
    },
    limits: { maxPercent: 100, snapshotMaxAgeHours: 24, ...limits },
  };
}

describe('the limit by count', () => {
  it.each([
    [10, 9, []],
    [10, 10, []],
    [10, 11, [{ guard: 'user-count', details: { planned: 11, limit: 10 } }]],
    [0, 1, [{ guard: 'user-count', details: { planned: 1, limit: 0 } }]],
  ])('of %i users, asked for %i', (maxUsers, planned, refusals) => {
    expect(ask({ summary: { planned }, limits: { maxUsers } })).toEqual(refusals);
  });

  it('does not exist where none is stated', () => {
    expect(ask({ summary: { planned: 1_000 } })).toEqual([]);
  });
});

describe('the limit by percent', () => {
  it(`lets ${percentFloorUsers} users pass whatever their share, and not one more`, () => {
    expect(percentFloorUsers).toBe(25);
    expect(ask({ summary: { planned: 25, usersRead: 25 }, limits: { maxPercent: 0 } })).toEqual([]);
    expect(ask({ summary: { planned: 26, usersRead: 26 }, limits: { maxPercent: 5 } })).toEqual([
      { guard: 'user-percent', details: { planned: 26, usersRead: 26, percent: 100, limit: 5 } },
    ]);
  });

  it('refuses exactly beyond the limit, by the rules of fractions', () => {
    let refused = 0;
    const population = fc.integer({ min: 26, max: 200_000 });
    fc.assert(
      fc.property(
        population,
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: -2, max: 2 }),
        (users, tenths, by) => {
          const planned = Math.floor((users * tenths) / 1_000) + by;
          if (planned <= percentFloorUsers || planned > users) return;
          const refusals = ask({ summary: { planned, usersRead: users }, limits: { maxPercent: tenths / 10 } });
          const beyond = planned * 1_000 > tenths * users;
          expect(refusals.map((one) => one.guard)).toEqual(beyond ? ['user-percent'] : []);
          if (beyond) refused += 1;
        },
      ),
      { numRuns: 5_000 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it.each([
    [70, 1_000, 7],
    [33, 3_000, 1.1],
    [69, 3_000, 2.3],
    [154, 2_750, 5.6],
    [290, 1_000, 29],
    [1_000, 1_000, 100],
  ])('lets %i of %i pass at %d per cent', (planned, usersRead, maxPercent) => {
    expect(ask({ summary: { planned, usersRead }, limits: { maxPercent } })).toEqual([]);
  });

  it.each([
    [412, 4_876, 5, 8.4],
    [501, 10_000, 5, 5.01],
    [5_001, 100_000, 5, 5.001],
  ])('says %i of %i beyond %d per cent as %d', (planned, usersRead, limit, percent) => {
    expect(ask({ summary: { planned, usersRead }, limits: { maxPercent: limit } })).toEqual([
      { guard: 'user-percent', details: { planned, usersRead, percent, limit } },
    ]);
  });

  it('refuses a plan over a population that was not read', () => {
    expect(ask({ summary: { planned: 26, usersRead: 0 } }).map((one) => one.guard)).toContain('user-percent');
  });
});

describe('the age of what was read', () => {
  it.each([
    [0, []],
    [24 * 3_600_000, []],
    [24 * 3_600_000 + 1, [24.0000003]],
    [30 * 3_600_000, [30]],
    [24.26 * 3_600_000, [24.3]],
  ])('%i ms under a limit of 24 hours', (ageMs, ages) => {
    const refusals = ask({ snapshotTakenAt: shiftMs(now, -ageMs) });
    expect(refusals.map((one) => one.guard)).toEqual(ages.map(() => 'snapshot-too-old'));
    for (const [index, { guard, details }] of refusals.entries()) {
      if (guard !== 'snapshot-too-old') throw new Error(guard);
      expect(details.limit).toBe(24);
      expect(details.ageHours).toBeGreaterThan(24);
      expect(details.ageHours).toBeCloseTo(ages[index] ?? 0, 4);
    }
  });

  it('is refused where it cannot be told', () => {
    expect(ask({ snapshotTakenAt: 'yesterday' }).map((one) => one.guard)).toEqual(['snapshot-too-old']);
  });
});

describe('a live plan', () => {
  it('is refused at a Confluence nobody confirmed; a test is not', () => {
    expect(ask({ hostConfirmed: false })).toEqual([{ guard: 'host-not-confirmed', details: {} }]);
    expect(ask({ hostConfirmed: false, mode: 'test' })).toEqual([]);
  });

  it('is refused while an exemption cannot be read, naming every such group; a test is not', () => {
    const unreadableProtectedGroups = ['keep', 'vip'];
    expect(ask({ unreadableProtectedGroups })).toEqual([
      { guard: 'exemption-unreadable', details: { groups: 'keep, vip' } },
    ]);
    expect(ask({ unreadableProtectedGroups, mode: 'test' })).toEqual([]);
  });

  it('hears of every limit it passes, not only of the first', () => {
    const refusals = ask({
      summary: { planned: 900 },
      limits: { maxUsers: 10, maxPercent: 5 },
      hostConfirmed: false,
      unreadableProtectedGroups: ['keep'],
      snapshotTakenAt: shiftMs(now, -48 * 3_600_000),
    });
    expect(refusals.map((one) => one.guard)).toEqual([
      'user-count',
      'user-percent',
      'host-not-confirmed',
      'exemption-unreadable',
      'snapshot-too-old',
    ]);
  });
});

describe('a plan with changes that take two administrators', () => {
  const step = (change: Change, disposition: Disposition) => ({ steps: [{ change, disposition }] });
  const byTwo = { kind: 'planned', privilege: 'role-group' } as const;

  it('is held, live or not, and names the groups and how many credentials', () => {
    const privileged = findPrivileged([
      step({ kind: 'add-to-group', group: 'admins' }, byTwo),
      step({ kind: 'add-to-group', group: 'Admins' }, byTwo),
      step({ kind: 'set-random-password' }, { kind: 'planned', privilege: 'administrator-credentials' }),
      step({ kind: 'add-to-group', group: 'staff' }, { kind: 'planned' }),
    ]);
    const refusal = { guard: 'privileged-changes', details: { users: 3, groups: 'Admins', credentials: 1 } };
    expect(ask({ privileged })).toEqual([refusal]);
    expect(ask({ privileged, mode: 'test' })).toEqual([refusal]);
  });

  it('is none where guards refused all of them', () => {
    const refused = { kind: 'refused', guard: 'role-group' } as const;
    expect(findPrivileged([step({ kind: 'add-to-group', group: 'admins' }, refused)])).toBeNull();
  });
});

describe('a plan that changes nobody', () => {
  it('has nothing to hold', () => {
    const faults = { hostConfirmed: false, unreadableProtectedGroups: ['keep'], snapshotTakenAt: shiftMs(now, -1e9) };
    expect(ask({ ...faults, summary: { planned: 0 }, limits: { maxUsers: 0, maxPercent: 0 } })).toEqual([]);
    expect(ask(faults)).toHaveLength(3);
  });
});

describe('a broken source of data', () => {
  const guards = (given: Given) => ask(given).map((one) => one.guard);

  it.each([
    [200, 1_000, []],
    [201, 1_000, ['unknown-share']],
  ])('shows in %i of %i users who cannot be answered', (unknown, usersRead, names) => {
    expect(guards({ summary: { unknown, usersRead } })).toEqual(names);
    expect(guards({ summary: { unknown, usersRead }, dependsOnActivity: false })).toEqual([]);
    expect(guards({ summary: { unknown, usersRead }, limits: { maxUnknownPercent: 30 } })).toEqual([]);
  });

  it.each([
    [501, []],
    [500, ['population-shrunk']],
  ])('shows in %i users left of a thousand', (users, names) => {
    const population = { ...sound, users };
    expect(guards({ population })).toEqual(names);
    expect(guards({ population, dependsOnActivity: false })).toEqual(names);
    expect(guards({ population, populationBefore: null })).toEqual([]);
  });

  it.each([
    [400, []],
    [401, ['activity-shift']],
    [100, []],
  ])('shows in %i of 800 idle where it was a quarter', (idle, names) => {
    expect(guards({ population: { ...sound, idle } })).toEqual(names);
    expect(guards({ population: { ...sound, idle }, dependsOnActivity: false })).toEqual([]);
  });

  it.each([
    [{ recent: 8 }, []],
    [{ recent: 7 }, ['activity-implausible']],
    [{ recent: 0, known: 3, enabled: 6 }, ['activity-implausible']],
    [{ recent: 0, known: 2, enabled: 6 }, []],
    [{ inFuture: 450 }, ['activity-implausible']],
    [{ inFuture: 449 }, []],
    [{ known: 0, recent: 0, idle: 0 }, []],
  ])('shows without anything to compare with: %j', (more, names) => {
    expect(guards({ population: { ...sound, ...more }, populationBefore: null })).toEqual(names);
  });

  it('that planned nobody is not trusted either', () => {
    const broken = { ...sound, recent: 0 };
    const input = { population: broken, summary: { planned: 0 }, dependsOnActivity: false };
    expect(ask(input)).toEqual([]);
    expect(distrusts(inputOf(input))).toBe(true);
    expect(distrusts(inputOf({}))).toBe(false);
  });
});

describe('what was done before', () => {
  const history = { plannedBefore: [10, 12, 0], otherUsersInWindow: 0, rollingPercent: 10 };

  it.each([
    [36, []],
    [37, [{ guard: 'growth', details: { planned: 37, before: 12, limit: 3 } }]],
  ])('holds %i users against the most of the last runs', (planned, refusals) => {
    expect(ask({ history, summary: { planned } })).toEqual(refusals);
    expect(ask({ history: { ...history, plannedBefore: [] }, summary: { planned } })).toEqual([]);
  });

  it('lets small plans pass whatever was before', () => {
    expect(ask({ history: { ...history, plannedBefore: [0] }, summary: { planned: 25 } })).toEqual([]);
  });

  it.each([
    [80, []],
    [81, [{ guard: 'rolling-window', details: { users: 101, days: 7, usersRead: 1_000, percent: 10.1, limit: 10 } }]],
  ])('adds %i users of other runs within the week', (otherUsersInWindow, refusals) => {
    expect(ask({ history: { ...history, otherUsersInWindow }, summary: { planned: 20 } })).toEqual(refusals);
  });

  it('means nothing to a run that takes another one back', () => {
    const broken = { ...sound, users: 1, recent: 0, idle: 800 };
    expect(ask({ history: null, population: broken, summary: { planned: 20, unknown: 900 } })).toEqual([]);
  });

  it('counts of a capped plan only whom it acts on', () => {
    const limits = { maxUsers: 30, maxPercent: 5 };
    expect(ask({ history, limits, summary: { planned: 900, atMost: 30 } })).toEqual([]);
    expect(ask({ history, limits, summary: { planned: 900, atMost: 200 } }).map((one) => one.guard)).toEqual([
      'user-count',
      'user-percent',
      'growth',
      'rolling-window',
    ]);
  });
});
