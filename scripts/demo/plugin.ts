// The plugin for the demo's Confluence: packed once for as long as nothing it is made of changes, and installed as anybody would.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installPlugin } from '../install-plugin/install-plugin.ts';
import { packPlugin } from '../package/pack-plugin.ts';
import type { LabReady } from './lab-ready.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const kept = path.join(root, 'data', 'demo-plugin');

/** What the jar depends on: the page, what describes the plugin, the programs that pack it, and what they are built with. */
const sources = [
  'plugin-ui/src',
  'atlassian-plugin-descriptor',
  'scripts/build',
  'scripts/package',
  'sidecar/src/contract',
  'LICENSE',
  'package.json',
  'package-lock.json',
];

/** Packs the plugin, or takes what an earlier start packed of the very same sources. */
export async function takePlugin(): Promise<Buffer> {
  const file = path.join(kept, `${await digestSources()}.jar`);
  const known = await readFile(file).catch(() => null);
  if (known !== null) return known;
  const { jar, faults } = await packPlugin();
  if (faults.length > 0) throw new Error(['The plugin cannot be packed:', ...faults].join('\n  '));
  await rm(kept, { recursive: true, force: true });
  await mkdir(kept, { recursive: true });
  await writeFile(file, jar);
  return jar;
}

async function digestSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of await listFiles(source)) hash.update(`${file}\n`).update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex').slice(0, 32);
}

async function listFiles(source: string): Promise<string[]> {
  if (path.extname(source) !== '' || source === 'LICENSE') return [source];
  const entries = await readdir(path.join(root, source), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Installs it by the plugin manager, and lets the lab's proxy know where the sidecar stands. */
export async function embedConsole({
  lab,
  jar,
  sidecarUrl,
}: {
  readonly lab: LabReady;
  readonly jar: Buffer;
  readonly sidecarUrl: string;
}): Promise<void> {
  const { username, password, token } = lab.admin;
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const access = { baseUrl: lab.baseUrl, authorisation: token === '' ? basic : `Bearer ${token}` };
  await installPlugin({ access, jar, fileName: 'user-management-for-confluence.jar', say: () => undefined });
  const answer = await fetch(`${lab.controlUrl}/sidecar`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url: sidecarUrl }),
  });
  if (!answer.ok) throw new Error(`The proxy of the stand-in does not take ${sidecarUrl} (status ${answer.status}).`);
}

/** Where the proxy hands requests on to the sidecar: below Confluence's own context path, so that its cookies come along. */
export function basePathAt({ baseUrl }: Pick<LabReady, 'baseUrl'>): string {
  return `${new URL(baseUrl).pathname.replace(/\/$/, '')}/user-management`;
}
