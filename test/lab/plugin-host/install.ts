// Installs a jar as the platform would: unpacks it, reads the descriptor, and refuses what would not start.
import { inflateRawSync } from 'node:zlib';
import { conditionClasses } from './conditions.ts';
import { DescriptorFault, readDescriptor } from './descriptor.ts';
import type { JarEntries, Plugin, PluginHost } from './host.ts';

/** Classes of the platform that a descriptor may name; others would have to be in the jar. */
const platformClasses = new Set(['com.atlassian.confluence.core.ConfluenceActionSupport', ...conditionClasses]);

/** Installs or updates. Throws `DescriptorFault` with what is wrong; then everything stays as it was. */
export function installJar(host: PluginHost, jar: Buffer): Plugin {
  const entries = readJar(jar);
  const text = entries.get('atlassian-plugin.xml')?.toString('utf8');
  if (text === undefined) throw new DescriptorFault('The file holds no atlassian-plugin.xml.');
  const manifest = entries.get('META-INF/MANIFEST.MF')?.toString('utf8') ?? '';
  if (/^Atlassian-Plugin-Key:/m.test(manifest)) {
    throw new DescriptorFault('The bundle calls itself transformed and imports nothing: it does not resolve.');
  }
  const descriptor = readDescriptor(text, host.site.tier.version);
  for (const { recognised, kind, element } of descriptor.modules) {
    if (!recognised) continue;
    for (const named of element.getElementsByTagName('*')) checkClass(named.getAttribute('class'), entries);
    checkClass(element.getAttribute('class'), entries);
    if (kind === 'xwork' || kind === 'struts') checkTemplates(element, entries);
  }
  const before = host.plugins.get(descriptor.key);
  const plugin: Plugin = { descriptor, entries, enabled: !descriptor.disabled, build: (before?.build ?? 0) + 1 };
  host.plugins.set(descriptor.key, plugin);
  return plugin;
}

function checkClass(name: string | null, entries: JarEntries): void {
  if (name === null) return;
  // A folder of the package's name keeps the framework from importing the package from the host.
  const folder = `${name.split('.').slice(0, -1).join('/')}/`;
  const hidden = [...entries.keys()].some((entry) => entry.startsWith(folder));
  if (!platformClasses.has(name) || hidden) throw new DescriptorFault(`The class ${name} cannot be loaded.`);
}

function checkTemplates(
  element: ReturnType<typeof readDescriptor>['modules'][number]['element'],
  entries: JarEntries,
): void {
  for (const result of element.getElementsByTagName('result')) {
    const location = result.textContent ?? '';
    if (!location.startsWith('/') || /\s/.test(location))
      throw new DescriptorFault(`The result "${location}" is no path.`);
    if (!entries.has(location.slice(1))) throw new DescriptorFault(`The template ${location} is not there.`);
  }
}

/** Reads a zip by its central directory. Throws `DescriptorFault` for what is none. */
function readJar(jar: Buffer): JarEntries {
  const end = jar.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1) throw new DescriptorFault('The file is no jar.');
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
