// Turns batches of rows into the text of a file: CSV that a spreadsheet may open, or one JSON object a line.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { spreadsheetSafe } from '../../domain/spreadsheet-text.ts';
import type { Row } from './rows.ts';

export type ExportFormat = 'csv' | 'jsonl';

export interface TextWish {
  readonly format: ExportFormat;
  readonly columns: readonly string[];
  /** Whether CSV begins with the mark by which some spreadsheets know UTF-8. */
  readonly bom: boolean;
}

/** CSV has its head even where there is no row; what would be taken for a formula begins with an apostrophe. */
export async function* writeText(batches: AsyncIterable<readonly Row[]>, wish: TextWish): AsyncGenerator<string> {
  if (wish.format === 'csv') yield writeTable([], { ...wish, header: true });
  for await (const rows of batches) {
    if (rows.length > 0) {
      yield wish.format === 'csv' ? writeTable(rows, { ...wish, bom: false, header: false }) : writeLines(rows);
    }
    // The store may answer without letting go: whoever else asks gets a turn between two batches.
    await nextTurn();
  }
}

function writeTable(rows: readonly Row[], { columns, bom, header }: TextWish & { readonly header: boolean }): string {
  return stringify([...rows], { header, columns: [...columns], ...spreadsheetSafe, bom, record_delimiter: '\r\n' });
}

function writeLines(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
