// When a digest is due.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueDigest } from './digest.ts';

const berlin = (oldestAt: string, now: string) => dueDigest({ oldestAt, now, zone: 'Europe/Berlin' });

describe('dueDigest', () => {
  it('waits for Monday at eight in the zone of the policy', () => {
    // 30 November 2026 is a Monday; eight in Berlin is seven UTC.
    expect(berlin('2026-11-25T02:30:00.000Z', '2026-11-30T06:59:59.000Z')).toBeNull();
    expect(berlin('2026-11-25T02:30:00.000Z', '2026-11-30T07:00:00.000Z')).toBe('2026-11-30');
    expect(
      dueDigest({ oldestAt: '2026-11-25T02:30:00.000Z', now: '2026-11-30T07:00:00.000Z', zone: 'UTC' }),
    ).toBeNull();
  });

  it('leaves a run that ended at the moment of a digest for the next one', () => {
    expect(berlin('2026-11-30T07:00:00.000Z', '2026-11-30T09:00:00.000Z')).toBeNull();
    expect(berlin('2026-11-30T07:00:00.000Z', '2026-12-07T07:00:00.000Z')).toBe('2026-12-07');
  });

  it('makes one digest, not several, after weeks in which nobody looked', () => {
    expect(berlin('2026-11-03T02:30:00.000Z', '2026-12-10T12:00:00.000Z')).toBe('2026-12-07');
  });

  it('keeps to the wall clock over the changes of the clock', () => {
    expect(berlin('2026-10-22T02:00:00.000Z', '2026-10-26T06:59:00.000Z')).toBeNull();
    expect(berlin('2026-10-22T02:00:00.000Z', '2026-10-26T07:00:00.000Z')).toBe('2026-10-26');
    expect(berlin('2026-03-26T02:00:00.000Z', '2026-03-30T06:00:00.000Z')).toBe('2026-03-30');
  });

  it('lets nobody wait longer than a week, and names a Monday not after today', () => {
    const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) });
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 20 * 86_400_000 }), (from, waitMs) => {
        const now = new Date(from + waitMs).toISOString();
        const week = dueDigest({ oldestAt: new Date(from).toISOString(), zone: 'America/New_York', now });
        // An hour more where the clock is put back.
        if (week === null) expect(waitMs).toBeLessThan(7 * 86_400_000 + 3_600_000);
        else {
          expect(new Date(`${week}T00:00:00.000Z`).getUTCDay()).toBe(1);
          expect(week <= now.slice(0, 10)).toBe(true);
        }
      }),
    );
  });
});
