// How documents for other programs are printed.

/** Indented JSON, ended by a line break. */
export function printJson(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
