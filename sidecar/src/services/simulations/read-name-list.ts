// Reads a list of users as another tool exported it: separated values with a header that names columns, or one name a line.
import { ProductError } from '../../errors.ts';
import { readCell, readTable, type TableRow } from '../told/read-table.ts';

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
  const headers = first.record.map(foldHeader);
  const indices = knownHeaders.flatMap((known) => (headers.includes(known) ? [headers.indexOf(known)] : []));
  if (indices.length > 0) {
    const columns = indices.map((index) => first.record[index] ?? '');
    return { columns, rows: records.slice(1).flatMap((record) => readRow(record, indices)) };
  }
  if (records.some(({ record }) => record.length > 1)) throw new ProductError('name_list_unreadable');
  return { columns: [], rows: records.flatMap((record) => readRow(record, [0])) };
}

function readRecords(csv: string): readonly TableRow[] {
  try {
    return readTable(csv);
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    throw new ProductError('name_list_unreadable', error.details);
  }
}

/** A row without any name is left out. */
function readRow({ line, record }: TableRow, indices: readonly number[]): NamedRow[] {
  const names = indices.flatMap((index) => {
    const name = readCell(record[index]);
    return name === '' ? [] : [name];
  });
  return names.length === 0 ? [] : [{ line, names, text: record.join(', ').slice(0, 300) }];
}

function foldHeader(header: string): string {
  return header.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
