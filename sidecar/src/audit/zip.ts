// Zip archives with stored files and pinned times: the same files give the same bytes, whatever library or zone is about.
import { crc32 } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const localHead = 0x04034b50;
const centralHead = 0x02014b50;
const endHead = 0x06054b50;
/** The first day a zip can tell: 1980-01-01, midnight. */
const pinnedDate = 0x0021;
const utf8Names = 0x0800;
/** Without the extension of the format for larger ones. */
const mostBytes = 0xffff_ffff;

/** Writes one file after the other, then the directory. Throws where the archive would pass 4 GB. */
export function openZip() {
  const directory: Buffer[] = [];
  let at = 0;
  return {
    add: ({ name, bytes }: ZipFile): Buffer[] => {
      const label = Buffer.from(name, 'utf8');
      const fields = describe({ label, bytes });
      const head = Buffer.concat([number(4, localHead), fields, number(2, 0), label]);
      directory.push(
        Buffer.concat([
          number(4, centralHead),
          number(2, 20),
          fields,
          number(2, 0),
          number(2, 0),
          number(2, 0),
          number(2, 0),
          number(4, 0),
          number(4, at),
          label,
        ]),
      );
      at += head.length + bytes.length;
      if (at > mostBytes) throw new Error('The archive would pass 4 GB: choose a shorter period.');
      return [head, Buffer.from(bytes)];
    },
    close: (): Buffer => {
      const files = Buffer.concat(directory);
      const count = number(2, directory.length);
      return Buffer.concat([
        files,
        number(4, endHead),
        number(4, 0),
        count,
        count,
        number(4, files.length),
        number(4, at),
        number(2, 0),
      ]);
    },
  };
}

/** From the version needed up to the length of the name: what a local head and the directory share. */
function describe({ label, bytes }: { label: Buffer; bytes: Uint8Array }): Buffer {
  const [stored, noTime] = [0, 0];
  return Buffer.concat([
    number(2, 20),
    number(2, utf8Names),
    number(2, stored),
    number(2, noTime),
    number(2, pinnedDate),
    number(4, crc32(bytes)),
    number(4, bytes.length),
    number(4, bytes.length),
    number(2, label.length),
  ]);
}

function number(bytes: 2 | 4, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

/** The files of an archive that `openZip` wrote; null for anything else, a single changed byte included. */
export function readZip(archive: Uint8Array): ZipFile[] | null {
  const all = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const files: ZipFile[] = [];
  let at = 0;
  while (at + 30 <= all.length && all.readUInt32LE(at) === localHead) {
    const size = all.readUInt32LE(at + 22);
    const start = at + 30 + all.readUInt16LE(at + 26);
    if (start + size > all.length) return null;
    files.push({ name: all.toString('utf8', at + 30, start), bytes: all.subarray(start, start + size) });
    at = start + size;
  }
  return isWrittenSo(all, files) ? files : null;
}

/** Written anew it must be the same, byte by byte. */
function isWrittenSo(archive: Buffer, files: readonly ZipFile[]): boolean {
  const zip = openZip();
  let at = 0;
  const follows = (part: Buffer): boolean => {
    const same = archive.subarray(at, at + part.length).equals(part);
    at += part.length;
    return same;
  };
  for (const file of files) {
    if (!zip.add(file).every(follows)) return false;
  }
  return follows(zip.close()) && at === archive.length;
}
