// Reads an archive that this product wrote, strictly: nothing around its files is free to be changed, and nothing is unpacked at once.
import { crc32, createInflateRaw } from 'node:zlib';
import {
  centralBytes,
  centralHead,
  centralSign,
  deflateMethod,
  endBytes,
  endHead,
  endSign,
  type FileFacts,
  localHead,
  localSums,
} from './heads.ts';

export interface ZipEntry extends FileFacts {
  /** As it stands in the archive. */
  readonly packed: Buffer;
}

/** The files of an archive in their order; null where anything around them is not as it would be written. */
export function readZip(archive: Uint8Array): ZipEntry[] | null {
  const all = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const end = all.length - endBytes;
  if (end < 0 || all.readUInt32LE(end) !== endSign) return null;
  const begin = all.readUInt32LE(end + 16);
  const files = begin > end ? null : readDirectory(all.subarray(begin, end));
  if (files === null) return null;
  const entries: ZipEntry[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const follows = (part: Buffer): boolean => {
    const same = all.subarray(at, at + part.length).equals(part);
    at += part.length;
    return same;
  };
  for (const file of files) {
    directory.push(centralHead(file, at));
    if (!follows(localHead(file))) return null;
    const packed = all.subarray(at, at + file.packedBytes);
    at += file.packedBytes;
    if (!follows(localSums(file))) return null;
    entries.push({ ...file, packed });
  }
  const bytes = directory.reduce((sum, { length }) => sum + length, 0);
  const last = endHead({ files: files.length, bytes, at });
  return [...directory, last].every(follows) && at === all.length ? entries : null;
}

function readDirectory(directory: Buffer): FileFacts[] | null {
  const files: FileFacts[] = [];
  for (let at = 0; at < directory.length; ) {
    if (at + centralBytes > directory.length || directory.readUInt32LE(at) !== centralSign) return null;
    const end = at + centralBytes + directory.readUInt16LE(at + 28);
    files.push({
      name: directory.toString('utf8', at + centralBytes, end),
      deflated: directory.readUInt16LE(at + 10) === deflateMethod,
      crc: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
    });
    at = end;
  }
  return files;
}

/** The file's own bytes, piece by piece; throws where they are not those that its sums tell of. */
export async function* unpack({ name, deflated, packed, bytes, crc }: ZipEntry): AsyncGenerator<Buffer> {
  let [count, sum] = [0, 0];
  for await (const piece of deflated ? inflate(packed) : [packed]) {
    count += piece.length;
    // However much somebody packed into it, no more is unpacked than was told.
    if (count > bytes) break;
    sum = crc32(piece, sum);
    yield piece;
  }
  if (count !== bytes || sum !== crc) throw new Error(`${name} does not give what the archive says of it.`);
}

function inflate(packed: Buffer): AsyncIterable<Buffer> {
  const stream = createInflateRaw();
  stream.end(packed);
  return stream;
}
