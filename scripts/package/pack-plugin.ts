// Gathers what the plugin is made of, checks it, and packs it; says what is wrong instead of packing something half right.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buildConsole } from '../build/console.ts';
import { checkDescriptor } from './check-descriptor.ts';
import { checkEntries } from './check-entries.ts';
import { type Entries, packJar } from './jar.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const source = path.join(root, 'atlassian-plugin-descriptor');

/** Entry by file, each named: what merely lies in the folder does not get in. */
const files: Readonly<Record<string, string>> = {
  'atlassian-plugin.xml': path.join(source, 'atlassian-plugin.xml'),
  'templates/console.vm': path.join(source, 'templates', 'console.vm'),
  'templates/user-panel.html': path.join(source, 'templates', 'user-panel.html'),
  'i18n/user-management.properties': path.join(source, 'i18n', 'user-management.properties'),
  'i18n/user-management_de.properties': path.join(source, 'i18n', 'user-management_de.properties'),
  'js/loader.js': path.join(source, 'js', 'loader.js'),
  'js/visitor.js': path.join(source, 'js', 'visitor.js'),
  'images/icon.png': path.join(source, 'images', 'icon.png'),
  'images/logo.png': path.join(source, 'images', 'logo.png'),
  LICENSE: path.join(root, 'LICENSE'),
};

/** Where the files of the built page lie in the jar. */
const folders = {
  'console.js': 'js',
  'console.css': 'css',
  'actions.js': 'js',
  'settings.js': 'js',
  'german.json': 'words',
} as const;

export interface PackedPlugin {
  /** `user-management-for-confluence-1.2.3.jar`. */
  readonly name: string;
  readonly jar: Buffer;
  /** Hexadecimal, over the bytes of the jar. */
  readonly sha256: string;
  /** Why it must not be used, one sentence each; empty when all is well. */
  readonly faults: readonly string[];
}

/** Builds the page and packs the plugin with it. The same sources give the same bytes, in any time zone. */
export async function packPlugin(): Promise<PackedPlugin> {
  const { name, version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as Manifest;
  const entries = await gatherEntries(version);
  const jar = packJar(entries);
  const faults = [...checkDescriptor(entries), ...checkEntries(entries)];
  return { name: `${name}-${version}.jar`, jar, sha256: createHash('sha256').update(jar).digest('hex'), faults };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
}

async function gatherEntries(version: string): Promise<Entries> {
  const read = Object.entries(files).map(async ([entry, file]) => [entry, await readFile(file)] as const);
  const entries = new Map<string, Buffer>(await Promise.all(read));
  for (const { name, content } of await buildConsole()) entries.set(`${folders[name]}/${name}`, content);
  const descriptor = entries.get('atlassian-plugin.xml')?.toString('utf8') ?? '';
  return entries.set('atlassian-plugin.xml', Buffer.from(descriptor.replace('@version@', version)));
}
