// Version ranges as descriptors write them, against versions as hosts say them.
import { describe, expect, it } from 'vitest';
import { inRange } from './version-range.ts';

describe('a version range', () => {
  it.each([
    ['9.2.7', '(,10.0)', true],
    ['10.0', '(,10.0)', false],
    ['10.2.14', '(,10.0)', false],
    ['8.5.3', '[8.5.3,)', true],
    ['8.5.2', '[8.5.3,)', false],
    ['8.5.25', '[8.5.3,)', true],
    ['7.4.17', '[7.0.1,8.0]', true],
    ['9.0', '9.0', true],
    ['8.9', '9.0', false],
    ['7.4.17', '[7.4.17]', true],
    ['7.4.18', '[7.4.17]', false],
    ['7.4.17', '(7.4.17)', false],
    ['7.4.17', '[7.0-m1,8)', true],
    ['7.0', '[7.0-m1,8)', true],
    ['7.0', '(,7.0-rc1]', false],
    ['8.0', '[7.0,8.0-rc2)', false],
    ['9.0', 'anything', false],
  ])('%s in %s: %s', (version, range, expected) => {
    expect(inRange(version, range)).toBe(expected);
  });
});
