// The gate of types: the whole tree compiles, and the compiler saw every source file.
import path from 'node:path';
import { type Gate, linesOf, root, runTool } from './gate.ts';
import { listSources } from './sources.ts';

const record = path.join('node_modules', '.cache', 'types.tsbuildinfo');

export const typesGate: Gate = {
  name: 'types',
  async run() {
    const args = [
      '-p',
      'tsconfig.json',
      '--pretty',
      'false',
      '--listFiles',
      '--incremental',
      '--tsBuildInfoFile',
      record,
    ];
    const [{ code, stdout, stderr }, sources] = await Promise.all([runTool('typescript/bin/tsc', args), listSources()]);
    const lines = linesOf(stdout);
    const seen = new Set(lines.map((line) => path.relative(root, line).replaceAll(path.sep, '/')));
    const compiled = sources.filter((file) => /\.tsx?$/.test(file));
    const unseen = compiled.filter((file) => !seen.has(file)).map((file) => `${file}: not seen by the compiler`);
    const errors = lines.filter((line) => /error TS\d+/.test(line));
    const broken = code !== 0 && errors.length === 0 ? [`tsc ended with ${code}: ${stderr.trim()}`] : [];
    return { summary: `${compiled.length} files compiled`, faults: [...errors, ...unseen, ...broken] };
  },
};
