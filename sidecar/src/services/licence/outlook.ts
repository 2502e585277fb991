// Where the licence is going: the seats as they are, as they will be at the renewal, and what the tiers say of both.
import { countedSeats, type LicenceDay } from '../../domain/licence/day.ts';
import { type Forecast, forecastSeats } from '../../domain/licence/forecast.ts';
import { adviseTier, findTermsFaults, type LicenceTerms, type TierAdvice } from '../../domain/licence/tiers.ts';
import { wallTimeAt } from '../../domain/schedule/zone.ts';
import { ProductError } from '../../errors.ts';
import type { Actor, ServiceContext } from '../service-context.ts';

export interface LicenceOutlook {
  /** When Confluence was last read; null before the first row of the history. */
  readonly asOf: string | null;
  readonly seats: number | null;
  readonly seatsUnknown: number | null;
  readonly most: number | null;
  readonly terms: LicenceTerms | null;
  /** For the day of the renewal; null where none lies ahead. */
  readonly forecast: Forecast | null;
  readonly now: TierAdvice | null;
  readonly atRenewal: TierAdvice | null;
}

type Reading = Pick<ServiceContext, 'store' | 'clock' | 'config'>;

/** Needs no snapshot: it speaks from the history. */
export async function describeOutlook({ store, clock, config }: Reading): Promise<LicenceOutlook> {
  const { licenceTerms: terms } = await store.settings.all();
  const today = wallTimeAt(config.timeZone, clock.now()).slice(0, 10);
  const days = await store.licenceDays.between({ from: '', to: today });
  const newest = days.at(-1);
  if (newest === undefined) {
    const nothing = { asOf: null, seats: null, seatsUnknown: null, most: null };
    return { ...nothing, terms, forecast: null, now: null, atRenewal: null };
  }
  const { readAt, seatsUnknown, most } = newest;
  const seats = countedSeats(newest);
  const forecast = terms === null ? null : forecastRenewal(days, { renewal: terms.renewal, today });
  const advise = (expected: number | null) =>
    terms === null || terms.tiers.length === 0 || expected === null
      ? null
      : adviseTier(terms.tiers, { seats: expected, most });
  return {
    asOf: readAt,
    seats,
    seatsUnknown,
    most,
    terms,
    forecast,
    now: advise(seats),
    atRenewal: advise(forecast?.kind === 'forecast' ? forecast.seats : null),
  };
}

function forecastRenewal(
  days: readonly LicenceDay[],
  { renewal, today }: { renewal: string | null; today: string },
): Forecast | null {
  if (renewal === null || renewal < today) return null;
  const readings = days.flatMap((day) => {
    const seats = countedSeats(day);
    return seats === null ? [] : [{ day: day.day, seats }];
  });
  return forecastSeats(readings, renewal);
}

/** Keeps tiers, prices and the renewal. Throws `licence_terms_wrong` with every fault. */
export async function setLicenceTerms(
  { store, clock }: Pick<ServiceContext, 'store' | 'clock'>,
  terms: LicenceTerms,
  actor: Actor,
): Promise<void> {
  const faults = findTermsFaults(terms);
  if (faults.length > 0) throw new ProductError('licence_terms_wrong', faults);
  await store.settings.set('licenceTerms', terms, { by: actor.username, at: clock.now() });
}
