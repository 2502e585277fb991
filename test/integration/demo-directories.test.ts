// The demo's directories file: one application each, by Crowd's own numbers, for nobody's eyes but its owner's.
import { readFile, stat } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { writeDirectoriesFile } from '../../scripts/demo/crowd-directories.ts';
import { startLab } from '../lab/lab.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

it('names every directory of the lab with its application and the number that Crowd gives it', async () => {
  const lab = await startLab({ users: 60, directories: 'three' });
  const folder = await makeTemporaryFolder();
  closers.push(lab.close, folder.remove);
  const file = await writeDirectoriesFile(lab, folder.path);
  const { directories } = JSON.parse(await readFile(file, 'utf8')) as { directories: unknown[] };
  expect(directories).toEqual(
    lab.applications.map(({ directory, directoryId, name, password, writable }) => {
      return { name: directory, url: lab.crowdUrl, application: name, password, directoryId, writable };
    }),
  );
  expect(directories).toHaveLength(3);
  expect((await stat(file)).mode & 0o077).toBe(0);
});
