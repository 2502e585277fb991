// An approval in waves: when the next part of an approved plan is due, and what ends it. Pure; the store keeps what is here.
import { daysAfter } from './days-after.ts';
import type { Limits, PolicyId } from './policy.ts';
import type { Run } from './run.ts';
import type { Instant } from './user.ts';

export type WavesEnd =
  | 'done' // nobody is left
  | 'expired'
  | 'cancelled' // somebody stopped a wave
  | 'policy-changed'; // in who or what it means, or taken out of use: the plan is not what the policy says any more

/** The approval of a held plan that is carried out by so many users a day. */
export interface Waves {
  /** The held run whose plan was approved. */
  readonly of: number;
  readonly policyId: PolicyId;
  readonly policyVersion: number;
  readonly approvedBy: string;
  /** At most so many users each run. */
  readonly users: number;
  readonly nextAt: Instant;
  readonly expiresAt: Instant;
  readonly lastRunId: number;
  readonly ended: { readonly why: WavesEnd; readonly at: Instant } | null;
}

/** Waves end at the latest so many days after the approval. */
const mostDays = 90;

/** So many of them are kept for nights on which no wave can come: the host is away, or nothing is done live. */
const spareNights = 7;

/** How many users a wave changes at most by the policy's own limits; null where they allow any number. */
export function mostADay({ maxPerRun, maxPerDay }: Pick<Limits, 'maxPerRun' | 'maxPerDay'>): number | null {
  const most = Math.min(maxPerRun ?? Number.POSITIVE_INFINITY, maxPerDay ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(most) ? most : null;
}

/** How few a day still come to everybody in time, with nights to spare. */
export function fewestADay(planned: number): number {
  return Math.max(1, Math.ceil(planned / (mostDays - spareNights)));
}

/** One wave a day, and the days of an approval on top, for nights on which none can come. */
export function expiryOf(input: { planned: number; users: number; days: number; approvedAt: Instant }): Instant {
  const nights = Math.ceil(input.planned / input.users);
  return daysAfter(input.approvedAt, Math.min(mostDays, nights + input.days));
}

/** The next time of day after now, counted on from the wave before by whole days. */
export function nextWaveAfter(waves: Pick<Waves, 'nextAt'>, now: Instant): Instant {
  let next = waves.nextAt;
  while (next <= now) next = daysAfter(next, 1);
  return next;
}

export interface WaveFacts {
  readonly waves: Waves;
  readonly now: Instant;
  readonly lastRun: Pick<Run, 'state' | 'ending'>;
  /** Approved people whom no wave has come to yet. */
  readonly left: number;
  /** Whether the policy says something else by now than the version that made the plan, or is out of use. */
  readonly outdated: boolean;
  /** Whether policy and process act live now. */
  readonly live: boolean;
}

/** What is to happen now: a wave, nothing yet, nothing today, or the end. */
export function judgeWaves(facts: WaveFacts): 'begin' | 'wait' | 'postpone' | { readonly end: WavesEnd } {
  const { waves, now, lastRun, left, live } = facts;
  if (lastRun.state !== 'finished') return 'wait';
  if (lastRun.ending === 'cancelled') return { end: 'cancelled' };
  if (left === 0) return { end: 'done' };
  if (facts.outdated) return { end: 'policy-changed' };
  if (now > waves.expiresAt) return { end: 'expired' };
  if (now < waves.nextAt) return 'wait';
  return live ? 'begin' : 'postpone';
}

/** What comes of the people whom a wave that ends leaves: the next wave, or why there is none. */
export type NextWave =
  | { readonly kind: 'due'; readonly at: Instant }
  | { readonly kind: 'at-once' } // its time passed while the wave before was at work
  | { readonly kind: 'when-started-again' } // an emergency stop: nobody judges waves until it is let go
  | { readonly kind: 'when-live' } // put off from day to day until policy and process act live again
  | { readonly kind: 'never'; readonly why: 'expired' | 'policy-changed' };

/** What `judgeWaves` is going to do if nothing changes. It looks a little later than now, and by then has expired what ends now. */
export function foreseeWave(
  facts: Pick<WaveFacts, 'waves' | 'now' | 'outdated' | 'live'> & { readonly stopped: boolean },
): NextWave {
  const { waves, now, outdated, live, stopped } = facts;
  if (outdated) return { kind: 'never', why: 'policy-changed' };
  if (waves.nextAt >= waves.expiresAt || now >= waves.expiresAt) return { kind: 'never', why: 'expired' };
  if (stopped) return { kind: 'when-started-again' };
  if (!live) return { kind: 'when-live' };
  return now < waves.nextAt ? { kind: 'due', at: waves.nextAt } : { kind: 'at-once' };
}
