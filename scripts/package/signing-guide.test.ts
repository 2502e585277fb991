// The commands by which INSTALL.md has a jar signed, run as they are printed, and the signature as Confluence and openssl check it.
import { spawnSync } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const guide = path.join(root, 'atlassian-plugin-descriptor', 'INSTALL.md');
/** npm would look through all packages first; behind it stands this one program. */
const npm = 'npm() { "$NODE" --disable-warning=ExperimentalWarning scripts/package.ts "$OUT"; }';
const reason = spawnSync('openssl', ['version']).status === 0 ? null : 'openssl is missing; apt-get install openssl';

describe('the commands of the guide that sign', () => {
  if (reason !== null) {
    it('are run', (context) => context.skip(reason));
    return;
  }
  let folder = '';
  let jarFile = '';
  const keyFile = (name: string) => path.join(folder, 'user-management-signing', name);

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'um-signing-'));
    const commands = /```bash\n(KEYS=[\s\S]*?)```/.exec(await readFile(guide, 'utf8'))?.[1] ?? 'false';
    const out = path.join(folder, 'out');
    const { status, stderr } = spawnSync('bash', ['-euc', `${npm}\n${commands}`], {
      cwd: root,
      env: { ...process.env, HOME: folder, NODE: process.execPath, OUT: out },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    jarFile = path.join(out, (await readdir(out)).find((name) => name.endsWith('.jar')) ?? '');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('leave a jar, its signature by the key of the certificate, and the key where nobody else reads it', async () => {
    const certificate = new X509Certificate(await readFile(keyFile('signing.crt')));
    const signature = Buffer.from(await readFile(`${jarFile}.sig`, 'utf8'), 'base64');
    expect(certificate.publicKey.asymmetricKeyType).toBe('ed25519');
    expect(verify(null, await readFile(jarFile), certificate.publicKey, signature)).toBe(true);
    expect((await stat(keyFile(''))).mode & 0o077).toBe(0);
  });

  it('leave what openssl verifies too, and nothing else once a byte has changed', async () => {
    const signature = path.join(folder, 'signature');
    await writeFile(signature, Buffer.from(await readFile(`${jarFile}.sig`, 'utf8'), 'base64'));
    const other = path.join(folder, 'other.jar');
    await writeFile(other, Buffer.concat([await readFile(jarFile), Buffer.from(' ')]));
    const check = (jar: string) => {
      const key = ['-certin', '-inkey', keyFile('signing.crt')];
      return spawnSync('openssl', ['pkeyutl', '-verify', ...key, '-rawin', '-in', jar, '-sigfile', signature]).status;
    };
    expect(check(jarFile)).toBe(0);
    expect(check(other)).not.toBe(0);
  });
});
