// Reads the text of a table that somebody uploads: rows with their lines, whatever separates its cells.
import { CsvError, parse } from 'csv-parse/sync';
import { unquoteFormulas } from '../../domain/spreadsheet-text.ts';
import { ProductError } from '../../errors.ts';

const delimiters = [',', ';', '\t', '|'];

export interface TableRow {
  /** In the text, from 1; of a row of several lines the last one. */
  readonly line: number;
  readonly record: readonly string[];
}

/** All rows, the heading among them, blank lines left out. Throws `csv_malformed` with the line. */
export function readTable(csv: string): TableRow[] {
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

/** As it was before a table of ours put apostrophes before what a spreadsheet would take for a formula. */
export function readCell(cell: string | undefined): string {
  return unquoteFormulas(cell ?? '');
}
