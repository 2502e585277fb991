// No minute sees more users than the pace allows, and nobody waits longer than that takes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateMinutes, expectEnd, slowerPace, waitForPace } from './pace.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const at = (ms: number) => new Date(start + ms).toISOString();

describe('a pace', () => {
  it('lets no minute see more users than it allows, however unevenly they come, and never stands still', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 }),
        (perMinute, gapsMs) => {
          const begun: number[] = [];
          let nowMs = 0;
          for (const gapMs of gapsMs) {
            nowMs += gapMs;
            const waitMs = waitForPace({ begun: begun.map(at), perMinute, now: at(nowMs) });
            expect(waitMs).toBeLessThanOrEqual(60_000);
            nowMs += waitMs;
            expect(waitForPace({ begun: begun.map(at), perMinute, now: at(nowMs) })).toBe(0);
            begun.push(nowMs);
          }
          for (const first of begun) {
            expect(begun.filter((ms) => ms >= first && ms < first + 60_000).length).toBeLessThanOrEqual(perMinute);
          }
        },
      ),
    );
  });

  it('makes nobody wait longer than a minute after the clock was set back', () => {
    expect(waitForPace({ begun: [at(7_200_000)], perMinute: 1, now: at(0) })).toBe(60_000);
  });

  it('is the slower of that of the policy and that of the process', () => {
    expect([slowerPace(5, null), slowerPace(null, 3), slowerPace(5, 3), slowerPace(null, null)]).toEqual([
      5,
      3,
      3,
      null,
    ]);
  });

  it('foretells the end by whole minutes', () => {
    expect(expectEnd({ users: 11, perMinute: 5, now: at(0) })).toBe(at(180_000));
    expect(expectEnd({ users: 0, perMinute: 5, now: at(0) })).toBe(at(0));
  });
});

describe('an estimate before a run', () => {
  it('is twice the rehearsal, in whole minutes and never none', () => {
    expect(estimateMinutes({ rehearsedMs: 4_000, users: 40, perMinute: null })).toBe(1);
    expect(estimateMinutes({ rehearsedMs: 61_000, users: 2_000, perMinute: null })).toBe(3);
  });

  it('is what the limit per minute asks for where that is longer', () => {
    expect(estimateMinutes({ rehearsedMs: 4_000, users: 100, perMinute: 10 })).toBe(9);
    expect(estimateMinutes({ rehearsedMs: 600_000, users: 100, perMinute: 10 })).toBe(20);
  });
});
