// A file of separated values as records, one by one, whatever its size; the separator is found in the first line.
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { HostFailure } from '../../ports.ts';
import { readText } from './encoding.ts';

export interface TableFile {
  readonly file: string;
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
}

/** A cell larger than this is no cell: a quote was opened and never closed. */
const largestRecord = 1_000_000;
const delimiters = [',', ';', '\t', '|'];

/** Yields records as arrays of cells. Throws `evidence_table_malformed` where the file is no table any more. */
export async function* readTable({ file, encoding, delimiter }: TableFile): AsyncGenerator<readonly string[]> {
  const text = readText(file, encoding);
  const first = await text.next();
  if (first.done === true) throw new HostFailure('evidence_table_malformed', { request: `${file}: empty` });
  const parser = parse({
    delimiter: delimiter ?? findDelimiter(first.value),
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: largestRecord,
  });
  const source = Readable.from(join(first.value, text));
  // A fault of the file goes on to whoever reads the records.
  source.once('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const record of parser) yield record as string[];
  } catch (cause) {
    if (cause instanceof HostFailure) throw cause;
    throw new HostFailure('evidence_table_malformed', { request: file, cause });
  } finally {
    source.destroy();
  }
}

async function* join(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

/** The separator that cuts the first line into the most cells, outside of quotes. */
function findDelimiter(text: string): string {
  const line = /^[^\r\n]*/.exec(text.replace(/^\ufeff?[\r\n]*/, ''))?.[0] ?? '';
  const plain = line.replaceAll(/"(?:[^"]|"")*"/g, '');
  const counted = delimiters.map((one) => ({ one, cells: plain.split(one).length }));
  return counted.reduce((best, next) => (next.cells > best.cells ? next : best)).one;
}
