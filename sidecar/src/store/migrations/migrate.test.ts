// Bringing a new database up while somebody else does the same.
import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';

let folder = '';
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lets several processes start on a new SQLite file at the same time', async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'um-migrate-'));
  const opener = path.join(folder, 'open.mjs');
  const store = new URL('../open.ts', import.meta.url).href;
  await writeFile(
    opener,
    `import { openStore } from '${store}';
     process.on('message', async () => {
       const store = await openStore({ kind: 'sqlite', file: process.argv[2] });
       await store.ping();
       await store.close();
       process.exit(0);
     });
     process.send('ready');`,
  );
  const children = Array.from({ length: 4 }, () => fork(opener, [path.join(folder, 'store.db')], { silent: true }));
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('message', resolve))));
  const ends = children.map((child) => new Promise((resolve) => child.once('exit', resolve)));
  for (const child of children) child.send('go');
  expect(await Promise.all(ends)).toEqual([0, 0, 0, 0]);
});
