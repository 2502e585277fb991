// What slows or ends a run while it acts: its cap, too many failures, a host that stopped answering or turns us away.
import type { Outcome, OutcomeKind, SkipReason } from '../../domain/run.ts';
import type { RunProgress } from '../../store/runs.ts';

/** After this many users in a row whom the host did not answer, the rest is left alone. */
const unansweredInARow = 20;
/** Failures are judged from this many finished users on. */
const judgedFrom = 10;
/** Beyond this share of users with a failed or unclear change, the rest is left alone. */
const mostTroubledPercent = 30;

/** Why the users that follow are left alone; null while the run may go on. */
export type Brake = Extract<
  SkipReason,
  'carried-over' | 'too-many-failures' | 'host-stopped-answering' | 'turned-away'
>;

export interface Brakes {
  /**
   * Takes a user's place under the cap; waits while others may still give theirs back. Whoever was `begun` before a pause
   * is counted already, and keeps that place however they come out.
   */
  readonly enter: (begun: boolean) => Promise<Brake | null>;
  /** What ends the run by now; asked again right before a user is read, who may have waited long for their turn. */
  readonly end: () => Exclude<Brake, 'carried-over'> | null;
  /** Says how the user came out, and gives a place that was taken back where nothing was changed. */
  readonly leave: (result: {
    readonly begun: boolean;
    readonly outcomes: readonly Outcome[];
    readonly answered: boolean;
  }) => void;
}

/** Outcomes of a step by which its user counts as changed, or as perhaps changed. */
export const changing: readonly OutcomeKind[] = [
  'applied',
  'applied-without-effect',
  'pending-synchronisation',
  'unknown',
  'rehearsed',
];
const troubled: readonly OutcomeKind[] = ['failed', 'unknown'];

interface BrakesInput {
  readonly cap: number | null;
  readonly progress: RunProgress;
  /** Whether our sign-in is refused, whatever was asked when that was told: it is to reach everybody who still waits. */
  readonly isTurnedAway: () => boolean;
}

/** Goes on counting from what the run has done already. Only changed users count against the cap, so that none who fails blocks it. */
export function createBrakes({ cap, progress, isTurnedAway }: BrakesInput): Brakes {
  let { changed, trouble, finished } = progress;
  let inFlight = 0;
  let unanswered = 0;
  let waiting: (() => void)[] = [];
  const isTooMuch = () => finished >= judgedFrom && trouble * 100 > mostTroubledPercent * finished;
  // What had ended the run before it was interrupted ends it still: it goes on only where the host has answered again.
  let tripped: 'too-many-failures' | null = isTooMuch() ? 'too-many-failures' : null;

  const end = () => {
    if (isTurnedAway()) return 'turned-away';
    return unanswered >= unansweredInARow ? 'host-stopped-answering' : tripped;
  };

  return {
    end,
    enter: async (begun) => {
      while (end() === null && !begun && cap !== null && changed + inFlight >= cap) {
        if (inFlight === 0 || changed >= cap) return 'carried-over';
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      const word = end();
      if (word === null && !begun) inFlight += 1;
      return word;
    },
    leave: ({ begun, outcomes, answered }) => {
      const kinds = outcomes.map(({ kind }) => kind);
      const isTroubled = kinds.some((kind) => troubled.includes(kind));
      const isChanged = kinds.some((kind) => changing.includes(kind));
      if (!begun) inFlight -= 1;
      if (!begun && isChanged) changed += 1;
      if (isTroubled) trouble += 1;
      if (!begun && (isTroubled || isChanged)) finished += 1;
      unanswered = answered ? 0 : unanswered + 1;
      // A host that does not answer at all has a rule of its own.
      if (answered && isTooMuch()) tripped = 'too-many-failures';
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
