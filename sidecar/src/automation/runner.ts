// Carries runs from request to report. It looks only at a run's state; every phase may be entered again after a crash.
import { randomUUID } from 'node:crypto';
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { Run } from '../domain/run.ts';
import { isQuiet } from '../domain/schedule/quiet.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { carryOn, type PhaseWork } from './phases.ts';

export interface RunnerInput extends Omit<PhaseWork, 'run' | 'mayGoOn' | 'lease'> {
  readonly log: Log;
  /** Told after a run has ended, so that its mails go out at once. */
  readonly onFinished: () => void;
}

export interface Runner {
  /** Looks for work now; returns at once. */
  readonly wake: () => void;
  /** Resolves when no run is being carried on any more; for tests and for `stop`. */
  readonly settled: () => Promise<void>;
  /** Asks running work to stop after the step at hand of each user at work, and waits for it. The rest stays planned. */
  readonly stop: () => Promise<void>;
  /**
   * For a step at hand that does not end: its run is free for the next process, which reads what became of it. To be called
   * once no request of it can leave any more, right before the store is closed; what breaks off by that is no fault.
   */
  readonly abandon: () => Promise<void>;
}

/** The run being carried on in this process. */
interface Desk {
  atHand: { readonly runId: number; readonly lease: ReturnType<typeof keepLease> } | null;
  isAbandoned: boolean;
}

const leaseMs = 60_000;
const renewEveryMs = 15_000;
/** After a fault in a run that has begun to act, it is taken up again this much later. */
const takeUpAgainMs = 30_000;

/** Builds a runner: one run at a time in this process, leases keep other processes off the same run. */
export function createRunner(input: RunnerInput): Runner {
  const { log, onFinished } = input;
  const holder = randomUUID();
  const stopping = new AbortController();
  const desk: Desk = { atHand: null, isAbandoned: false };
  let working: Promise<void> | null = null;
  let wokenMeanwhile = false;

  const wake = (): void => {
    if (stopping.signal.aborted) return;
    if (working !== null) {
      wokenMeanwhile = true;
      return;
    }
    working = workThrough(input, { holder, desk, stopping: stopping.signal })
      .catch((error: unknown) => {
        if (!desk.isAbandoned) log.error({ err: error }, 'runner broke off');
      })
      .finally(() => {
        working = null;
        if (desk.isAbandoned) return;
        onFinished();
        if (wokenMeanwhile) {
          wokenMeanwhile = false;
          wake();
        }
      });
  };

  return {
    wake,
    settled: async () => {
      while (working !== null) await working;
    },
    stop: async () => {
      stopping.abort();
      while (working !== null) await working;
    },
    abandon: async () => {
      stopping.abort();
      desk.isAbandoned = true;
      if (desk.atHand === null) return;
      const { runId, lease } = desk.atHand;
      lease.end();
      log.warn({ runId }, 'the step at hand did not end in time: the next start reads what became of it');
      await input.store.runs.releaseLease(runId, holder);
    },
  };
}

interface Worker {
  readonly holder: string;
  readonly desk: Desk;
  readonly stopping: AbortSignal;
}

/** Takes one run after the other until none is left that can go on now. */
async function workThrough(input: RunnerInput, { holder, desk, stopping }: Worker): Promise<void> {
  const { store, clock, log, onFinished } = input;
  while (!stopping.aborted) {
    const { emergencyStop } = await store.settings.all();
    if (emergencyStop !== null) return;
    const run = await store.runs.claim({ holder, now: clock.now(), leaseUntil: later(clock, leaseMs) });
    if (run === null) return;
    const lease = keepLease(store, clock, run, holder);
    desk.atHand = { runId: run.id, lease };
    let leaveForMs = 0;
    try {
      log.info({ runId: run.id, policyId: run.policyId, state: run.state }, 'run taken up');
      const progress = await carryOn({
        ...input,
        run,
        lease,
        mayGoOn: () => askWhetherToGoOn({ store, clock, runId: run.id, stopping, isHeld: lease.isHeld }),
      });
      if (progress === 'held' && !(await isStopped(store, stopping, run.id))) leaveForMs = takeUpAgainMs;
      await logProgress(input, run.id).catch((error: unknown) => {
        if (desk.isAbandoned) throw error;
        log.warn({ err: error, runId: run.id }, 'what the run came to could not be read');
      });
    } catch (error) {
      if (desk.isAbandoned) throw error;
      leaveForMs = takeUpAgainMs;
      const code = error instanceof HostFailure ? error.code : 'internal_error';
      log.error({ err: error, runId: run.id, code }, 'run broke off, will be taken up again');
    } finally {
      lease.end();
      desk.atHand = null;
      if (!desk.isAbandoned) {
        if (leaveForMs === 0) await store.runs.releaseLease(run.id, holder);
        else await store.runs.renewLease({ runId: run.id, holder, leaseUntil: later(clock, leaveForMs) });
      }
    }
    onFinished();
  }
}

/** What became of the run for now, for whoever watches the log: a failed or held one is a warning. */
async function logProgress({ store, log }: RunnerInput, runId: number): Promise<void> {
  const run = await store.runs.get(runId);
  if (run === null) return;
  const { policyId, mode, state, ending, failure } = run;
  if (state !== 'finished') return log.info({ runId, policyId, mode, state }, 'run rests');
  const { users } = await store.runs.counts(runId);
  const fields = { runId, policyId, mode, ending, ...(failure === null ? {} : { failure }), users };
  if (ending === 'failed') log.warn(fields, 'run failed');
  else if (ending === 'quarantined') log.warn(fields, 'run ended with its plan held for a person');
  else log.info(fields, 'run ended');
}

/** Whether nobody should take the run up again by itself: then its lease is free for whoever lets it go on. */
async function isStopped(store: Store, stopping: AbortSignal, runId: number): Promise<boolean> {
  if (stopping.aborted || (await store.settings.all()).emergencyStop !== null) return true;
  return (await store.runs.wishes(runId))?.paused === true;
}

/** While everything is stopped nothing moves; a cancelled run may end; a live one waits while the process observes, and in quiet times. */
async function askWhetherToGoOn({
  store,
  clock,
  runId,
  stopping,
  isHeld,
}: {
  store: Store;
  clock: Clock;
  runId: number;
  stopping: AbortSignal;
  isHeld: () => boolean;
}): Promise<'go-on' | 'hold' | 'cancel'> {
  const run = await store.runs.wishes(runId);
  const { emergencyStop, processMode, quietTimes } = await store.settings.all();
  // Judged last: an answer of the store may be so long in coming that somebody else has taken the run over.
  if (!isHeld() || stopping.aborted || emergencyStop !== null) return 'hold';
  if (run?.cancelled === true) return 'cancel';
  if (run?.paused === true) return 'hold';
  const waits = processMode === 'observe' || isQuiet(quietTimes, clock.now());
  return run?.mode === 'live' && waits ? 'hold' : 'go-on';
}

/** Renews the lease in the background; once somebody was told that it was not renewed in time, it counts as lost for good. */
function keepLease(store: Store, clock: Clock, run: Run, holder: string) {
  let held = true;
  let untilMs = Date.parse(clock.now()) + leaseMs;
  const timer = setInterval(async () => {
    const leaseUntil = later(clock, leaseMs);
    const renewed = await store.runs.renewLease({ runId: run.id, holder, leaseUntil }).catch(() => null);
    if (renewed === true) untilMs = Date.parse(leaseUntil);
    if (renewed === false) held = false;
  }, renewEveryMs);
  timer.unref();
  return {
    holder,
    isHeld: () => {
      held &&= Date.parse(clock.now()) < untilMs;
      return held;
    },
    end: () => {
      held = false;
      clearInterval(timer);
    },
  };
}

function later(clock: Clock, ms: number): string {
  return new Date(Date.parse(clock.now()) + ms).toISOString();
}
