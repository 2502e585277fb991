// Gets a program of this repository running from nothing: installs what is missing, then hands over to Node 24.
// Plain JavaScript for the host's own Node, 18 or later, because nothing may be installed yet.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installIfNeeded } from './bootstrap/install.mjs';
import { runWith } from './bootstrap/run.mjs';
import { chooseNode } from './bootstrap/runtime.mjs';
import { Sentence } from './bootstrap/sentence.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Runs one TypeScript program with the arguments of this process; the exit code becomes ours. Never rejects. */
export async function runProgram(program) {
  try {
    await installIfNeeded(root);
    if (!existsSync(path.join(root, program))) throw new Sentence(`There is no ${program} in this copy.`);
    process.exitCode = await runWith({ node: chooseNode(root), root, program, args: process.argv.slice(2) });
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
