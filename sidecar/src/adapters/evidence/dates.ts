// Dates of files: safe forms are recognised, everything that could be read in two ways is refused until its format is stated.
import { openZone } from '../../domain/schedule/zone.ts';
import { compileFormat } from './date-format.ts';
import { type LocalDate, makeLocal, offsetOf, type ReadDate } from './local-date.ts';

export interface DateSettings {
  /** As in `dd.MM.yyyy HH:mm`; without it the safe forms are recognised. */
  readonly format?: string | undefined;
  /** For dates that state none themselves. */
  readonly zone?: string | undefined;
  /** Cells that mean "never"; `never` itself always does. */
  readonly never?: readonly string[] | undefined;
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const dayFirstOrMonthFirst = /^\d{1,2}[./ -]\d{1,2}[./ -]\d{2,4}\b/;
/** 100 ns since 1601, as directories of Microsoft keep them. */
const fileTimeEpochMs = 11_644_473_600_000;
const fileTimeNever = '9223372036854775807';

/** Gives a function that reads one cell. A date without a time is the end of that day: the latest it can have been. */
export function openDateReader({ format, zone, never = [] }: DateSettings): (cell: string) => ReadDate {
  const toInstant = zone === undefined ? null : openZone(zone);
  const neverWords = new Set([...never.map((word) => word.trim().toLowerCase()), 'never']);
  const readFormat = format === undefined ? null : compileFormat(format);
  return (cell) => {
    const text = cell.trim();
    if (neverWords.has(text.toLowerCase())) return { kind: 'never' };
    if (text === '') return { kind: 'nothing' };
    const read = readFormat === null ? readSafeForm(text) : readFormat(text);
    if (read.kind !== 'local') return read;
    if (read.offsetMs !== null) return { kind: 'instant', ms: read.localMs - read.offsetMs };
    return toInstant === null ? { kind: 'zone-missing' } : { kind: 'instant', ms: toInstant(read.localMs) };
  };
}

function readSafeForm(text: string): ReadDate | LocalDate {
  if (/^\d+(?:\.\d+)?$/.test(text)) return readNumber(text);
  const parts = iso.exec(text);
  if (parts === null) return { kind: dayFirstOrMonthFirst.test(text) ? 'ambiguous' : 'unreadable' };
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone] = parts;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const time =
    hour === undefined
      ? null
      : {
          hour: Number(hour),
          minute: Number(minute),
          second: Number(second),
          ms: Number(fraction.padEnd(3, '0').slice(0, 3)),
        };
  return makeLocal(date, time, zone === undefined ? null : offsetOf(zone));
}

/** Ten digits are seconds, thirteen are milliseconds, eighteen are a file time: within living memory nothing else is. */
function readNumber(text: string): ReadDate {
  if (text === '0' || text === fileTimeNever) return { kind: 'never' };
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return { kind: 'instant', ms: Math.floor(Number(text) * 1000) };
  if (/^\d{13}$/.test(text)) return { kind: 'instant', ms: Number(text) };
  if (/^1[23]\d{16}$/.test(text)) return { kind: 'instant', ms: Number(BigInt(text) / 10_000n) - fileTimeEpochMs };
  return { kind: 'unreadable' };
}
