// Builds what has to be built into plugin-ui/dist: the page. The sidecar runs from its sources.
import { writeConsole } from './build/write-console.ts';

await writeConsole((line) => process.stderr.write(`${line}\n`));
