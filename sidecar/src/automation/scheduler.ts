// Turns schedules and events into runs: claims each once, a tick by its local wall time, and applies the rule for missed ticks.
import cron from 'node-cron';
import type { Clock } from '../clock.ts';
import type { EventKind } from '../domain/event.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import { lastTickBetween, type ScheduledTick } from '../domain/schedule/ticks.ts';
import type { Log } from '../log.ts';
import type { StoredPolicy } from '../store/policies.ts';
import type { Settings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';
import { lookForDigests } from './look-for-digests.ts';
import { lookForEvents } from './look-for-events.ts';
import { lookForWaves } from './look-for-waves.ts';
import { type NewsWatch, watchNews } from './watch-news.ts';

export interface SchedulerInput {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Of policies that state no zone of their own. */
  readonly timeZone: string;
  /** Reads whether there is anything new of these kinds, and everything if there is. */
  readonly readNews: (kinds: ReadonlySet<EventKind>) => Promise<void>;
  /** Told after every look, whether or not a run was requested. */
  readonly onLook: () => void;
}

export interface Scheduler {
  /** Looks at all schedules now. Looks never overlap; a second caller waits for the same look. */
  readonly look: () => Promise<void>;
  /** Resolves when no reading for events is under way any more; for tests and for `stop`. */
  readonly settled: () => Promise<void>;
  /** There may be news for policies that wait for events; the next look reads for them, at most once a minute. */
  readonly hint: () => void;
  /** Begins to look by itself, at once and every ten seconds. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
}

/** A tick seen later than this was missed: the process was down, or stopped. */
const missedAfterMs = 5 * 60_000;

/** Builds the scheduler. node-cron only wakes it; which ticks are due is worked out from the store and the clock. */
export function createScheduler(input: SchedulerInput): Scheduler {
  let looking: Promise<void> | null = null;
  let stopped = false;
  const news = watchNews({ ...input, onRead: () => (stopped ? undefined : lookQuietly()) });
  let task: ReturnType<typeof cron.schedule> | null = null;
  const look = (): Promise<void> => {
    looking ??= considerAll(input, news).finally(() => {
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
    settled: news.settled,
    hint: news.hint,
    start: () => {
      task = cron.schedule('*/10 * * * * *', lookQuietly);
      lookQuietly();
    },
    stop: async () => {
      stopped = true;
      await task?.destroy();
      await news.settled();
      await looking?.catch(() => undefined);
    },
  };
}

async function considerAll({ store, clock, log, timeZone }: SchedulerInput, news: NewsWatch): Promise<void> {
  await store.stages.beat(clock.now());
  // Telling what was done is not stopped by the emergency stop.
  await lookForDigests({ store, clock, log, timeZone });
  const settings = await store.settings.all();
  if (settings.emergencyStop !== null) return;
  // Before schedules: who is approved already goes first.
  await lookForWaves({ store, clock, log, settings });
  const policies = await store.policies.list();
  for (const policy of policies) await consider(policy, settings, { store, clock, log });
  await news.consider(policies);
}

async function consider(
  policy: StoredPolicy,
  settings: Settings,
  { store, clock, log }: Pick<SchedulerInput, 'store' | 'clock' | 'log'>,
): Promise<void> {
  const { schedule, on } = policy.definition;
  if (on !== undefined) await lookForEvents(policy, on, settings, { store, clock, log });
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
