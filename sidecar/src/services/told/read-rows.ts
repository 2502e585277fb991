// Reads a table of separated values whose rows name users: by username, e-mail address or user key, in columns of these names.
import { CsvError, parse } from 'csv-parse/sync';
import { ProductError } from '../../errors.ts';

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

const delimiters = [',', ';', '\t', '|'];

/**
 * Reads every row. `valueHeadings` names the column of values, null where none is needed. Throws `csv_malformed`,
 * `csv_without_names` or `csv_without_values`.
 */
export function readNamedRows(csv: string, valueHeadings: readonly string[] | null): NamedRow[] {
  const [heading, ...rows] = parseTable(csv);
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
  const [heading, ...rows] = parseTable(csv);
  const columns = (heading?.record ?? []).map(foldHeading);
  const find = (names: readonly string[]) => columns.findIndex((column) => names.map(foldHeading).includes(column));
  return rows.map(({ line, record }) => ({ line, cell: (names) => readCell(record[find(names)]) }));
}

/** Cells that a spreadsheet would take for a formula begin with an apostrophe in every table we write. */
function readCell(cell: string | undefined): string {
  return (cell ?? '').replace(/^'(?=[=+\-@\t\r])/, '');
}

function foldHeading(heading: string): string {
  return heading.toLowerCase().replaceAll(/[\s_-]/g, '');
}

interface TableRow {
  readonly line: number;
  readonly record: readonly string[];
}

function parseTable(csv: string): TableRow[] {
  const rows: TableRow[] = [];
  try {
    parse(csv, {
      delimiter: findDelimiter(csv),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: (record: readonly string[], { lines }) => {
        rows.push({ line: lines, record });
        return null;
      },
    });
    return rows;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ProductError('csv_malformed', [{ path: 'csv', ...wordFault(error, rows.at(-1)?.line ?? 0) }]);
  }
}

/** A mark that is never closed is noticed at the end of the text only; it was opened after the last row that could be read. */
function wordFault({ code, lines }: CsvError, lastLine: number): { message: string; line?: number } {
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return { line: lastLine + 1, message: 'a quotation mark is opened and never closed' };
  }
  const line = typeof lines === 'number' ? { line: lines } : {};
  if (code === 'INVALID_OPENING_QUOTE') {
    return { ...line, message: 'a quotation mark stands in a cell that does not begin with one' };
  }
  const isClosing = code === 'CSV_INVALID_CLOSING_QUOTE' || code === 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE';
  return { ...line, message: isClosing ? 'text follows a closed quotation mark' : 'is no table from here on' };
}

/** The separator that cuts the first line into the most cells. */
function findDelimiter(csv: string): string {
  const line = /^[^\r\n]*/.exec(csv.replace(/^\ufeff?[\r\n]*/, ''))?.[0] ?? '';
  const cellsBy = (delimiter: string) => line.split(delimiter).length;
  return delimiters.reduce((best, next) => (cellsBy(next) > cellsBy(best) ? next : best));
}
