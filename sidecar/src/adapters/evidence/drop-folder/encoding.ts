// Bytes of a file as text, piece by piece: the encoding is told by a mark, by zero bytes, or stated; else it is UTF-8.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { HostFailure } from '../../ports.ts';

const headBytes = 4_096;

/**
 * Yields the text of a file without holding it. Bytes that the encoding does not know are a fault, because a name that
 * was read wrong would be nobody's.
 */
export async function* readText(file: string, stated?: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(stated ?? (await findEncoding(file)), { fatal: true });
  try {
    for await (const bytes of createReadStream(file)) {
      const text = decoder.decode(bytes as Buffer, { stream: true });
      if (text !== '') yield text;
    }
    const rest = decoder.decode();
    if (rest !== '') yield rest;
  } catch (cause) {
    const code = cause instanceof TypeError ? 'evidence_encoding_unknown' : 'evidence_file_unreadable';
    throw new HostFailure(code, { request: file, cause });
  }
}

async function findEncoding(file: string): Promise<string> {
  const head = await readHead(file);
  const [one, other] = head;
  if (one === 0xff && other === 0xfe) return 'utf-16le';
  if (one === 0xfe && other === 0xff) return 'utf-16be';
  // Latin letters in UTF-16 have a zero beside them; a file of UTF-8 has none at all.
  const zeros = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd === 0) return 'utf-8';
  return odd >= even ? 'utf-16le' : 'utf-16be';
}

async function readHead(file: string): Promise<Uint8Array> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new HostFailure('evidence_file_unreadable', { request: file, cause });
  }
}
