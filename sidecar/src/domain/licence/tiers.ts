// Tiers of the licence with the administrator's own prices: which one applies, which one comes below it, and what it takes
// to get there. No price is built in, and a currency is only a word.

export interface Tier {
  /** Seats it allows; null for no limit. */
  readonly seats: number | null;
  /** Of one term, in the currency of the table. */
  readonly price: number;
}

/** What the administrator entered of the licence's terms. */
export interface LicenceTerms {
  readonly currency: string;
  /** Ascending by seats; a tier without a limit comes last. */
  readonly tiers: readonly Tier[];
  /** The day of the next renewal, `2026-09-30`; null where none was entered. */
  readonly renewal: string | null;
}

export interface TermsFault {
  /** Such as `tiers[2].seats`. */
  readonly path: string;
  readonly message: string;
}

/** What is wrong with a table of tiers; empty where nothing is. */
export function findTermsFaults({ tiers, renewal }: LicenceTerms): TermsFault[] {
  const faults = tiers.flatMap(({ seats }, index): TermsFault[] => {
    const before = tiers[index - 1];
    if (before === undefined) return [];
    const path = `tiers[${index}].seats`;
    if (before.seats === null) return [{ path, message: 'must not follow a tier without a limit' }];
    if (seats !== null && seats <= before.seats) return [{ path, message: 'must be more than in the tier before' }];
    return [];
  });
  if (renewal === null || isCalendarDay(renewal)) return faults;
  return [...faults, { path: 'renewal', message: 'must be a day of the calendar, such as 2026-09-30' }];
}

/** Whether a text of the form `2026-03-01` names a day that exists. */
export function isCalendarDay(day: string): boolean {
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(day);
}

export interface TierAdvice {
  /** The tier of the licence as it is; null where its limit is not known or in no tier. */
  readonly current: Tier | null;
  /** The smallest tier that holds the seats; null where none of the table does. */
  readonly needed: Tier | null;
  /** The next tier below the current one; null where there is none. */
  readonly nextDown: { readonly tier: Tier; readonly toFree: number; readonly saving: number } | null;
}

/** What the table says of a number of seats. `most` is the licence's limit, null where it is not told or not limited. */
export function adviseTier(
  tiers: readonly Tier[],
  { seats, most }: { readonly seats: number; readonly most: number | null },
): TierAdvice {
  // A limit that is not told may be any tier: nothing is made of it.
  const current = most === null ? null : (tiers.find((tier) => holds(tier, most)) ?? null);
  const needed = tiers.find((tier) => holds(tier, seats)) ?? null;
  const below = current === null ? undefined : tiers[tiers.indexOf(current) - 1];
  if (current === null || below === undefined || below.seats === null) return { current, needed, nextDown: null };
  const saving = Math.round((current.price - below.price) * 100) / 100;
  return { current, needed, nextDown: { tier: below, toFree: Math.max(0, seats - below.seats), saving } };
}

function holds({ seats: room }: Tier, seats: number): boolean {
  return room === null || room >= seats;
}
