// The pace of a run, user by user: a place is the user's own, is taken while they are worked on and counts from their end.
import { expect, it } from 'vitest';
import { createMovableClock } from '../../../../test/support/clock.ts';
import { defaultLimits, type PolicyId } from '../../domain/policy.ts';
import type { Outcome } from '../../domain/run.ts';
import { openPace } from './pace.ts';

const applied: Outcome = { kind: 'applied' };
/** Where a place is free it is given without a nap; whoever must wait is asked to stop at the first one. */
const stopAtOnce = async () => 'hold' as const;

async function openAt(perMinute: number) {
  const clock = createMovableClock('2026-03-01T09:00:00.000Z');
  const sleep = async (ms: number) => clock.advanceMs(ms);
  const pace = await openPace({
    store: {
      settings: { all: async () => ({ maxPerMinute: null }) },
      journal: { begunUsers: async () => [] },
    },
    clock: { ...clock, sleep },
    run: { mode: 'live', policyId: 'policy' as PolicyId },
    definition: { limits: { ...defaultLimits, maxPerMinute: perMinute } },
  });
  return { pace, clock };
}

/** The user's place, which must be free. */
async function take({ pace }: Awaited<ReturnType<typeof openAt>>) {
  const place = await pace.enter(stopAtOnce);
  if (typeof place === 'string') throw new Error('no place is free');
  return place;
}

it('keeps a place taken for as long as its user is worked on, and counts it from their end', async () => {
  const at = await openAt(1);
  const slow = await take(at);
  at.clock.advanceMs(61_000);
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
  slow.leave([applied]);
  at.clock.advanceMs(50_000);
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
  at.clock.advanceMs(10_000);
  (await take(at)).leave([applied]);
});

it('gives back the place of whoever was left alone, and no other', async () => {
  const at = await openAt(2);
  const [leftAlone, changed] = [await take(at), await take(at)];
  leftAlone.leave([{ kind: 'skipped', reason: 'group-changed' }]);
  const third = await take(at);
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
  changed.leave([applied]);
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
  third.leave([]);
  await take(at);
});

it('lets whoever waits in once the user before them was left alone', async () => {
  const at = await openAt(1);
  const first = await take(at);
  let asked = 0;
  const place = await at.pace.enter(async () => {
    asked += 1;
    if (asked === 3) first.leave([]);
    return 'go-on';
  });
  expect(asked).toBe(3);
  expect(typeof place).toBe('object');
});
