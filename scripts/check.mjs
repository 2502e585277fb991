// Runs the gates alone (npm run check).
import { runProgram } from './bootstrap.mjs';

await runProgram('scripts/check.ts');
