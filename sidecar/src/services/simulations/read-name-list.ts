// Reads a list of users as another tool exported it: separated values with a header that names columns, or one name a line.
import { parse } from 'csv-parse/sync';
import { ProductError } from '../../errors.ts';

export interface NamedRow {
  readonly line: number;
  /** In the order in which they are tried. */
  readonly names: readonly string[];
  /** The row as a reader finds it again, cut short. */
  readonly text: string;
}

export interface NameList {
  /** Headers that names were taken from; empty where the list has none. */
  readonly columns: readonly string[];
  readonly rows: readonly NamedRow[];
}

const separators = [',', ';', '\t', '|'];

/** Folded headers in the order in which their names are tried: what is surest comes first. */
const knownHeaders = [
  ...['userkey', 'key', 'username', 'user', 'login', 'loginname', 'loweruser', 'name', 'account'],
  ...['email', 'emailaddress', 'mail'],
];

/** Throws `name_list_unreadable` where it is no table, or has several columns and none is known. */
export function readNameList(csv: string): NameList {
  const records = readRecords(csv);
  const [first] = records;
  if (first === undefined) throw new ProductError('name_list_unreadable');
  const headers = first.cells.map(foldHeader);
  const indices = knownHeaders.flatMap((known) => (headers.includes(known) ? [headers.indexOf(known)] : []));
  if (indices.length > 0) {
    const columns = indices.map((index) => first.cells[index] ?? '');
    return { columns, rows: records.slice(1).flatMap((record) => readRow(record, indices)) };
  }
  if (records.some(({ cells }) => cells.length > 1)) throw new ProductError('name_list_unreadable');
  return { columns: [], rows: records.flatMap((record) => readRow(record, [0])) };
}

interface NumberedRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

function readRecords(csv: string): NumberedRecord[] {
  const records: NumberedRecord[] = [];
  try {
    parse(csv, {
      delimiter: findSeparator(csv),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (cells: string[], { lines }) => {
        records.push({ line: lines, cells });
        return null;
      },
    });
  } catch {
    throw new ProductError('name_list_unreadable');
  }
  return records;
}

function findSeparator(csv: string): string {
  const line = /^[^\r\n]*/.exec(csv.replace(/^\ufeff?[\r\n]*/, ''))?.[0] ?? '';
  const counted = separators.map((one) => ({ one, cells: line.split(one).length }));
  return counted.reduce((best, next) => (next.cells > best.cells ? next : best)).one;
}

/** A row without any name is left out. An apostrophe before a formula, as exports write it, is no part of a name. */
function readRow({ line, cells }: NumberedRecord, indices: readonly number[]): NamedRow[] {
  const names = indices.flatMap((index) => {
    const name = (cells[index] ?? '').replace(/^'(?=[=+\-@])/, '');
    return name === '' ? [] : [name];
  });
  return names.length === 0 ? [] : [{ line, names, text: cells.join(', ').slice(0, 300) }];
}

function foldHeader(header: string): string {
  return header.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
