// Runs benchmarks (npm run bench).
import { runProgram } from './bootstrap.mjs';

await runProgram('scripts/bench.ts');
