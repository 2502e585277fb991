// A line over time with level marks and a band of what is expected: a picture of our own, as small as it can be.
import { type ChartAhead, type ChartMark, type ChartPoint, drawLine, openScale, type Size } from './scale.ts';

export interface LineChartProps {
  /** What the picture shows, in a sentence: whoever does not see it hears this. */
  readonly label: string;
  /** At least one, ascending by day. */
  readonly points: readonly ChartPoint[];
  readonly marks?: readonly ChartMark[];
  readonly ahead?: ChartAhead | null;
  /** Without words in it, for a corner of a card. */
  readonly small?: boolean;
  readonly day?: (day: string) => string;
}

const large: Size = { width: 900, height: 240, pad: 24 };
const tiny: Size = { width: 240, height: 40, pad: 3 };

export function LineChart({ label, points, marks = [], ahead = null, small = false, day = String }: LineChartProps) {
  const size = small ? tiny : large;
  const days = [...points.map((point) => point.day), ...(ahead === null ? [] : [ahead.day])];
  const shown = [...points, ...marks].map(({ value }) => value);
  const scale = openScale({ days, values: ahead === null ? shown : [...shown, ahead.low, ahead.high] }, size);
  const last = points.at(-1);
  const { x, y } = scale;
  return (
    <svg
      class={small ? 'um-chart um-chart-small' : 'um-chart'}
      viewBox={`0 0 ${size.width} ${size.height}`}
      role="img"
      aria-label={label}
    >
      {marks.map(({ value, label: name, look }) => (
        <g key={`${look} ${value}`} class={`um-chart-${look}`}>
          <line x1={size.pad} x2={size.width - size.pad} y1={y(value)} y2={y(value)} />
          {!small && (
            <text x={size.pad} y={y(value) - 4}>
              {name}
            </text>
          )}
        </g>
      ))}
      {ahead !== null && last !== undefined && (
        <>
          <path
            class="um-chart-band"
            d={`M${x(last.day)} ${y(last.value)}L${x(ahead.day)} ${y(ahead.high)}V${y(ahead.low)}Z`}
          />
          <path class="um-chart-ahead" d={`M${x(last.day)} ${y(last.value)}L${x(ahead.day)} ${y(ahead.value)}`} />
        </>
      )}
      <path class="um-chart-line" d={drawLine(points, scale)} />
      {last !== undefined && <circle class="um-chart-dot" cx={x(last.day)} cy={y(last.value)} r={small ? 2.5 : 3.5} />}
      {!small &&
        [days[0], days.at(-1)].map((end, index) =>
          end === undefined ? null : (
            <text
              key={index}
              x={index === 0 ? size.pad : size.width - size.pad}
              y={size.height - 6}
              text-anchor={index === 0 ? 'start' : 'end'}
            >
              {day(end)}
            </text>
          ),
        )}
    </svg>
  );
}
