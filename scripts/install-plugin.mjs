// Uploads the packed plugin to a Confluence (npm run install-plugin).
import { runProgram } from './bootstrap.mjs';

await runProgram('scripts/install-plugin.ts');
