// What stands around the files of a zip archive: heads, sums and the directory, with pinned times, the same for the same files.
export interface FileFacts {
  readonly name: string;
  /** Deflated, or as it is. */
  readonly deflated: boolean;
  readonly crc: number;
  /** As it stands in the archive. */
  readonly packedBytes: number;
  readonly bytes: number;
}

const localSign = 0x04034b50;
const sumsSign = 0x08074b50;
export const centralSign = 0x02014b50;
export const endSign = 0x06054b50;
export const endBytes = 22;
/** Before the name. */
export const centralBytes = 46;
export const deflateMethod = 8;
/** The first day a zip can tell: 1980-01-01, midnight. */
const pinnedDate = 0x0021;
/** Names are UTF-8; the sums follow the file, because it is written before they are known. */
const marks = 0x0808;
const version = 20;

export function localHead({ name, deflated }: Pick<FileFacts, 'name' | 'deflated'>): Buffer {
  const label = Buffer.from(name, 'utf8');
  const fields = [number(2, version), ...shared(deflated), ...sums({ crc: 0, packedBytes: 0, bytes: 0 })];
  return Buffer.concat([number(4, localSign), ...fields, number(2, label.length), number(2, 0), label]);
}

/** Follows the bytes of a file. */
export function localSums(file: FileFacts): Buffer {
  return Buffer.concat([number(4, sumsSign), ...sums(file)]);
}

/** `at` is where the local head stands. */
export function centralHead(file: FileFacts, at: number): Buffer {
  const label = Buffer.from(file.name, 'utf8');
  const [noExtra, noComment, firstDisk, noKind] = [number(2, 0), number(2, 0), number(2, 0), number(2, 0)];
  return Buffer.concat([
    number(4, centralSign),
    number(2, version),
    number(2, version),
    ...shared(file.deflated),
    ...sums(file),
    number(2, label.length),
    noExtra,
    noComment,
    firstDisk,
    noKind,
    number(4, 0),
    number(4, at),
    label,
  ]);
}

/** Ends the archive, behind the directory. */
export function endHead({ files, bytes, at }: { files: number; bytes: number; at: number }): Buffer {
  const count = number(2, files);
  return Buffer.concat([number(4, endSign), number(4, 0), count, count, number(4, bytes), number(4, at), number(2, 0)]);
}

function shared(deflated: boolean): Buffer[] {
  return [number(2, marks), number(2, deflated ? deflateMethod : 0), number(2, 0), number(2, pinnedDate)];
}

function sums({ crc, packedBytes, bytes }: Pick<FileFacts, 'crc' | 'packedBytes' | 'bytes'>): Buffer[] {
  return [number(4, crc), number(4, packedBytes), number(4, bytes)];
}

function number(bytes: 2 | 4, value: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}
