// A thread of ours: what it is handed runs as it is, and what it was not handed is named.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeTemporaryFolder, type TemporaryFolder } from '../../../../test/support/temporary-folder.ts';
import { startThread } from './start-thread.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => folder.remove());

function write(name: string, source: string): URL {
  const file = path.join(folder.path, name);
  writeFileSync(file, source);
  return pathToFileURL(file);
}

it('runs a module and what it imports without taking types away in the thread', async () => {
  write('third.ts', 'export const third: number = 3;\n');
  write('other.ts', "export { third } from './third.ts';\nexport interface Gone {\n  readonly it: string;\n}\n");
  const entry = write(
    'entry.ts',
    [
      "import { parentPort, workerData } from 'node:worker_threads';",
      "import type { Missing } from './missing.ts';",
      'import {',
      '  type Gone,',
      '  third,',
      "} from './other.ts';",
      'const told: Gone & Missing = workerData;',
      'parentPort?.postMessage({ third, it: told.it });',
    ].join('\n'),
  );
  const thread = startThread(entry, { it: 'works' });
  expect(await once(thread, 'message')).toEqual([{ third: 3, it: 'works' }]);
});

it('fails with the name of a module that nobody prepared', async () => {
  const late = write('late.ts', 'export const late: number = 1;\n');
  const thread = startThread(write('entry.ts', "await import('./late.ts');\n"), {});
  const [error] = await once(thread, 'error');
  expect(String(error)).toContain(`The thread was started without ${late.href}`);
});
