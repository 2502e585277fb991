// One day of the licence: how many seats were taken and how everybody stood, in counts alone. Nobody is named.
import type { Instant } from '../user.ts';

export interface LicenceDay {
  /** The local day, `2026-03-01`; the last reading of the day stands. */
  readonly day: string;
  readonly readAt: Instant;
  /** Seats by our own reading, and users of whom that is not known; null where nobody told of the licence. */
  readonly seats: number | null;
  readonly seatsUnknown: number | null;
  /** Seats in use as Confluence counts them; null where it does not tell. */
  readonly hostUsed: number | null;
  /** Seats of the licence; null where not told, or not limited. */
  readonly most: number | null;
  readonly active: number;
  readonly inactive: number;
  readonly unknown: number;
  readonly protected: number;
  readonly disabled: number;
}

/**
 * Seats as they count against the limit: the larger of our reading and Confluence's own count, because the limit is felt
 * by whichever is right. Null where neither is known.
 */
export function countedSeats({ seats, hostUsed }: Pick<LicenceDay, 'seats' | 'hostUsed'>): number | null {
  if (seats === null) return hostUsed;
  return hostUsed === null ? seats : Math.max(seats, hostUsed);
}
