// The filter of the run logs: read back from its address as it was written, and days as whole days of the reader.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readRoute } from '../routes.ts';
import { isNarrowed, modes, queryOf, readFilter, standings, triggers, writeFilter } from './run-filter.ts';

const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const name = fc
  .string({ minLength: 1, maxLength: 255, unit: 'grapheme-ascii' })
  .filter((text) => text !== '' && text === text.trim());
const optional = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });
const filters = fc.record({
  policy: optional(fc.stringMatching(/^[a-z]{1,9}$/)),
  mode: optional(fc.constantFrom(...modes)),
  standing: optional(fc.constantFrom(...standings)),
  trigger: optional(fc.constantFrom(...triggers)),
  from: optional(day),
  to: optional(day),
  by: optional(name),
  user: optional(name),
});

it('a filter is read back from its address', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(readFilter(readRoute(writeFilter(filter)))).toEqual(filter);
    }),
  );
});

it('what is no filter is left out of it', () => {
  const read = readFilter(readRoute('#/runs?mode=loud&standing=lost&trigger=moon&from=2026-02-30&to=soon&by=+&user='));
  expect(isNarrowed(read)).toBe(false);
});

describe('a period in Berlin', () => {
  beforeAll(() => {
    vi.stubEnv('TZ', 'Europe/Berlin');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it('is whole days there, also the one that is an hour short', () => {
    expect(queryOf({ from: '2026-03-28', to: '2026-03-29', mode: 'live' })).toEqual({
      mode: 'live',
      since: '2026-03-27T23:00:00.000Z',
      until: '2026-03-29T22:00:00.000Z',
    });
  });

  it('may be open at either end', () => {
    expect(queryOf({ from: '2026-07-01' })).toEqual({ since: '2026-06-30T22:00:00.000Z', until: undefined });
    expect(queryOf({ to: '2026-12-31' })).toEqual({ since: undefined, until: '2026-12-31T23:00:00.000Z' });
  });
});
