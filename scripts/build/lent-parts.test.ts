// The settings are built apart from the page: whatever they take from it must be lent by name.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

const source = path.resolve(import.meta.dirname, '..', '..', 'plugin-ui', 'src');
const folder = path.join(source, 'settings');

/** What a file imports from outside the settings and needs when it runs. */
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

it('lends the settings everything that they take from the page', async () => {
  const files = (await readdir(folder)).filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.'));
  const texts = await Promise.all(files.map((name) => readFile(path.join(folder, name), 'utf8')));
  const taken = new Set(texts.flatMap(takenBy));
  expect(taken.size).toBeGreaterThan(10);
  const parts = await readFile(path.join(source, 'parts.ts'), 'utf8');
  const lent = new Set(parts.slice(parts.indexOf('export const parts')).match(/\b\w+(?=,)/g));
  expect([...taken].filter((name) => !lent.has(name))).toEqual([]);
  expect(texts.join('\n')).not.toMatch(/^import (?:\*|\w+ from) /m);
});
