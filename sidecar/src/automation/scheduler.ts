// Turns schedules into runs: claims each tick once, by its local wall time, and applies the rule for missed ticks.
import cron from 'node-cron';
import type { Clock } from '../clock.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import { lastTickBetween, type ScheduledTick } from '../domain/schedule/ticks.ts';
import type { Log } from '../log.ts';
import type { StoredPolicy } from '../store/policies.ts';
import type { Settings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';

export interface SchedulerInput {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Told after every look, whether or not a run was requested. */
  readonly onLook: () => void;
}

export interface Scheduler {
  /** Looks at all schedules now. Looks never overlap; a second caller waits for the same look. */
  readonly look: () => Promise<void>;
  /** Begins to look by itself, at once and every ten seconds. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

/** A tick seen later than this was missed: the process was down, or stopped. */
const missedAfterMs = 5 * 60_000;

/** Builds the scheduler. node-cron only wakes it; which ticks are due is worked out from the store and the clock. */
export function createScheduler(input: SchedulerInput): Scheduler {
  let looking: Promise<void> | null = null;
  let task: ReturnType<typeof cron.schedule> | null = null;
  const look = (): Promise<void> => {
    looking ??= considerAll(input).finally(() => {
      looking = null;
      input.onLook();
    });
    return looking;
  };
  const lookQuietly = (): void => {
    look().catch((error: unknown) => input.log.error({ err: error }, 'scheduler broke off'));
  };
  return {
    look,
    start: () => {
      task = cron.schedule('*/10 * * * * *', lookQuietly);
      lookQuietly();
    },
    stop: async () => {
      await task?.destroy();
      await looking?.catch(() => undefined);
    },
  };
}

async function considerAll({ store, clock, log }: SchedulerInput): Promise<void> {
  const settings = await store.settings.all();
  if (settings.emergencyStop !== null) return;
  for (const policy of await store.policies.list()) await consider(policy, settings, { store, clock, log });
}

async function consider(
  policy: StoredPolicy,
  settings: Settings,
  { store, clock, log }: Omit<SchedulerInput, 'onLook'>,
): Promise<void> {
  const { schedule } = policy.definition;
  if (schedule === undefined) return;
  const now = clock.now();
  const tick = lastTickBetween(schedule, policy.consideredUntil, now);
  if (tick === null) return;
  if (isDue(tick, schedule.missed, now)) {
    const claim = await store.policies.claimTick(
      { policyId: policy.id, localTime: tick.localTime, zone: schedule.zone, instant: tick.instant },
      {
        policyId: policy.id,
        policyVersion: policy.version,
        trigger: { kind: 'schedule', tick: tick.localTime },
        ...effectiveMode({ policyMode: policy.mode, processMode: settings.processMode }),
        requestedAt: now,
      },
    );
    log.info({ policyId: policy.id, tick: tick.localTime, claim: claim.kind }, 'tick considered');
  } else {
    log.info({ policyId: policy.id, tick: tick.localTime }, 'missed tick let go');
  }
  await store.policies.setConsideredUntil(policy.id, now);
}

function isDue(tick: ScheduledTick, missed: 'run-once' | 'skip', now: string): boolean {
  const lateMs = Date.parse(now) - Date.parse(tick.instant);
  return lateMs <= missedAfterMs || missed === 'run-once';
}
