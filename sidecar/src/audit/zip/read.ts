// Reads an archive that this product wrote, strictly: nothing around its files is free to be changed, and nothing is unpacked at once.
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { type Archive, readSlices } from './archive.ts';
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
  /** Reads it as it stands in the archive. */
  readonly packed: () => AsyncIterable<Buffer>;
}

/** Our own packs hold some fifteen files: what claims a longer directory is none, and is not read. */
const longestDirectory = 1_048_576;

/** The files of an archive in their order; null where anything around them is not as it would be written. */
export async function readZip(archive: Archive): Promise<ZipEntry[] | null> {
  const end = archive.bytes - endBytes;
  const ending = end < 0 ? null : await readWhole(archive, end, endBytes);
  if (ending === null || ending.readUInt32LE(0) !== endSign) return null;
  const begin = ending.readUInt32LE(16);
  if (begin > end || end - begin > longestDirectory) return null;
  const told = await readWhole(archive, begin, end - begin);
  const files = told === null ? null : readDirectory(told);
  if (files === null) return null;
  const entries: ZipEntry[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const follows = async (part: Buffer): Promise<boolean> => {
    const found = await readWhole(archive, at, part.length);
    at += part.length;
    return found?.equals(part) ?? false;
  };
  for (const file of files) {
    directory.push(centralHead(file, at));
    if (!(await follows(localHead(file)))) return null;
    const place = { at, length: file.packedBytes };
    at += file.packedBytes;
    if (!(await follows(localSums(file)))) return null;
    entries.push({ ...file, packed: () => readSlices(archive, place) });
  }
  const bytes = directory.reduce((sum, { length }) => sum + length, 0);
  directory.push(endHead({ files: files.length, bytes, at }));
  return (await follows(Buffer.concat(directory))) && at === archive.bytes ? entries : null;
}

/** Null where the archive has fewer bytes there. */
async function readWhole(archive: Archive, at: number, length: number): Promise<Buffer | null> {
  const found = await archive.read(at, length);
  return found.length === length ? found : null;
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
  for await (const piece of deflated ? inflate(packed()) : packed()) {
    count += piece.length;
    // However much somebody packed into it, no more is unpacked than was told.
    if (count > bytes) break;
    sum = crc32(piece, sum);
    yield piece;
  }
  if (count !== bytes || sum !== crc) throw new Error(`${name} does not give what the archive says of it.`);
}

function inflate(packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  // The pipeline hands an error on to the stream that is read here.
  return pipeline(packed, createInflateRaw(), () => undefined);
}
