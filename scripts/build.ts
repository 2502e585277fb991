// Builds what has to be built into plugin-ui/dist: the page. The sidecar runs from its sources.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildConsole } from './build/console.ts';

const folder = path.resolve(import.meta.dirname, '..', 'plugin-ui', 'dist');

await mkdir(folder, { recursive: true });
for (const { name, content, gzipped } of await buildConsole()) {
  await writeFile(path.join(folder, name), content);
  process.stderr.write(`plugin-ui/dist/${name}: ${content.length} bytes, ${gzipped} gzipped\n`);
}
