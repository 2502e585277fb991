// Asking for many things at once: everybody gets an answer, and nobody is asked about any more once a question breaks.
import { expect, it } from 'vitest';
import { mapAtOnce } from './map-at-once.ts';

const items = Array.from({ length: 50 }, (_, place) => place);

it('answers for every item, so many at the same time and no more', async () => {
  let underWay = 0;
  let most = 0;
  const answers = await mapAtOnce(items, 4, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await Promise.resolve();
    underWay -= 1;
    return item * 2;
  });
  expect(new Map(answers)).toEqual(new Map(items.map((item) => [item, item * 2])));
  expect(most).toBe(4);
});

it('asks for nothing more once a question breaks, and ends with that fault when those under way have ended', async () => {
  const fault = new Error('a broken promise');
  const asked: number[] = [];
  const ended: number[] = [];
  const asking = mapAtOnce(items, 4, async (item) => {
    asked.push(item);
    if (item === 5) throw fault;
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    ended.push(item);
  });
  await expect(asking).rejects.toBe(fault);
  expect(asked.length).toBeLessThanOrEqual(5 + 4);
  expect(ended).toHaveLength(asked.length - 1);
});
