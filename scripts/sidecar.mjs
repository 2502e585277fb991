// Starts the sidecar alone, configured by the environment (npm run sidecar).
import { runProgram } from './bootstrap.mjs';

await runProgram('sidecar/src/main.ts');
