// Builds what has to be built (npm run build).
import { runProgram } from './bootstrap.mjs';

await runProgram('scripts/build.ts');
