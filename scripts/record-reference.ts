// Records what the lab answers, version by version, into the files that `user-management doctor --record` compares with.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fileOfReference, referenceLines } from '../sidecar/src/cli/record/reference.ts';
import { recordLab } from '../test/support/record-lab.ts';
import { linesOf, runTool } from './gates/gate.ts';

for (const line of referenceLines) {
  await writeFile(fileOfReference(line), `${JSON.stringify(await recordLab({ confluence: line }))}\n`);
  process.stdout.write(`${line} recorded\n`);
}
const files = referenceLines.map((line) => fileURLToPath(fileOfReference(line)));
const { code, stderr } = await runTool('@biomejs/biome/bin/biome', ['format', '--write', ...files]);
if (code !== 0) process.stderr.write(`${linesOf(stderr).join('\n')}\n`);
process.exitCode = code;
