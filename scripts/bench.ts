// Runs benchmarks one after the other: each is a program under test/bench that prints one JSON object a line.
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'test', 'bench');
const ending = '.bench.ts';

async function listBenchmarks(): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

/** Runs one benchmark with our streams; resolves with whether it ended well. */
function runBenchmark(name: string, args: readonly string[]): Promise<boolean> {
  process.stderr.write(`bench ${name}\n`);
  const child = spawn(process.execPath, [path.join(folder, `${name}${ending}`), ...args], { stdio: 'inherit' });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      process.off('SIGTERM', forward);
      resolve(code === 0);
    });
  });
}

const known = await listBenchmarks();
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const unknown = asked.filter((name) => !known.includes(name));

if (unknown.length > 0 || known.length === 0) {
  const list = known.length === 0 ? 'there are none' : known.join(', ');
  process.stderr.write(`${unknown.length > 0 ? `Unknown benchmark: ${unknown.join(', ')}. ` : ''}Known: ${list}.\n`);
  process.exitCode = 1;
} else {
  for (const name of asked.length > 0 ? asked : known) {
    if (!(await runBenchmark(name, flags))) process.exitCode = 1;
  }
}
