// What the page weighs: every administrator loads it, from wherever they work.
import { expect, it } from 'vitest';
import { buildConsole } from '../../scripts/build/console.ts';

const deferred: readonly string[] = ['actions.js', 'german.json', 'settings.js'];

it('the page, its style sheet and its English words weigh at most 100 kB on the wire', async () => {
  const everybody = (await buildConsole()).filter(({ name }) => !deferred.includes(name));
  expect(everybody.map(({ name }) => name).sort()).toEqual(['console.css', 'console.js']);
  const gzipped = everybody.reduce((sum, file) => sum + file.gzipped, 0);
  expect(gzipped).toBeGreaterThan(10_000);
  expect(gzipped).toBeLessThanOrEqual(100_000);
});

it.each([
  ['bulk and scheduled user actions', 'actions.js'],
  ['the settings and licences', 'settings.js'],
])('%s add at most 30 kB for whoever opens them, and bring nothing that the page has already', async (_, script) => {
  const built = (await buildConsole()).find(({ name }) => name === script);
  expect(built?.gzipped).toBeGreaterThan(1_000);
  expect(built?.gzipped).toBeLessThanOrEqual(30_000);
  expect(built?.content.toString()).toContain('UserManagementConsole.parts');
});

it('the words of another language add at most 45 kB for whoever reads it, and nothing for others', async () => {
  const files = await buildConsole();
  const german = files.find(({ name }) => name === 'german.json');
  expect(german?.gzipped).toBeGreaterThan(1_000);
  // More than the English words: those of the sidecar's codes and faults are told in English by itself.
  expect(german?.gzipped).toBeLessThanOrEqual(45_000);
  expect(files.find(({ name }) => name === 'console.js')?.content.toString()).not.toContain('Wartet auf Sie');
  expect(german?.content.toString()).toContain('Wartet auf Sie');
});
