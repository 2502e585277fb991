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
    expect(observeOffset([pair(120), pair(120), pair(120), pair(60)])).toBe(120);
    expect(observeOffset([pair(0), pair(0), pair(0)])).toBe(0);
    expect(observeOffset([pair(-210), pair(-210), pair(-210)])).toBe(-210);
  });
  it('does not count log-ins that came about another way', () => {
    expect(observeOffset([pair(120), pair(120), pair(120), pair(127), pair(3000), pair(Number.NaN)])).toBe(120);
  });
  it('says nothing where few agree, or half of them differ', () => {
    expect(observeOffset([pair(120), pair(120)])).toBeNull();
    expect(observeOffset([...[120, 120, 120, 60, 60, 60].map((one) => pair(one))])).toBeNull();
    expect(observeOffset([])).toBeNull();
  });
});
