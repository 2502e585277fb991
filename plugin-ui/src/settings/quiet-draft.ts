// A draft of the quiet times while it is edited: rows that can be added and taken away, and what is sent of them.
import type { ProcessDocument } from '../../../sidecar/src/contract/process.ts';

export type QuietTimes = NonNullable<ProcessDocument['quietTimes']>;
type Weekly = QuietTimes['weekly'][number];
type Freeze = QuietTimes['freezes'][number];

/** Monday is 1. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** A draft of what holds, or an empty one in the reader's own zone. */
export function openDraft(held: QuietTimes | null, zone: string): QuietTimes {
  return held ?? { zone, weekly: [], freezes: [] };
}

export const newWeekly: Weekly = { days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' };

/** A freeze that begins and ends on this day. */
export function newFreeze(day: string): Freeze {
  return { from: day, to: day };
}

export function toggleDay({ days, ...times }: Weekly, day: number): Weekly {
  const next = days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort((a, b) => a - b);
  return { ...times, days: next };
}

export function replaceAt<Item>(items: readonly Item[], index: number, item: Item | null): readonly Item[] {
  return items.flatMap((one, place) => (place !== index ? [one] : item === null ? [] : [item]));
}

/** What is sent: null where nothing is quiet; rows without a day mean nothing and are left out. */
export function closeDraft({ zone, weekly, freezes }: QuietTimes): QuietTimes | null {
  const meant = weekly.filter(({ days }) => days.length > 0);
  return meant.length === 0 && freezes.length === 0 ? null : { zone, weekly: meant, freezes };
}
