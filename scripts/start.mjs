// Starts everything for a look: lab, mail catcher and sidecar (npm start).
import { runProgram } from './bootstrap.mjs';

await runProgram('scripts/start.ts');
