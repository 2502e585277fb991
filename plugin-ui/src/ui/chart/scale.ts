// Reckons a line chart: where days and numbers lie in the picture, and where the line must break because nothing was read.

export interface ChartPoint {
  /** `2026-03-01` */
  readonly day: string;
  readonly value: number;
}

/** A level line, such as the limit of the licence. */
export interface ChartMark {
  readonly value: number;
  readonly label: string;
  readonly look: 'limit' | 'tier';
}

/** What is expected of a later day. */
export interface ChartAhead extends ChartPoint {
  readonly low: number;
  readonly high: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Free space on each side. */
  readonly pad: number;
}

export interface Scale {
  readonly x: (day: string) => number;
  readonly y: (value: number) => number;
}

const dayMs = 86_400_000;
/** Over a longer silence no line is drawn: nobody knows what was between. */
const longestGapDays = 14;

function timeOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The scale that shows all of the values; a chart of one day or one number is widened, so that nothing divides by nought. */
export function openScale(
  { days, values }: { readonly days: readonly string[]; readonly values: readonly number[] },
  { width, height, pad }: Size,
): Scale {
  const times = days.map(timeOf);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [timeSpan, valueSpan] = [Math.max(dayMs, last - first), Math.max(1, high - low)];
  return {
    x: (day) => round(pad + ((timeOf(day) - first) / timeSpan) * (width - 2 * pad)),
    y: (value) => round(height - pad - ((value - low) / valueSpan) * (height - 2 * pad)),
  };
}

/** The line through the points as SVG writes it, broken where nothing was read for long. */
export function drawLine(points: readonly ChartPoint[], { x, y }: Scale): string {
  return points
    .map(({ day, value }, index) => {
      const before = points[index - 1];
      const broken = before === undefined || timeOf(day) - timeOf(before.day) > longestGapDays * dayMs;
      return `${broken ? 'M' : 'L'}${x(day)} ${y(value)}`;
    })
    .join('');
}

/** The last point of each month, and the newest of all: what a table has room for. */
export function lastOfMonths<Point extends { readonly day: string }>(points: readonly Point[]): Point[] {
  return points.filter(({ day }, index) => points[index + 1]?.day.slice(0, 7) !== day.slice(0, 7));
}

/** Marks worth showing: the limit, and of the tiers those next to what is shown. */
export function nearTiers(tiers: readonly number[], values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const below = tiers.filter((tier) => tier < low).at(-1);
  const above = tiers.find((tier) => tier > high);
  const within = tiers.filter((tier) => tier >= low && tier <= high);
  return [...(below === undefined ? [] : [below]), ...within, ...(above === undefined ? [] : [above])];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
