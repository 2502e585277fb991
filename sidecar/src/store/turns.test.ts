// Tests that everybody who waits to write gets a turn, in the order in which they came.
import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

it('gives turns in the order in which they are asked for, one at a time', async () => {
  const turns = createTurns();
  const order: string[] = [];
  const work = async (name: string) => {
    const endTurn = await turns.take();
    order.push(`${name} begins`);
    await Promise.resolve();
    order.push(`${name} ends`);
    endTurn();
  };
  await Promise.all(['ada', 'bob', 'cleo'].map(work));
  expect(order).toEqual(['ada begins', 'ada ends', 'bob begins', 'bob ends', 'cleo begins', 'cleo ends']);
});

it('tells in shared memory how many wait', async () => {
  const turns = createTurns();
  const endFirst = await turns.take();
  const others = [turns.take(), turns.take()];
  expect(Atomics.load(turns.waiting, 0)).toBe(2);
  endFirst();
  const endSecond = await others[0];
  expect(Atomics.load(turns.waiting, 0)).toBe(1);
  endSecond?.();
  await others[1];
  expect(Atomics.load(turns.waiting, 0)).toBe(0);
});

it('takes a turn that is ended twice for ended once', async () => {
  const turns = createTurns();
  const endFirst = await turns.take();
  const second = turns.take();
  const third = turns.take();
  endFirst();
  endFirst();
  await second;
  const stillWaits = await Promise.race([third.then(() => false), Promise.resolve(true)]);
  expect(stillWaits).toBe(true);
});
