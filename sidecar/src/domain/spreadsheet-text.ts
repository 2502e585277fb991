// Text in tables that people open in a spreadsheet: no part of it becomes a formula, and it is read back as it was.

/** By these a spreadsheet takes a cell for a formula, the full-width forms among them (OWASP, CSV Injection). */
const formula = '[=+\\-@\\t\\r\\uFF1D\\uFF0B\\uFF0D\\uFF20]';
/**
 * Where a cell may begin: at the beginning, and behind what a spreadsheet may cut at that does not cut at commas. A German
 * one cuts at every `;`, whatever quotation marks of ours stand around it, and may leave blanks and marks out.
 */
const beginning = '(?:^|[;\\t\\r\\n](?:[^\\S\\t\\r\\n]|")*)';

const bare = new RegExp(`(?='*${formula})(?<=${beginning})`, 'g');
const quoted = new RegExp(`(?='+${formula})(?<=${beginning})'`, 'g');

/** Puts an apostrophe before whatever a spreadsheet would take for a formula, wherever it cuts the text into cells. */
export function quoteFormulas(text: string): string {
  return text.replaceAll(bare, "'");
}

/** Takes away what `quoteFormulas` put in. */
export function unquoteFormulas(text: string): string {
  return text.replaceAll(quoted, '');
}

/** What the writer of separated values is told, so that each table of ours is safe to open. */
export const spreadsheetSafe = { cast: { string: quoteFormulas } };
