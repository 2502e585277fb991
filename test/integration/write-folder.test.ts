// Files of evidence in a folder: each is whole, stands once, and is never written over.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFolder } from '../../sidecar/src/adapters/write-folder.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => folder.remove());

const read = (name: string) => readFile(path.join(folder.path, name), 'utf8');

it('makes the folder, and leaves nothing in it but the file', async () => {
  const put = openFolder(path.join(folder.path, 'new', 'deeper'));
  expect(await put('one.json', 'first')).toBe('one.json');
  expect(await readdir(path.join(folder.path, 'new', 'deeper'))).toEqual(['one.json']);
});

it('puts another text beside the first under a number, and the same text nowhere', async () => {
  const put = openFolder(folder.path);
  const names: string[] = [];
  for (const text of ['first', 'second', 'third', 'second', 'first']) names.push(await put('one.json', text));
  expect(names).toEqual(['one.json', 'one-2.json', 'one-3.json', 'one-2.json', 'one.json']);
  expect(await Promise.all(['one.json', 'one-2.json', 'one-3.json'].map(read))).toEqual(['first', 'second', 'third']);
  expect(await readdir(folder.path)).toHaveLength(3);
});

it('leaves a file alone that somebody else changed or began', async () => {
  await writeFile(path.join(folder.path, 'one.json'), '');
  expect(await openFolder(folder.path)('one.json', 'first')).toBe('one-2.json');
  expect([await read('one.json'), await read('one-2.json')]).toEqual(['', 'first']);
});

it('loses none of several texts that several processes put under one name at once', async () => {
  const texts = ['a', 'b', 'c', 'd', 'a', 'b', 'c', 'd'];
  const names = await Promise.all(texts.map((text) => openFolder(folder.path)('one.json', text)));
  expect(await Promise.all(names.map(read))).toEqual(texts);
  expect((await readdir(folder.path)).sort()).toEqual(['one-2.json', 'one-3.json', 'one-4.json', 'one.json']);
});
