// The pace of a run, user by user: a place is the user's own, is taken while they are worked on and counts from their end.
import { expect, it } from 'vitest';
import { createMovableClock } from '../../../../test/support/clock.ts';
import { defaultLimits, type PolicyId } from '../../domain/policy.ts';
import type { Outcome } from '../../domain/run.ts';
import { openPace } from './pace.ts';

const applied: Outcome = { kind: 'applied' };
/** Where a place is free it is given without a nap; whoever must wait is asked to stop at the first one. */
const stopAtOnce = async () => 'hold' as const;

interface Before {
  /** When users of the same policy, and of others, were begun. */
  readonly own: readonly string[];
  readonly others: readonly string[];
}

async function openAt(perMinute: number | null, before: Before = { own: [], others: [] }) {
  const clock = createMovableClock('2026-03-01T09:00:00.000Z');
  const settings: { maxPerMinute: number | null } = { maxPerMinute: null };
  const sleep = async (ms: number) => clock.advanceMs(ms);
  const pace = await openPace({
    store: {
      settings: { all: async () => ({ ...settings }) },
      journal: {
        begunUsers: async ({ policyId }) => [...before.own, ...(policyId === undefined ? before.others : [])],
      },
    },
    clock: { ...clock, sleep },
    run: { mode: 'live', policyId: 'policy' as PolicyId },
    definition: { limits: { ...defaultLimits, ...(perMinute === null ? {} : { maxPerMinute: perMinute }) } },
  });
  return { pace, clock, settings };
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

it('holds a run that is under way to a limit set meanwhile, with everybody it and others acted on within the minute', async () => {
  const at = await openAt(null, { own: [], others: ['2026-03-01T08:59:30.000Z'] });
  for (let users = 0; users < 3; users += 1) (await take(at)).leave([applied]);
  const slow = await take(at);
  at.settings.maxPerMinute = 3;
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
  at.clock.advanceMs(60_000);
  const [second, third] = [await take(at), await take(at)];
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
  for (const place of [slow, second, third]) place.leave([applied]);
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
});

it('counts whom other policies acted on against the limit of the process alone', async () => {
  const at = await openAt(2, { own: ['2026-03-01T08:59:30.000Z'], others: ['2026-03-01T08:59:40.000Z'] });
  (await take(at)).leave([]);
  at.settings.maxPerMinute = 2;
  expect(await at.pace.enter(stopAtOnce)).toBe('hold');
  at.settings.maxPerMinute = null;
  (await take(at)).leave([]);
});

it('lets whoever waits in as soon as the limit is taken away', async () => {
  const at = await openAt(null);
  at.settings.maxPerMinute = 1;
  (await take(at)).leave([applied]);
  let asked = 0;
  const place = await at.pace.enter(async () => {
    asked += 1;
    if (asked === 2) at.settings.maxPerMinute = null;
    return 'go-on';
  });
  expect(asked).toBe(2);
  expect(typeof place).toBe('object');
});
