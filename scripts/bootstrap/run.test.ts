// How a program runs behind its thin start: arguments, streams, exit codes and signals pass through.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const runModule = new URL('./run.mjs', import.meta.url).href;

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'bootstrap-'));
});
afterEach(() => rm(root, { recursive: true }));

interface Manner {
  readonly signal?: NodeJS.Signals;
  /** As npm does it: a shell stands between, and it is the shell that gets the signal. */
  readonly underNpm?: boolean;
}

/** Starts a program through `runWith`, sends the signal as soon as it has said something, and waits for the end. */
async function run(text: string, { signal, underNpm = false }: Manner = {}) {
  await writeFile(path.join(root, 'program.ts'), text);
  const input = { node: process.execPath, root, program: 'program.ts', args: ['--once', 'two words'] };
  const start = `import { runWith } from '${runModule}'; process.exitCode = await runWith(${JSON.stringify(input)});`;
  await writeFile(path.join(root, 'start.mjs'), start);
  const { npm_lifecycle_event: _event, ...env } = process.env;
  const [command, args, more] = underNpm
    ? (['sh', ['-c', '"$0" start.mjs; true', process.execPath], { npm_lifecycle_event: 'lab' }] as const)
    : ([process.execPath, ['start.mjs'], {}] as const);
  const child = spawn(command, args, { cwd: root, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (said === '' && signal !== undefined) child.kill(signal);
    said += part;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, said };
}

test('hands over arguments and gives back the exit code', async () => {
  const text = 'const words: string[] = process.argv.slice(2); console.log(words.join("|")); process.exitCode = 7;';
  expect(await run(text)).toEqual({ code: 7, said: '--once|two words\n' });
});

test.each(['SIGTERM', 'SIGINT'] as const)('passes %s on and lets the program end in its own way', async (signal) => {
  const text = `setTimeout(() => {}, 30_000); process.on('${signal}', () => { console.log('bye'); process.exit(3); }); console.log('up');`;
  expect(await run(text, { signal })).toEqual({ code: 3, said: 'up\nbye\n' });
});

test('says with the exit code which signal ended a program that did not listen', async () => {
  expect(await run("setTimeout(() => {}, 30_000); console.log('up');", { signal: 'SIGTERM' })).toMatchObject({
    code: 143,
  });
});

test('ends a program politely when the shell that npm put between is ended', async () => {
  const text = `setTimeout(() => {}, 30_000); process.on('SIGTERM', () => { console.log('bye'); process.exit(3); }); console.log('up');`;
  expect((await run(text, { signal: 'SIGTERM', underNpm: true })).said).toBe('up\nbye\n');
});
