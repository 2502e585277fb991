// The gate of types: the whole tree compiles, the page against a browser and the rest against Node, and every file was seen.
import path from 'node:path';
import { type CommandEnd, type Gate, linesOf, root, runTool } from './gate.ts';
import { listSources } from './sources.ts';

/** Each half of the tree with the record that makes the next run short. */
const projects = [
  { config: 'tsconfig.json', record: 'types.tsbuildinfo' },
  { config: path.join('plugin-ui', 'tsconfig.json'), record: 'types-page.tsbuildinfo' },
] as const;

export const typesGate: Gate = {
  name: 'types',
  async run() {
    const [sources, ...ends] = await Promise.all([listSources(), ...projects.map(compile)]);
    const lines = ends.flatMap(({ stdout }) => linesOf(stdout));
    const seen = new Set(lines.map((line) => path.relative(root, line).replaceAll(path.sep, '/')));
    const compiled = sources.filter((file) => /\.tsx?$/.test(file));
    const unseen = compiled.filter((file) => !seen.has(file)).map((file) => `${file}: not seen by the compiler`);
    const errors = lines.filter((line) => /error TS\d+/.test(line));
    const broken = ends
      .filter(({ code }) => code !== 0 && errors.length === 0)
      .map(({ code, stderr }) => `tsc ended with ${code}: ${stderr.trim()}`);
    return { summary: `${compiled.length} files compiled`, faults: [...errors, ...unseen, ...broken] };
  },
};

function compile({ config, record }: (typeof projects)[number]): Promise<CommandEnd> {
  const kept = path.join('node_modules', '.cache', record);
  const args = ['-p', config, '--pretty', 'false', '--listFiles', '--incremental', '--tsBuildInfoFile', kept];
  return runTool('typescript/bin/tsc', args);
}
