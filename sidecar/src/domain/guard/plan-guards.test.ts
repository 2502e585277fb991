// Guards over a whole plan refuse exactly beyond their limit, and say so with numbers that show it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { now, shiftMs } from '../../../../test/support/people.ts';
import type { PlanSummary } from '../plan/plan.ts';
import { percentFloorUsers } from '../policy.ts';
import type { PlanGuardInput } from './plan/guard.ts';
import { refusePlan } from './plan-guards.ts';

type Given = Partial<Omit<PlanGuardInput, 'summary' | 'limits'>> & {
  readonly summary?: Partial<PlanSummary>;
  readonly limits?: Partial<PlanGuardInput['limits']>;
};

/** A live plan for one user of a thousand, within every limit. */
function ask({ summary, limits, ...more }: Given) {
  return refusePlan({
    mode: 'live',
    hostConfirmed: true,
    unreadableProtectedGroups: [],
    snapshotTakenAt: now,
    now,
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
  });
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
    expect(ask({ summary: { planned: 26, usersRead: 0 } }).map((one) => one.guard)).toEqual(['user-percent']);
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

describe('a plan that changes nobody', () => {
  it('has nothing to hold', () => {
    const faults = { hostConfirmed: false, unreadableProtectedGroups: ['keep'], snapshotTakenAt: shiftMs(now, -1e9) };
    expect(ask({ ...faults, summary: { planned: 0 }, limits: { maxUsers: 0, maxPercent: 0 } })).toEqual([]);
    expect(ask(faults)).toHaveLength(3);
  });
});
