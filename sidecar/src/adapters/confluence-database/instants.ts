// Makes instants of what the columns hold: wall times without a zone, wall times with one, and epoch milliseconds as text.
import { openZone } from '../../domain/schedule/zone.ts';
import type { ToldInstant } from '../ports.ts';

/** Reads one column's text. */
export type InstantReader = (told: string | null) => ToldInstant;

/** There was no Confluence before; 1970 and the like stand for "no date", or for seconds taken for milliseconds. */
const earliestMs = Date.UTC(2003, 0, 1);
const latestMs = Date.UTC(9999, 11, 31);

const wallTime = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?)?([+-]\d{2}(?::?\d{2})?)?$/;

/**
 * Confluence stores dates by JDBC as `timestamp without time zone` and `datetime`, which is the wall time of its Java
 * machine. The database does not tell that machine's zone, so it is given; UTC is what containers run in.
 */
export function createInstantReader(timeZone: string): InstantReader {
  const toInstantMs = openZone(timeZone);
  return (told) => {
    if (told === null || told === '') return null;
    const ms = /^\d{1,16}$/.test(told) ? Number(told) : readWallTime(told, toInstantMs);
    return ms >= earliestMs && ms < latestMs ? new Date(ms).toISOString() : undefined;
  };
}

/** Milliseconds as if the wall time were UTC; NaN for what is no date. */
export function readLocalMs(text: string): number {
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = ''] =
    wallTime.exec(text) ?? [];
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  // Date.UTC takes 30 February for 1 March, and the zero date of MySQL for 1899.
  const isReal = new Date(ms || 0).toISOString().startsWith(`${year}-${month}-${day}T${hour.padStart(2, '0')}`);
  return year !== '' && isReal ? ms + milliseconds : Number.NaN;
}

function readWallTime(text: string, toInstantMs: (localMs: number) => number): number {
  const localMs = readLocalMs(text);
  if (Number.isNaN(localMs) || localMs < earliestMs - dayMs) return Number.NaN;
  const offset = wallTime.exec(text)?.[8];
  return offset === undefined ? toInstantMs(localMs) : localMs - readOffsetMs(offset);
}

const dayMs = 86_400_000;

function readOffsetMs(offset: string): number {
  const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The later of two; what cannot be read says nothing against what can. */
export function laterOf(one: ToldInstant, other: ToldInstant): ToldInstant {
  if (typeof one !== 'string') return typeof other === 'string' ? other : one === undefined ? one : other;
  return typeof other === 'string' && other > one ? other : one;
}
