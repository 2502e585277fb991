// Starts the lab alone (npm run lab).
import { runProgram } from './bootstrap.mjs';

await runProgram('test/lab/main.ts');
