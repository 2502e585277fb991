// Reads a table of separated values whose rows name users: by username, e-mail address or user key, in columns of these names.
import { ProductError } from '../../errors.ts';
import { readCell, readTable } from './read-table.ts';

export interface NamedRow {
  /** In the text, from 1; of a row of several lines the last one. */
  readonly line: number;
  readonly username: string;
  readonly email: string;
  readonly userKey: string;
  /** Empty where no column of values was asked for. */
  readonly value: string;
}

/** Headings by which a column is known, without regard to case, spaces, hyphens and underscores. */
const headings = {
  username: ['username', 'user', 'login', 'loginname', 'userid'],
  email: ['email', 'emailaddress', 'mail', 'mailaddress'],
  userKey: ['userkey', 'key'],
} as const;

/**
 * Reads every row. `valueHeadings` names the column of values, null where none is needed. Throws `csv_malformed`,
 * `csv_without_names` or `csv_without_values`.
 */
export function readNamedRows(csv: string, valueHeadings: readonly string[] | null): NamedRow[] {
  const [heading, ...rows] = readTable(csv);
  const columns = (heading?.record ?? []).map(foldHeading);
  const find = (names: readonly string[]) => columns.findIndex((column) => names.map(foldHeading).includes(column));
  const places = { username: find(headings.username), email: find(headings.email), userKey: find(headings.userKey) };
  if (Object.values(places).every((place) => place < 0)) throw new ProductError('csv_without_names');
  const valuePlace = valueHeadings === null ? -1 : find(valueHeadings);
  if (valueHeadings !== null && valuePlace < 0) throw new ProductError('csv_without_values');
  return rows.map(({ line, record }) => {
    const cell = (place: number) => readCell(record[place]);
    return {
      line,
      username: cell(places.username),
      email: cell(places.email),
      userKey: cell(places.userKey),
      value: cell(valuePlace),
    };
  });
}

/** One row by its headings: several spellings may stand for the same column. */
export interface HeadedRow {
  readonly line: number;
  /** The cell below the first of these headings; empty where there is no such column. */
  readonly cell: (headings: readonly string[]) => string;
}

/** Reads a table by its headings. Throws `csv_malformed`. */
export function readHeadedRows(csv: string): HeadedRow[] {
  const [heading, ...rows] = readTable(csv);
  const columns = (heading?.record ?? []).map(foldHeading);
  const find = (names: readonly string[]) => columns.findIndex((column) => names.map(foldHeading).includes(column));
  return rows.map(({ line, record }) => ({ line, cell: (names) => readCell(record[find(names)]) }));
}

function foldHeading(heading: string): string {
  return heading.toLowerCase().replaceAll(/[\s_-]/g, '');
}
