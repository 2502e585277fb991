// The complete lines of a log behind an offset, plain or packed, in pieces; the offset counts unpacked bytes.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { HostFailure } from '../../ports.ts';

export interface Lines {
  readonly lines: readonly string[];
  /** Behind the last of them: where to go on next time. */
  readonly offset: number;
}

/** A line longer than this is dropped: it is none. */
const longestLine = 1024 * 1024;

/** Yields lines as they are read; one that is still being written is left for the next time. */
export async function* readLines(file: string, from: number): AsyncGenerator<Lines> {
  const packed = file.endsWith('.gz');
  const raw = createReadStream(file, packed ? {} : { start: from });
  const stream = packed ? raw.pipe(createGunzip()) : raw;
  raw.once('error', (error) => stream.destroy(error));
  let skip = packed ? from : 0;
  let offset = from;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of stream) {
      const bytes = skip === 0 ? (piece as Buffer) : (piece as Buffer).subarray(skip);
      skip -= Math.min(skip, (piece as Buffer).length);
      const held = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const end = held.lastIndexOf(10) + 1;
      rest = held.subarray(end);
      if (end > 0) {
        offset += end;
        yield { lines: splitLines(held.toString('utf8', 0, end)), offset };
      }
      if (rest.length <= longestLine) continue;
      offset += rest.length;
      rest = Buffer.alloc(0);
    }
  } catch (cause) {
    throw new HostFailure('evidence_file_unreadable', { request: file, cause });
  } finally {
    raw.destroy();
  }
  // A packed file does not grow any more: what stands at its end is whole.
  if (packed && rest.length > 0) yield { lines: splitLines(rest.toString('utf8')), offset: offset + rest.length };
}

/** The first complete line, or null while there is none. */
export async function readFirstLine(file: string): Promise<string | null> {
  for await (const { lines } of readLines(file, 0)) if (lines[0] !== undefined) return lines[0];
  return null;
}

function splitLines(text: string): string[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [line.endsWith('\r') ? line.slice(0, -1) : line]));
}
