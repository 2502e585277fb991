// What a run really did to the seats of the licence: judged by the steps that were done, not by those that were planned.
import type { Change } from '../action.ts';
import type { BeforeImage } from '../plan/before-image.ts';
import type { Outcome, Verification } from '../run.ts';
import type { UserKey } from '../user.ts';
import type { Licence } from './licence.ts';
import { openSeatCount } from './plan-seats.ts';

/** Counts of users with a step that came to something; they add up to all of these. */
export interface DoneSeats {
  /** Had a seat and have none now. */
  readonly freed: number;
  /** Have one still: something else grants it. */
  readonly kept: number;
  /** Had none and have none. */
  readonly none: number;
  readonly taken: number;
  /** A step may or may not have been done, or the seat before or after is not known: nothing is claimed. */
  readonly unknown: number;
}

export interface DoneEntry {
  readonly userKey: UserKey;
  readonly before: BeforeImage;
  readonly steps: readonly {
    readonly change: Change;
    readonly outcome: Outcome | null;
    readonly verification: Verification | null;
  }[];
}

export interface DoneSeatCount {
  readonly add: (entry: DoneEntry) => void;
  readonly total: () => DoneSeats;
}

/** Counts one user after the other by the licence as the run's plan knew it. */
export function openDoneSeatCount(licence: Licence): DoneSeatCount {
  const count = openSeatCount(licence);
  let uncertain = 0;
  return {
    add: ({ userKey, before, steps }) => {
      if (steps.some(isUncertain)) {
        uncertain += 1;
        return;
      }
      const done = steps.filter(({ outcome, verification }) => {
        return outcome?.kind === 'applied' && verification !== 'contradicted';
      });
      if (done.length === 0) return;
      const status = before.newcomer === undefined ? before.status : 'disabled';
      const facts = { userKey, status, directGroups: before.directGroups };
      // What was read back is out, whoever else could have spoken for the user.
      const readBack = done.some(
        ({ change, verification }) => change.kind === 'disable' && verification === 'confirmed',
      );
      const speakers = (before.accounts?.accounts ?? []).filter((one) => one.status !== 'disabled').length;
      count.add({ facts, changes: done.map(({ change }) => change), mayStayActive: !readBack && speakers > 1 });
    },
    total: () => {
      const { freed, kept, none, taken, unknown } = count.total();
      return { freed, kept, none, taken, unknown: unknown + uncertain };
    },
  };
}

function isUncertain({ outcome, verification }: DoneEntry['steps'][number]): boolean {
  if (outcome?.kind === 'unknown' || outcome?.kind === 'pending-synchronisation') return true;
  return outcome?.kind === 'applied-without-effect' ? false : verification === 'unreadable';
}
