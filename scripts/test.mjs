// Runs gates and tests (npm test).
import { runProgram } from './bootstrap.mjs';

await runProgram('scripts/test.ts');
