// Some pages are built apart from the console: whatever they take from it must be lent by name.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const source = path.resolve(import.meta.dirname, '..', '..', 'plugin-ui', 'src');
const scripts: readonly (readonly string[])[] = [
  ['bulk', 'policies'],
  ['licences', 'settings', 'mails', 'helpdesk'],
];

/** What a file imports from outside the folders of its script and needs when it runs. */
function takenBy(file: string, text: string, folders: readonly string[]): string[] {
  const imports = text.matchAll(/^import \{([^}]*)\} from '([^']+)';/gm);
  return [...imports].flatMap(([, names = '', from = '']) => {
    const target = path.resolve(path.dirname(file), from);
    if (from.startsWith('.') && folders.some((folder) => target.startsWith(folder + path.sep))) return [];
    return names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
  });
}

async function listSources(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'))
    .map((name) => path.join(folder, name));
}

it.each(scripts)('lends %s and %s everything that they take from the page', async (...names) => {
  const folders = names.map((name) => path.join(source, name));
  const files = (await Promise.all(folders.map(listSources))).flat();
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const taken = new Set(files.flatMap((file, at) => takenBy(file, texts[at] ?? '', folders)));
  expect(taken.size).toBeGreaterThan(10);
  const parts = await readFile(path.join(source, 'parts.ts'), 'utf8');
  const lent = new Set(parts.slice(parts.indexOf('export const parts')).match(/\b\w+(?=,)/g));
  expect([...taken].filter((name) => !lent.has(name))).toEqual([]);
  expect(texts.join('\n')).not.toMatch(/^import (?:\*|\w+ from) /m);
});
