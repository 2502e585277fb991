// What the page weighs: every administrator loads it, from wherever they work.
import { expect, it } from 'vitest';
import { buildConsole } from '../../scripts/build/console.ts';

it('the page and its style sheet weigh at most 100 kB on the wire', async () => {
  const files = await buildConsole();
  const gzipped = files.reduce((sum, file) => sum + file.gzipped, 0);
  expect(files.map(({ name }) => name).sort()).toEqual(['console.css', 'console.js']);
  expect(gzipped).toBeGreaterThan(10_000);
  expect(gzipped).toBeLessThanOrEqual(100_000);
});
