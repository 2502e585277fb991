// Waves begin once a day while somebody is left and nothing has changed, and end with the reason that counts first.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysAfter } from './days-after.ts';
import type { PolicyId } from './policy.ts';
import { expiryOf, fewestADay, foreseeWave, judgeWaves, nextWaveAfter, type WaveFacts, type Waves } from './waves.ts';

const waves: Waves = {
  of: 1,
  policyId: 'idle' as PolicyId,
  policyVersion: 3,
  approvedBy: 'ada',
  users: 200,
  nextAt: '2026-03-02T02:00:00.000Z',
  expiresAt: '2026-03-14T02:00:00.000Z',
  lastRunId: 2,
  ended: null,
};

const facts: WaveFacts = {
  waves,
  now: '2026-03-02T02:00:00.000Z',
  lastRun: { state: 'finished', ending: 'completed' },
  left: 800,
  outdated: false,
  live: true,
};

describe('the next wave', () => {
  it.each<[string, Partial<WaveFacts>, ReturnType<typeof judgeWaves>]>([
    ['begins when its time has come', {}, 'begin'],
    ['waits until then', { now: '2026-03-02T01:59:59.000Z' }, 'wait'],
    ['waits for the one before', { lastRun: { state: 'executing', ending: null } }, 'wait'],
    ['comes after one that failed', { lastRun: { state: 'finished', ending: 'failed' } }, 'begin'],
    ['is put off while nothing is done live', { live: false }, 'postpone'],
    ['does not come where nobody is left', { left: 0 }, { end: 'done' }],
    [
      'does not come after somebody stopped one',
      { lastRun: { state: 'finished', ending: 'cancelled' } },
      { end: 'cancelled' },
    ],
    ['does not come where the policy means somebody else by now', { outdated: true }, { end: 'policy-changed' }],
    ['does not come after the approval expired', { now: '2026-03-14T02:00:00.001Z' }, { end: 'expired' }],
  ])('%s', (_, more, verdict) => {
    expect(judgeWaves({ ...facts, ...more })).toEqual(verdict);
  });

  it('comes at the same time of day, however long nobody looked', () => {
    expect(nextWaveAfter(waves, '2026-03-02T02:00:00.000Z')).toBe('2026-03-03T02:00:00.000Z');
    expect(nextWaveAfter(waves, '2026-03-06T09:00:00.000Z')).toBe('2026-03-07T02:00:00.000Z');
  });
});

it('what is foreseen of the next wave is what is judged when somebody looks, a moment later or when it is due', () => {
  const minute = fc.integer({ min: 0, max: 20 * 1_440 }).map((after) => {
    return new Date(Date.parse('2026-03-01T00:00:00.000Z') + after * 60_000).toISOString();
  });
  const after = (instant: string) => new Date(Date.parse(instant) + 1).toISOString();
  const situation = fc.record({
    now: minute,
    nextAt: minute,
    expiresAt: minute,
    outdated: fc.boolean(),
    live: fc.boolean(),
  });
  fc.assert(
    fc.property(situation, ({ now, nextAt, expiresAt, outdated, live }) => {
      const given = { ...facts, waves: { ...waves, nextAt, expiresAt }, now, outdated, live };
      const next = foreseeWave({ ...given, stopped: false });
      const looked = after(nextAt > now ? nextAt : now);
      const verdict = judgeWaves({ ...given, now: looked });
      if (next.kind === 'due') expect(next.at > now).toBe(true);
      if (next.kind === 'never') expect(verdict).toEqual({ end: next.why });
      else expect(verdict).toBe(next.kind === 'when-live' ? 'postpone' : 'begin');
    }),
  );
});

it('an approval in waves lasts as many nights as it takes, the days of an approval on top, and never longer than 90 days', () => {
  const approvedAt = '2026-03-01T00:00:00.000Z';
  expect(expiryOf({ planned: 1_000, users: 200, days: 7, approvedAt })).toBe('2026-03-13T00:00:00.000Z');
  expect(expiryOf({ planned: 1_001, users: 200, days: 7, approvedAt })).toBe('2026-03-14T00:00:00.000Z');
  expect(expiryOf({ planned: 100_000, users: 10, days: 7, approvedAt })).toBe('2026-05-30T00:00:00.000Z');
});

it('so few users a day as come to everybody within 83 nights are enough, and one fewer are not', () => {
  expect([1, 83, 84, 1_000, 8_300].map(fewestADay)).toEqual([1, 1, 2, 13, 100]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (planned) => {
      const fewest = fewestADay(planned);
      expect(Math.ceil(planned / fewest)).toBeLessThanOrEqual(83);
      if (fewest > 1) expect(Math.ceil(planned / (fewest - 1))).toBeGreaterThan(83);
    }),
  );
});

it('with the fewest users a day the last wave still comes after a week of nights on which none could', () => {
  const approvedAt = '2026-03-01T00:00:00.000Z';
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 7, max: 90 }), (planned, days) => {
      const users = fewestADay(planned);
      const nights = Math.ceil(planned / users);
      const nextAt = daysAfter(approvedAt, nights - 1 + 7);
      const expiresAt = expiryOf({ planned, users, days, approvedAt });
      expect(judgeWaves({ ...facts, waves: { ...waves, nextAt, expiresAt }, now: daysAfter(nextAt, 0.5) })).toBe(
        'begin',
      );
    }),
  );
});
