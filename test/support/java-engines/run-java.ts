// Runs a small Java program of this folder with Debian's Java libraries: real engines of the kinds that Confluence has.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const libraries = '/usr/share/java';
const compiler = '/usr/bin/javac';

/** Every program may use all of them. */
const jars = [
  ...['velocity.jar', 'commons-collections3.jar', 'commons-lang.jar', 'sitemesh.jar', 'servlet-api.jar'],
  ...['bndlib.jar', 'bnd-libg.jar', 'slf4j-api.jar'],
  ...['org.apache.felix.framework.jar', 'osgi.core.jar', 'osgi.cmpn.jar', 'osgi.annotation.jar'],
].map((name) => path.join(libraries, name));

/** Why there can be none here, or null. `npm test` installs Debian's packages where it may. */
export function whyNoJava(): string | null {
  const missing = [compiler, ...jars].find((file) => !existsSync(file));
  if (missing === undefined) return null;
  return `${missing} is missing; on Debian 12: apt-get install default-jdk-headless bnd velocity libsitemesh-java libservlet-api-java libfelix-framework-java`;
}

/** The JSON a program prints. Rejects with what it said where it fails. */
export async function runJava(program: 'RenderPage' | 'StartBundle', args: readonly string[]): Promise<unknown> {
  const file = path.join(import.meta.dirname, `${program}.java`);
  const open = ['--add-opens', 'java.base/java.net=ALL-UNNAMED', '--add-opens', 'java.base/java.security=ALL-UNNAMED'];
  const { stdout } = await run('java', ['-Xshare:auto', ...open, '-cp', jars.join(':'), file, ...args]);
  return JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? 'null');
}
