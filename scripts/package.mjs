// Packs the plugin into a jar (npm run package).
import { runProgram } from './bootstrap.mjs';

await runProgram('scripts/package.ts');
