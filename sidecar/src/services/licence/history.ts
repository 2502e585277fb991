// The licence day by day, for people who look at what it came to.
import type { LicenceDay } from '../../domain/licence/day.ts';
import { isCalendarDay } from '../../domain/licence/tiers.ts';
import { wallTimeAt } from '../../domain/schedule/zone.ts';
import { ProductError } from '../../errors.ts';
import type { ServiceContext } from '../service-context.ts';

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
const usualDays = 365;
const mostDays = 3_660;

/** Throws `bad_request` for a day that is none, and for a range that runs backwards or over more than ten years. */
export async function readLicenceHistory(
  { store, clock, config }: Pick<ServiceContext, 'store' | 'clock' | 'config'>,
  wish: { readonly from: string | undefined; readonly to: string | undefined },
): Promise<DayRange & { readonly items: readonly LicenceDay[] }> {
  const range = chooseRange(wish, wallTimeAt(config.timeZone, clock.now()).slice(0, 10));
  return { ...range, items: await store.licenceDays.between(range) };
}

function chooseRange(wish: { from: string | undefined; to: string | undefined }, today: string): DayRange {
  const to = wish.to ?? today;
  const toMs = dayStart('to', to);
  const from = wish.from ?? new Date(toMs - usualDays * dayMs).toISOString().slice(0, 10);
  const days = (toMs - dayStart('from', from)) / dayMs;
  if (days < 0) throw badDay('from', 'must not lie after to');
  if (days > mostDays) throw badDay('from', `must lie at most ${mostDays} days before to`);
  return { from, to };
}

function dayStart(field: 'from' | 'to', day: string): number {
  if (!isCalendarDay(day)) throw badDay(field, 'must be a day of the calendar, such as 2026-03-01');
  return Date.parse(`${day}T00:00:00.000Z`);
}

function badDay(field: 'from' | 'to', message: string): ProductError {
  return new ProductError('bad_request', [{ path: `querystring.${field}`, message }]);
}
