// Tests that long work is cut as promised and lets other work in between.
import { expect, it } from 'vitest';
import { cutSlices, forEachSlice, repeatUntilNone } from './slices.ts';

it('cuts everything into slices of at most the size, in order', () => {
  expect([...cutSlices([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  expect([...cutSlices([], 2)]).toEqual([]);
});

it('gives way to other work after each slice', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('other'));
  await forEachSlice([1, 2], async ([item]) => order.push(`slice ${item}`), { size: 1 });
  expect(order).toEqual(['slice 1', 'other', 'slice 2']);
});

it('stops repeating once there is nothing left', async () => {
  const left = [3, 2, 0, 9];
  await repeatUntilNone(async () => left.shift() ?? 0);
  expect(left).toEqual([9]);
});
