// Builds what has to be built: the page, as one script and one style sheet. The sidecar runs from its sources.
import { buildConsole } from './build/console.ts';

const files = await buildConsole();
for (const { name, bytes, gzipped } of files) process.stderr.write(`${name}: ${bytes} bytes, ${gzipped} gzipped\n`);
