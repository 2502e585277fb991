// Runs the command line (npm run user-management).
import { runProgram } from './bootstrap.mjs';

await runProgram('sidecar/src/cli.ts');
