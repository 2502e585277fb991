// How the tests run: unit tests beside their files, everything that starts processes in its own file, two workers.
import { defineConfig } from 'vitest/config';

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
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
