// What all policies together would make of the seats: every user counted once, by the policy the user belongs to.
import type { SeatWord } from './seat.ts';

export interface TogetherSeats {
  /** Seats taken as the reading found them; null where nobody told of the licence. */
  readonly seats: number | null;
  readonly policies: number;
  /** Policies whose plan a guard would hold: what they would free is counted all the same. */
  readonly held: number;
  /** Users for whom anything is planned. */
  readonly users: number;
  readonly freed: number;
  readonly taken: number;
  /** Before or after is not known: nothing is promised. */
  readonly unknown: number;
}

type Effect = 'freed' | 'taken' | 'same' | 'unknown';

/** What one user's planned steps do to their seat. A seat of which nothing was noted is not known. */
export function seatEffect({
  seat = 'unknown',
  seatAfter = 'unknown',
}: {
  seat?: SeatWord;
  seatAfter?: SeatWord;
}): Effect {
  if (seat === 'unknown' || seatAfter === 'unknown') return 'unknown';
  if (seat === seatAfter) return 'same';
  return seat === 'yes' ? 'freed' : 'taken';
}
