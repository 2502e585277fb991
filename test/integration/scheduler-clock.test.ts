// Ticks under a clock set by hand: jumps ahead and back, both changes of the clock, and leap days.
import { afterEach, describe, expect, it } from 'vitest';
import type { ScheduleTrigger } from '../../sidecar/src/domain/policy.ts';
import { startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { buildPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const daily: ScheduleTrigger = { cron: '0 2 * * *', zone: 'Europe/Berlin', missed: 'run-once' };

/** A sidecar at that moment, with one policy on this schedule. */
async function setStage(
  startAt: string,
  schedule: ScheduleTrigger,
): Promise<{ clock: MovableClock; sidecar: Sidecar }> {
  const lab = await startLab({ users: 60, startEpochMs: Date.parse(startAt) });
  closers.push(lab.close);
  const clock = createMovableClock(startAt);
  const sidecar = await startSidecar({ lab, clock });
  closers.push(sidecar.close);
  const definition = buildPolicy({ schedule, criteria: { inactiveDays: 90 }, actions: ['disable'] });
  await sidecar.context.store.policies.save({ definition, origin: { kind: 'api', by: 'test' }, at: clock.now() });
  return { clock, sidecar };
}

async function look({ context }: Sidecar): Promise<void> {
  await context.scheduler.look();
  await context.runner.settled();
}

async function ticksOf({ context }: Sidecar): Promise<string[]> {
  const runs = await context.store.runs.list({ limit: 100, before: null });
  return [...runs].reverse().map(({ trigger }) => (trigger.kind === 'schedule' ? trigger.tick : trigger.kind));
}

describe('a clock that is set by hand', () => {
  it('jumping weeks ahead catches up with the last tick alone, and back again with none', async () => {
    const { clock, sidecar } = await setStage('2026-01-14T12:00:00.000Z', daily);
    for (const instant of [
      '2026-02-20T09:00:00',
      '2026-01-20T09:00:00',
      '2026-02-01T01:00:02',
      '2026-02-20T09:00:01',
    ]) {
      clock.setTo(`${instant}.000Z`);
      await look(sidecar);
    }
    expect(await ticksOf(sidecar)).toEqual(['2026-02-20T02:00']);
    clock.setTo('2026-02-21T01:00:02.000Z');
    await look(sidecar);
    expect((await ticksOf(sidecar)).at(-1)).toBe('2026-02-21T02:00');
  });

  it('lets a schedule for 29 February wait for the leap year, and fires it once there', async () => {
    const leapDay = { ...daily, cron: '0 2 29 2 *' };
    const { clock, sidecar } = await setStage('2027-02-27T12:00:00.000Z', leapDay);
    for (const day of ['2027-02-28', '2027-03-01', '2028-02-28', '2028-02-29', '2028-02-29', '2028-03-01']) {
      clock.setTo(`${day}T01:00:03.000Z`);
      await look(sidecar);
    }
    expect(await ticksOf(sidecar)).toEqual(['2028-02-29T02:00']);
  });
});

describe('a tick at 02:30 in Berlin', () => {
  const halfPastTwo = { ...daily, cron: '30 2 * * *' };

  it.each([
    { night: 'autumn, when 02:30 comes twice', from: '2026-10-24T22:00:00.000Z', local: '2026-10-25T02:30' },
    { night: 'spring, when 02:30 does not come', from: '2026-03-28T22:00:00.000Z', local: '2026-03-29T02:30' },
  ])('is fired once in the night of $night', async ({ from, local }) => {
    const { clock, sidecar } = await setStage(from, halfPastTwo);
    for (let quarter = 0; quarter < 24; quarter += 1) {
      await look(sidecar);
      clock.advanceMs(15 * 60_000);
    }
    expect(await ticksOf(sidecar)).toEqual([local]);
  });
});
