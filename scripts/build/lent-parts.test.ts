// Settings and licences are built apart from the page: whatever they take from it must be lent by name.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const source = path.resolve(import.meta.dirname, '..', '..', 'plugin-ui', 'src');
const folders = ['settings', 'licences'].map((name) => path.join(source, name));

/** What a file imports from outside its folder and needs when it runs. */
function takenBy(text: string): string[] {
  const imports = text.matchAll(/^import \{([^}]*)\} from '([^']+)';/gm);
  return [...imports].flatMap(([, names = '', from = '']) => {
    if (from.startsWith('./')) return [];
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
  });
}

async function readSources(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  return Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
}

it('lends settings and licences everything that they take from the page', async () => {
  const texts = (await Promise.all(folders.map(readSources))).flat();
  const taken = new Set(texts.flatMap(takenBy));
  expect(taken.size).toBeGreaterThan(10);
  const parts = await readFile(path.join(source, 'parts.ts'), 'utf8');
  const lent = new Set(parts.slice(parts.indexOf('export const parts')).match(/\b\w+(?=,)/g));
  expect([...taken].filter((name) => !lent.has(name))).toEqual([]);
  expect(texts.join('\n')).not.toMatch(/^import (?:\*|\w+ from) /m);
});
