// Rate limiting: a bucket per user, its headers on every REST answer, 429 when it is empty.
import { expect, test } from 'vitest';
import { askConfluence } from '../ask.ts';
import { startLab } from '../lab.ts';
import { createRateLimiter } from './rate-limit.ts';

test('a bucket empties, says how long to wait, and fills by the second', () => {
  let nowMs = 0;
  const limiter = createRateLimiter({ fillRate: 2, capacity: 3 }, () => nowMs);
  const take = () => limiter.take('somebody');
  expect([take(), take(), take()].map((verdict) => verdict.allowed)).toEqual([true, true, true]);
  expect(take()).toEqual({
    allowed: false,
    headers: {
      'x-ratelimit-limit': '3',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-interval-seconds': '1',
      'x-ratelimit-fillrate': '2',
      'retry-after': '1',
    },
  });
  nowMs = 999;
  expect(take().allowed).toBe(false);
  nowMs = 1000;
  expect([take().allowed, take().allowed, take().allowed]).toEqual([true, true, false]);
  nowMs = 60_000;
  expect(take().headers['x-ratelimit-remaining']).toBe('2');
});

test('each user has a bucket of their own, errors carry the headers too, strangers have none', async () => {
  const lab = await startLab({ users: 100, rateLimit: { fillRate: 1, capacity: 2 } });
  const first = await askConfluence(lab, '/rest/api/user?username=nobody');
  expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
  expect(first.headers.get('retry-after')).toBe('0');
  await askConfluence(lab, '/rest/api/user/current');
  const over = await askConfluence(lab, '/rest/api/user/current');
  expect([over.status, over.headers.get('retry-after')]).toEqual([429, '1']);
  const other = await askConfluence(lab, '/rest/api/user/current', { authorization: `Bearer ${lab.service.token}` });
  expect(other.status).toBe(200);
  const nobody = await askConfluence(lab, '/rest/api/user/current', { authorization: null });
  expect(nobody.headers.get('x-ratelimit-limit')).toBeNull();
  await lab.close();
});

test('without a limit there are no headers', async () => {
  const lab = await startLab({ users: 100 });
  const reply = await askConfluence(lab, '/rest/api/user/current');
  expect(reply.headers.get('x-ratelimit-limit')).toBeNull();
  await lab.close();
});
