// The place of the table in sidecar/POLICIES.md, between two marks: read, compared and written.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const file = path.resolve(import.meta.dirname, '..', '..', 'sidecar', 'POLICIES.md');
const begin = '<!-- abilities by version, written by scripts/capability-table.ts: begin -->';
const end = '<!-- abilities by version: end -->';

/** What stands between the marks now. Throws when they are not there. */
export async function readTable(): Promise<string> {
  const { text, from, to } = await findPlace();
  return text.slice(from, to).trim();
}

/** Puts a table between the marks. */
export async function writeTable(table: string): Promise<void> {
  const { text, from, to } = await findPlace();
  await writeFile(file, `${text.slice(0, from)}\n${table}\n${text.slice(to)}`);
}

async function findPlace(): Promise<{ text: string; from: number; to: number }> {
  const text = await readFile(file, 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  if (from < begin.length || to < from)
    throw new Error('sidecar/POLICIES.md has lost the marks around its table of abilities.');
  return { text, from, to };
}
