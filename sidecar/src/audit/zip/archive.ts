// An archive that is read where it lies, slice by slice, so that its size is no matter.
export interface Archive {
  readonly bytes: number;
  /** Fewer bytes than asked for where the archive ends earlier than it did. */
  readonly read: (at: number, length: number) => Promise<Buffer>;
}

const sliceBytes = 262_144;

/** The bytes of a place, slice by slice. */
export async function* readSlices(archive: Archive, place: { at: number; length: number }): AsyncGenerator<Buffer> {
  const end = place.at + place.length;
  for (let at = place.at; at < end; at += sliceBytes) {
    yield await archive.read(at, Math.min(sliceBytes, end - at));
  }
}
