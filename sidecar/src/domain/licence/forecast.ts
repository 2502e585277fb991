// How many seats will be taken on a day to come, by a straight line that single odd days cannot bend.
// The line has the median of the slopes between all pairs of days (Theil-Sen) and the median of what is left as its height.
// Around it lies a plain band: on nine of ten past days the seats were at most `r` away from the line, so the forecast is given
// as `r` to either side on the newest day, widened in proportion to how far ahead it looks compared with what was seen.
// It knows nothing of reorganisations or school years; it says what happens if things go on as they did.

export interface SeatDay {
  /** `2026-03-01` */
  readonly day: string;
  readonly seats: number;
}

export type Forecast =
  | {
      readonly kind: 'forecast';
      readonly day: string;
      readonly seats: number;
      /** The band around it; never below nought. */
      readonly low: number;
      readonly high: number;
      /** Seats more (or fewer) in 30 days. */
      readonly perMonth: number;
      /** What it rests on. */
      readonly since: string;
      readonly readings: number;
    }
  | {
      readonly kind: 'not-enough-history';
      readonly readings: number;
      readonly neededReadings: number;
      /** Days from the first reading that counts to the last. */
      readonly spanDays: number;
      readonly neededDays: number;
    };

const dayMs = 86_400_000;
/** Older readings say little about what comes. */
const lookBackDays = 365;
const fewestReadings = 10;
const fewestDays = 28;
/** It looks at most so many times as far ahead as it has seen. */
const reach = 6;
/** More readings than this are thinned: pairs grow with the square. */
const mostReadings = 400;

/** Forecasts the seats of a later day from readings in any order; `day` must not lie before the newest. */
export function forecastSeats(readings: readonly SeatDay[], day: string): Forecast {
  const sorted = readings.map(({ day: name, seats }) => ({ x: numberOf(name), y: seats })).sort((a, b) => a.x - b.x);
  const newest = sorted.at(-1)?.x ?? numberOf(day);
  const points = thin(sorted.filter(({ x }) => x > newest - lookBackDays));
  const first = points[0]?.x ?? newest;
  const ahead = Math.max(0, numberOf(day) - newest);
  const spanDays = newest - first;
  const neededDays = Math.max(fewestDays, Math.ceil(ahead / reach));
  if (points.length < fewestReadings || spanDays < neededDays) {
    return {
      kind: 'not-enough-history',
      readings: points.length,
      neededReadings: fewestReadings,
      spanDays,
      neededDays,
    };
  }
  const slope = quantile(slopesOf(points), 0.5);
  const rest = points.map(({ x, y }) => y - slope * (x - newest));
  const height = quantile(rest, 0.5);
  const off = quantile(
    rest.map((value) => Math.abs(value - height)),
    0.9,
  );
  const middle = height + slope * ahead;
  const band = off * (1 + ahead / spanDays);
  return {
    kind: 'forecast',
    day,
    seats: Math.max(0, Math.round(tidy(middle))),
    low: Math.max(0, Math.floor(tidy(middle - band))),
    high: Math.max(0, Math.ceil(tidy(middle + band))),
    perMonth: Math.round(tidy(slope * 300)) / 10,
    since: new Date(first * dayMs).toISOString().slice(0, 10),
    readings: points.length,
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function numberOf(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00.000Z`) / dayMs);
}

/** Keeps first and last, and evenly of what lies between. */
function thin(points: readonly Point[]): readonly Point[] {
  if (points.length <= mostReadings) return points;
  const step = (points.length - 1) / (mostReadings - 1);
  return Array.from({ length: mostReadings }, (_, index) => points[Math.round(index * step)]).filter(
    (point) => point !== undefined,
  );
}

function slopesOf(points: readonly Point[]): number[] {
  const slopes: number[] = [];
  for (const [index, one] of points.entries()) {
    for (const other of points.slice(index + 1))
      if (other.x > one.x) slopes.push((other.y - one.y) / (other.x - one.x));
  }
  return slopes;
}

/** The value below which this share lies; between two neighbours, their mean by distance. Nought of nothing. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place - Math.floor(place));
}

/** Rounding away what floating point leaves, so that an exact line has no band. */
function tidy(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
