// Cuts bytes into lines at line feeds, whatever pieces they come in; a line is never decoded here, so that no byte is lost.
const lineFeed = 0x0a;
/** No line of ours is near as long: what is longer is none. */
const longestLine = 1_048_576;

/** Hands each line to `hear` until that says no; tells whether the last line had its line feed. */
export async function hearLines(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  hear: (line: Uint8Array) => boolean,
): Promise<boolean> {
  let rest = Buffer.alloc(0);
  for await (const piece of pieces) {
    let bytes = Buffer.concat([rest, piece]);
    for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed)) {
      if (!hear(bytes.subarray(0, end))) return true;
      bytes = bytes.subarray(end + 1);
    }
    if (bytes.length > longestLine) {
      hear(bytes);
      return false;
    }
    rest = bytes;
  }
  if (rest.length === 0) return true;
  hear(rest);
  return false;
}
