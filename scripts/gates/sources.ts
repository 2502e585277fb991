// Which files belong to the repository: what git tracks or would track, without what it ignores.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { linesOf, root, runCommand } from './gate.ts';

const sourceFile = /^(?:sidecar|plugin-ui|test|scripts)\/.*\.(?:ts|tsx|mjs)$/;

/** Every file of the repository that is there, as paths from the root with `/`. */
export async function listFiles(): Promise<string[]> {
  const { code, stdout, stderr } = await runCommand('git', ['ls-files', '-co', '--exclude-standard']);
  if (code !== 0) throw new Error(`The gates need a git checkout: ${stderr.trim()}`);
  return linesOf(stdout).filter((file) => existsSync(path.join(root, file)));
}

/** Only programs: TypeScript, and the JavaScript that runs before anything is installed. */
export async function listSources(): Promise<string[]> {
  return (await listFiles()).filter((file) => sourceFile.test(file) && !file.endsWith('.d.ts'));
}
