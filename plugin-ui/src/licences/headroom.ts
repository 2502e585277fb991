// What time the seats that are free still buy, and from when on a smaller tier can be ordered.
const dayMs = 86_400_000;
/** A smaller tier comes with a renewal, as a rule within so many days before it; the vendor has the last word. */
const windowDays = 90;

export interface Headroom {
  readonly seats: number | null;
  /** The limit of the licence; null where nobody tells it, or there is none. */
  readonly most: number | null;
  /** Seats more in 30 days. */
  readonly perMonth: number;
}

/** Whole months until the limit is reached if things go on as they did; null where they do not lead there, or nobody knows. */
export function monthsLeft({ seats, most, perMonth }: Headroom): number | null {
  if (seats === null || most === null || most < seats || perMonth <= 0) return null;
  return Math.floor((most - seats) / perMonth);
}

/** `2026-03-01` of the first day on which a smaller tier can be ordered. */
export function opensAt(renewal: string): string {
  return new Date(Date.parse(`${renewal}T00:00:00.000Z`) - windowDays * dayMs).toISOString().slice(0, 10);
}
