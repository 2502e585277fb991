// What dates that are kept twice say of the Java machine's zone.
import { describe, expect, it } from 'vitest';
import { observeOffset } from './observe-zone.ts';

const minute = 60_000;
const epochMs = Date.UTC(2024, 6, 2, 16, 58, 49);
const pair = (offsetMinutes: number, differsMs = 24_000) => ({
  wallMs: epochMs + offsetMinutes * minute - differsMs,
  epochMs,
});

describe('observeOffset', () => {
  it('tells the offset most log-ins agree on', () => {
    expect(observeOffset([pair(120), pair(120), pair(120), pair(60)])?.offsetMinutes).toBe(120);
    expect(observeOffset([pair(0), pair(0), pair(0)])?.offsetMinutes).toBe(0);
    expect(observeOffset([pair(-210), pair(-210), pair(-210)])?.offsetMinutes).toBe(-210);
  });
  it('names the newest date that shows it, for whoever compares it with a named zone', () => {
    const later = { wallMs: pair(120).wallMs + 3_600_000, epochMs: epochMs + 3_600_000 };
    const elsewhere = { wallMs: later.wallMs + 7_200_000, epochMs: epochMs + 3_600_000 };
    expect(observeOffset([pair(120), later, elsewhere, pair(120)])).toEqual({
      offsetMinutes: 120,
      wallMs: later.wallMs,
    });
  });
  it('does not count log-ins that came about another way', () => {
    expect(
      observeOffset([pair(120), pair(120), pair(120), pair(127), pair(3000), pair(Number.NaN)])?.offsetMinutes,
    ).toBe(120);
  });
  it('says nothing where few agree, or half of them differ', () => {
    expect(observeOffset([pair(120), pair(120)])).toBeNull();
    expect(observeOffset([...[120, 120, 120, 60, 60, 60].map((one) => pair(one))])).toBeNull();
    expect(observeOffset([])).toBeNull();
  });
});
