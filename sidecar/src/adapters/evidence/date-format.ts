// An explicit format of dates, such as `dd.MM.yyyy HH:mm:ss` or `M/d/yyyy h:mm a`, compiled to a reader.
import { HostFailure } from '../ports.ts';
import { type LocalDate, makeLocal, offsetOf, type ReadDate } from './local-date.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** What each token matches, and which part it gives. */
const tokens: Readonly<Record<string, readonly [part: string, pattern: string]>> = {
  yyyy: ['year', '\\d{4}'],
  MMM: ['monthName', '[A-Za-z]{3}'],
  MM: ['month', '\\d{2}'],
  M: ['month', '\\d{1,2}'],
  dd: ['day', '\\d{2}'],
  d: ['day', '\\d{1,2}'],
  HH: ['hour', '\\d{2}'],
  H: ['hour', '\\d{1,2}'],
  hh: ['hour', '\\d{2}'],
  h: ['hour', '\\d{1,2}'],
  mm: ['minute', '\\d{2}'],
  ss: ['second', '\\d{2}'],
  SSS: ['ms', '\\d{3}'],
  a: ['half', '[AaPp]\\.?[Mm]\\.?'],
  Z: ['zone', 'Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?'],
};
const tokenPattern = /yyyy|MMM|MM|M|dd|d|HH|H|hh|h|mm|ss|SSS|a|Z/g;

/** Compiles a format; throws `evidence_settings_invalid` where it names no day, no month or no year of four digits. */
export function compileFormat(format: string): (text: string) => ReadDate | LocalDate {
  const seen = new Set<string>();
  const pieces: string[] = [];
  let end = 0;
  for (const match of format.matchAll(tokenPattern)) {
    const [part, pattern] = tokens[match[0]] ?? ['', ''];
    if (seen.has(part)) throw refuse(format, 'names a part twice');
    seen.add(part);
    pieces.push(escapePattern(format.slice(end, match.index)), `(?<${part}>${pattern})`);
    end = match.index + match[0].length;
  }
  pieces.push(escapePattern(format.slice(end)));
  if (!seen.has('year') || !seen.has('day') || !(seen.has('month') || seen.has('monthName'))) {
    throw refuse(format, 'needs yyyy, MM (or M, MMM) and dd (or d)');
  }
  const whole = new RegExp(`^${pieces.join('')}$`);
  return (text) => readParts(whole.exec(text)?.groups);
}

function readParts(parts: Readonly<Record<string, string | undefined>> | undefined): ReadDate | LocalDate {
  if (parts === undefined) return { kind: 'unreadable' };
  const number = (text: string | undefined) => Number(text ?? 0);
  const month = parts.monthName === undefined ? number(parts.month) : months.indexOf(parts.monthName.toLowerCase()) + 1;
  const date = { year: number(parts.year), month, day: number(parts.day) };
  const time =
    parts.hour === undefined
      ? null
      : { hour: hourOf(parts), minute: number(parts.minute), second: number(parts.second), ms: number(parts.ms) };
  return makeLocal(date, time, parts.zone === undefined ? null : offsetOf(parts.zone));
}

/** An hour of twelve is 0 before and 12 after noon; anything beyond has no half of the day. */
function hourOf({ hour, half }: Readonly<Record<string, string | undefined>>): number {
  const told = Number(hour);
  if (half === undefined) return told;
  if (told < 1 || told > 12) return Number.NaN;
  return (told % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function refuse(format: string, why: string): HostFailure {
  return new HostFailure('evidence_settings_invalid', { request: `evidence.yaml: the format ${format} ${why}` });
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
