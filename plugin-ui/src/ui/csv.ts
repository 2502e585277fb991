// A table as separated values that are safe to open in a spreadsheet: nothing in it is taken for a formula.

/**
 * Before what a spreadsheet takes for a formula, wherever it may cut a text into cells: some cut at `;`, whatever quotation
 * marks stand around it. The tables of the sidecar say it in the same way (`domain/spreadsheet-text.ts`).
 */
const formula = /(?='*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])(?<=(?:^|[;\t\r\n](?:[^\S\t\r\n]|")*))/g;

function writeCell(text: string): string {
  const safe = text.replaceAll(formula, "'");
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows with their head; the mark at the beginning lets spreadsheets read it as UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(writeCell).join(',')).join('\r\n')}\r\n`;
}
