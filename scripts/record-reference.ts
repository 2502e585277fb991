// Records what the lab answers, version by version, into the files that `user-management doctor --record` compares with.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fileOfCrowdReference, fileOfReference, referenceLines } from '../sidecar/src/cli/record/reference.ts';
import { recordLab, recordLabCrowd } from '../test/support/record-lab.ts';
import { linesOf, runTool } from './gates/gate.ts';

for (const line of referenceLines) {
  await writeFile(fileOfReference(line), `${JSON.stringify(await recordLab({ confluence: line }))}\n`);
  process.stdout.write(`${line} recorded\n`);
}
await writeFile(fileOfCrowdReference(), `${JSON.stringify(await recordLabCrowd())}\n`);
process.stdout.write('Crowd recorded\n');
const files = [...referenceLines.map(fileOfReference), fileOfCrowdReference()].map((url) => fileURLToPath(url));
const { code, stderr } = await runTool('@biomejs/biome/bin/biome', ['format', '--write', ...files]);
if (code !== 0) process.stderr.write(`${linesOf(stderr).join('\n')}\n`);
process.exitCode = code;
