// Packs the plugin: builds the page, checks everything that goes in, writes the jar, and its signature where a key is given;
// into `dist`, or the folder named.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackFault } from './package/pack-fault.ts';
import { packPlugin } from './package/pack-plugin.ts';
import { signWithKeyFile } from './package/sign.ts';

const [named] = process.argv.slice(2);
const folder = path.resolve(named ?? path.join(import.meta.dirname, '..', 'dist'));
const shown = named ?? 'dist';

try {
  const { name, jar, sha256, faults } = await packPlugin();
  if (faults.length > 0) throw new PackFault(['The plugin cannot be packed:', ...faults].join('\n  '));
  const keyFile = process.env.UM_SIGNING_KEY_FILE ?? '';
  const signature = keyFile === '' ? null : await signWithKeyFile(jar, keyFile);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, name), jar);
  process.stdout.write(`${shown}/${name}  ${jar.length} bytes  sha256 ${sha256}\n`);
  if (signature === null) {
    process.stderr.write(
      'Not signed: set UM_SIGNING_KEY_FILE to an Ed25519 key (PEM) to write a signature beside it.\n',
    );
  } else {
    await writeFile(path.join(folder, `${name}.sig`), `${signature}\n`);
    process.stdout.write(`${shown}/${name}.sig\n`);
  }
} catch (error) {
  if (!(error instanceof PackFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
