// How the tests run: unit tests beside their files, two workers that keep what they have loaded from file to file.
import path from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test/longest-first.ts';

/** These weigh the memory of their process, so that each gets one of its own: what others left there would hide growth. */
const alone = [
  'test/contracts/database-postgres.test.ts',
  'test/contracts/database/mariadb.test.ts',
  'test/integration/evidence-access-log.test.ts',
  'test/integration/evidence-files.test.ts',
  'test/integration/evidence-pack-large.test.ts',
];

/** Folders whose tests cannot run on this machine, as `npm test` finds them: vitest's own flag does not reach projects. */
const leftOut = (process.env.TESTS_LEFT_OUT ?? '').split(path.delimiter).filter((folder) => folder !== '');
const exclude = [...configDefaults.exclude, ...leftOut.map((folder) => `${folder}/**`)];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Compiled code of every process that tests start, kept by the content of its sources: most of a start is compiling.
    env: { NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules', '.cache', 'compiled') },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone, exclude } },
      {
        extends: true,
        test: {
          name: 'together',
          isolate: false,
          include: [
            'sidecar/src/**/*.test.ts',
            'plugin-ui/src/**/*.test.{ts,tsx}',
            'test/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...exclude, ...alone],
        },
      },
    ],
  },
});
