// Uploads the newest packed jar, or the one named, to a Confluence and says whether all of it started.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readAccess } from './install-plugin/access.ts';
import { InstallFault } from './install-plugin/install-fault.ts';
import { installPlugin } from './install-plugin/install-plugin.ts';

const folder = path.resolve(import.meta.dirname, '..', 'dist');

try {
  const [named] = process.argv.slice(2);
  const file = named ?? (await findNewest());
  const jar = await readFile(file).catch(() => null);
  if (jar === null) throw new InstallFault(`${file} cannot be read.`);
  const { version, missing } = await installPlugin({
    access: readAccess(process.env),
    jar,
    fileName: path.basename(file),
    say: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`Version ${version} is installed and enabled.\n`);
  for (const line of missing) process.stdout.write(`${line}\n`);
} catch (error) {
  if (!(error instanceof InstallFault)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function findNewest(): Promise<string> {
  const jars = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jar')).sort();
  const newest = jars.at(-1);
  if (newest === undefined) throw new InstallFault('There is no jar under dist; run: npm run package');
  return path.join(folder, newest);
}
