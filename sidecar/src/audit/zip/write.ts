// Writes a zip archive piece by piece, deflated, with pinned times: memory does not grow with it, and the same files give the same bytes.
import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { centralHead, endHead, type FileFacts, localHead, localSums } from './heads.ts';

export interface ZipSource {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** False leaves the file as it is. */
  readonly deflated: boolean;
}

/** What was written of a file: its own bytes, and those that stand for it in the archive. */
export interface WrittenFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly packedBytes: number;
  readonly packedSha256: string;
}

/** Without the extension of the format for larger ones. */
const mostBytes = 0xffff_ffff;

/** Writes one file after the other, then the directory. Throws where the archive or a file of it would pass 4 GB. */
export function openZip() {
  const directory: Buffer[] = [];
  let at = 0;

  async function* add({ name, pieces, deflated }: ZipSource): AsyncGenerator<Buffer, WrittenFile> {
    const began = at;
    const own = openTally();
    const packed = openTally();
    const head = localHead({ name, deflated });
    at += head.length;
    yield head;
    const told = own.through(pieces);
    for await (const piece of packed.through(deflated ? deflate(told) : told)) {
      at += piece.length;
      if (at > mostBytes || own.bytes() > mostBytes) {
        throw new Error('The archive would pass 4 GB: choose a shorter period.');
      }
      yield piece;
    }
    const file: FileFacts = { name, deflated, crc: own.crc(), bytes: own.bytes(), packedBytes: packed.bytes() };
    const tail = localSums(file);
    at += tail.length;
    directory.push(centralHead(file, began));
    yield tail;
    const { bytes, packedBytes } = file;
    return { name, bytes, sha256: own.sha256(), packedBytes, packedSha256: packed.sha256() };
  }

  return {
    add,
    close: (): Buffer => {
      const files = Buffer.concat(directory);
      return Buffer.concat([files, endHead({ files: directory.length, bytes: files.length, at })]);
    },
  };
}

/** Counts and sums what passes. */
function openTally() {
  const hash = createHash('sha256');
  let [count, sum] = [0, 0];
  async function* through(pieces: ZipSource['pieces']): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      count += piece.length;
      sum = crc32(piece, sum);
      hash.update(piece);
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    }
  }
  return { through, bytes: () => count, crc: () => sum, sha256: () => hash.digest('hex') };
}

/** What breaks off before it breaks off behind it, and the other way round. */
function deflate(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  // The pipeline hands an error on to the stream that is read here.
  return pipeline(Readable.from(pieces), createDeflateRaw(), () => undefined);
}
