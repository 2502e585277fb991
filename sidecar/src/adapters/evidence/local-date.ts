// A date as written, before its zone is known: a day and a time that exist, or what is wrong with them.

export type ReadDate =
  | { readonly kind: 'instant'; readonly ms: number }
  | { readonly kind: 'never' | 'nothing' | 'ambiguous' | 'zone-missing' | 'unreadable' };

/** Milliseconds as if UTC, with the offset that was written beside them, if any. */
export type LocalDate = { readonly kind: 'local'; readonly localMs: number; readonly offsetMs: number | null };

const dayMs = 86_400_000;

/** Milliseconds as if UTC, checked to be a day and a time that exist; without a time the end of the day. */
export function makeLocal(
  { year, month, day }: { year: number; month: number; day: number },
  time: { hour: number; minute: number; second: number; ms: number } | null,
  offsetMs: number | null,
): ReadDate | LocalDate {
  const midnight = Date.UTC(year, month - 1, day);
  const there = new Date(midnight);
  if (there.getUTCMonth() !== month - 1 || there.getUTCDate() !== day || year < 1000) return { kind: 'unreadable' };
  if (time === null) return { kind: 'local', localMs: midnight + dayMs - 1, offsetMs };
  const { hour, minute, second, ms } = time;
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return { kind: 'unreadable' };
  return { kind: 'local', localMs: midnight + ((hour * 60 + minute) * 60 + second) * 1000 + ms, offsetMs };
}

/** Of `Z`, `UTC`, `+02`, `+0200` or `+02:00`, in milliseconds. */
export function offsetOf(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (parts === null) return 0;
  const [, sign, hours, minutes = '0'] = parts;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
