// The jar as it is packed from this tree: sound, the same on every machine, and small where every page would load it.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { type PackedPlugin, packPlugin } from './pack-plugin.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const run = promisify(execFile);

/** The hash of the jar as another process packs it, with these variables besides. */
async function hashPackedIn(more: Readonly<Record<string, string>>): Promise<string> {
  const program =
    "import { packPlugin } from './scripts/package/pack-plugin.ts'; process.stdout.write((await packPlugin()).sha256);";
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    env: { ...process.env, ...more },
  });
  return stdout;
}

describe('the packed plugin', () => {
  let packed: PackedPlugin;
  beforeAll(async () => {
    packed = await packPlugin();
  });

  it('has no fault and is named after its version', () => {
    expect(packed.faults).toEqual([]);
    expect(packed.name).toMatch(/^user-management-for-confluence-\d\.\d\.\d\.jar$/);
  });

  it('opens with a manifest that leaves every header to the framework', () => {
    const entries = unzipSync(packed.jar);
    const [first] = Object.keys(entries);
    expect(first).toBe('META-INF/MANIFEST.MF');
    expect(Buffer.from(entries['META-INF/MANIFEST.MF'] ?? []).toString()).toBe('Manifest-Version: 1.0\r\n\r\n');
  });

  it('holds no Java, no source map and no page of its own', () => {
    expect(Object.keys(unzipSync(packed.jar)).filter((name) => /\.(?:class|map|ts|tsx)$/.test(name))).toEqual([]);
  });

  it('has the same bytes in another time zone', async () => {
    const hashes = await Promise.all(
      ['Pacific/Kiritimati', 'America/Los_Angeles'].map(async (zone) => hashPackedIn({ TZ: zone })),
    );
    expect(hashes).toEqual([packed.sha256, packed.sha256]);
  });

  it('holds no secret: nothing of the environment it is packed in, no key, no token and no path of the machine', async () => {
    const secrets = { UM_SECRET: 's'.repeat(40), UM_CONFLUENCE_TOKEN: 'token', UM_PLUGIN_KEY: 'key', USER: 'somebody' };
    expect(await hashPackedIn({ ...secrets, HOME: '/home/somebody' })).toBe(packed.sha256);
    const looksSecret = /PRIVATE KEY|\bum_[\w-]{43}\b|\bBearer [\w.-]{20,}|\beyJ[\w-]{10,}\./;
    for (const [name, content] of Object.entries(unzipSync(packed.jar))) {
      const text = Buffer.from(content).toString('latin1');
      expect([name, looksSecret.exec(text)?.[0] ?? null, text.includes(root)]).toEqual([name, null, false]);
    }
  });

  it('keeps the page within 100 kB gzipped, words of another language within 45 kB, and what other pages load within 1 kB', () => {
    const entries = unzipSync(packed.jar);
    const size = (name: string) => entries[name]?.length ?? Number.NaN;
    const weight = ['js/console.js', 'css/console.css'].map((name) => gzipSync(entries[name] ?? '').length);
    expect(weight.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(100_000);
    expect(gzipSync(entries['words/german.json'] ?? '').length).toBeLessThanOrEqual(45_000);
    expect(size('js/loader.js')).toBeLessThanOrEqual(1024);
    expect(size('js/visitor.js')).toBeLessThanOrEqual(1024);
  });
});
