// Unpacks an uploaded jar and reads its manifest.
import { inflateRawSync } from 'node:zlib';
import { DescriptorFault } from './descriptor.ts';
import type { JarEntries } from './host.ts';

/** The headers of `META-INF/MANIFEST.MF` by name; a line that begins with a blank goes on with the one before it. */
export function readManifest(entries: JarEntries): ReadonlyMap<string, string> {
  const text = entries.get('META-INF/MANIFEST.MF')?.toString('utf8') ?? '';
  const headers = text.replaceAll(/\r?\n /g, '').matchAll(/^([\w-]+): ?(.*?)\r?$/gm);
  return new Map([...headers].map(([, name = '', value = '']) => [name, value]));
}

/** Throws `DescriptorFault` for what is no zip, or a damaged one. */
export function readJar(jar: Buffer): JarEntries {
  try {
    return readEntries(jar);
  } catch {
    throw new DescriptorFault('The file is no jar.');
  }
}

/** Reads a zip by its central directory; throws where that leads beyond the file or to what is not packed so. */
function readEntries(jar: Buffer): JarEntries {
  const end = jar.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const entries = new Map<string, Buffer>();
  let place = jar.readUInt32LE(end + 16);
  for (let left = jar.readUInt16LE(end + 10); left > 0; left -= 1) {
    const method = jar.readUInt16LE(place + 10);
    const packedLength = jar.readUInt32LE(place + 20);
    const nameLength = jar.readUInt16LE(place + 28);
    const name = jar.toString('utf8', place + 46, place + 46 + nameLength);
    const local = jar.readUInt32LE(place + 42);
    const start = local + 30 + jar.readUInt16LE(local + 26) + jar.readUInt16LE(local + 28);
    const packed = jar.subarray(start, start + packedLength);
    if (!name.endsWith('/')) entries.set(name, method === 0 ? Buffer.from(packed) : inflateRawSync(packed));
    place += 46 + nameLength + jar.readUInt16LE(place + 30) + jar.readUInt16LE(place + 32);
  }
  return entries;
}
