// Writes a jar whose bytes depend on its entries alone: sorted, with one fixed time stamp, the manifest first.
import { zipSync } from 'fflate';

/** Content by path inside the jar. */
export type Entries = ReadonlyMap<string, Buffer>;

/** The framework makes the bundle's headers itself at installation: any of ours would make it leave them all to us. */
const manifest = Buffer.from('Manifest-Version: 1.0\r\n\r\n');

/** The first moment a zip can name. It is written in local time, so it is given in local time. */
const stamp = new Date(1980, 0, 1);

export function packJar(entries: Entries): Buffer {
  const sorted = [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  const all = [['META-INF/MANIFEST.MF', manifest] as const, ...sorted];
  // The platform's byte would tell one machine from another: 0 is what every one of them can write.
  const packed = Object.fromEntries(all.map(([name, content]) => [name, [content, { level: 9, mtime: stamp, os: 0 }]]));
  return Buffer.from(zipSync(packed as Parameters<typeof zipSync>[0]));
}
