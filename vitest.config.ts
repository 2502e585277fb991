// How the tests run: unit tests beside their files, everything that starts processes in its own file, two workers.
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/test/longest-first.ts';

export default defineConfig({
  test: {
    include: [
      'sidecar/src/**/*.test.ts',
      'plugin-ui/src/**/*.test.{ts,tsx}',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // Compiled code of every process that tests start, kept by the content of its sources: most of a start is compiling.
    env: { NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules', '.cache', 'compiled') },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
