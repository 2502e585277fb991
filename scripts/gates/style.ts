// The gate of style: Biome on the whole tree, after it has shown on a planted text that the rules that matter are on.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CommandEnd, type Gate, linesOf, root, runTool } from './gate.ts';

/** One offence a rule; a rule that stays silent here has been switched off somewhere. */
const planted = [
  ['noExplicitAny', 'export const loose: any = 1;'],
  ['noNonNullAssertion', 'export const sure = [1].at(0)!;'],
  ['noFocusedTests', "test.only('alone', () => {});"],
  ['noSkippedTests', "test.skip('never', () => {});"],
  ['noConsole', "console.log('hello');"],
  ['noEnum', 'export enum Kind { One }'],
] as const;

export const styleGate: Gate = {
  name: 'style',
  async run() {
    const script = biomeScript();
    const reports = ['--reporter=github', '--reporter=summary', '--max-diagnostics=200'];
    const [checked, unseen] = await Promise.all([
      runTool(script, ['check', '--error-on-warnings', ...reports, '.']),
      findSilentRules(script),
    ]);
    const files = /Checked (\d+) files/.exec(checked.stdout + checked.stderr)?.[1] ?? '0';
    return {
      summary: `${files} files, ${planted.length - unseen.length} planted offences caught`,
      faults: [...readFaults(checked), ...unseen, ...(files === '0' ? ['no file was seen'] : [])],
    };
  },
};

/** Plants the offences outside the repository and asks with our own configuration. */
async function findSilentRules(script: string): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'planted-offences-'));
  try {
    const file = path.join(folder, 'planted.test.ts');
    await writeFile(file, planted.map(([, text]) => text).join('\n'));
    const args = [
      'lint',
      `--config-path=${root}`,
      '--vcs-enabled=false',
      '--reporter=github',
      '--max-diagnostics=200',
      file,
    ];
    const { stdout } = await runTool(script, args);
    const silent = planted.filter(([rule]) => !stdout.includes(`/${rule},`));
    return silent.map(([rule]) => `biome.json: the rule ${rule} does not catch its planted offence`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One line a finding, from the form that Biome has for machines. */
function readFaults({ code, stdout, stderr }: CommandEnd): string[] {
  if (code === 0) return [];
  const found = linesOf(stdout).flatMap((line) => {
    const match = /^::\w+ title=([^,]*),file=([^,]*),line=(\d+).*?::(.*)$/.exec(line);
    if (match === null) return [];
    const [, rule, file = '', at, message] = match;
    return `${path.relative(root, file)}:${at} ${message} (${rule})`;
  });
  return found.length > 0 ? [...found, 'most of this is mended by: npx biome check --write'] : linesOf(stderr);
}

/** Where the program of the package stands, as its own package says. */
function biomeScript(): string {
  const folder = '@biomejs/biome';
  const manifest = JSON.parse(readFileSync(path.join(root, 'node_modules', folder, 'package.json'), 'utf8')) as {
    bin: { biome: string };
  };
  return path.join(folder, manifest.bin.biome);
}
