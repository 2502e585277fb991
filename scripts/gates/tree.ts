// The gate of the tree: where files may stand, what they may be called, how long they get, and how each one opens.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Gate, root } from './gate.ts';
import { listFiles, listSources } from './sources.ts';

/** The top of the tree as ARCHITECTURE.md draws it; tool configurations that start with a dot come on top. */
const topLevel = new Set([
  ...['sidecar', 'plugin-ui', 'atlassian-plugin-descriptor', 'scripts', 'test'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.base.json', 'biome.json', 'knip.json'],
  ...['vitest.config.ts', 'playwright.config.ts', 'Containerfile', 'compose.yaml', 'LICENSE', 'NOTICE'],
  ...['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
]);

/** Names that say nothing: whatever stands in such a file has a better name. */
const emptyNames = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'manager', 'base']);
const longestFile = 300;

/** What may not stand in a source file, and why. Biome sees to `any`, `!`, skipped and focused tests. */
const offences: readonly { readonly pattern: RegExp; readonly message: string }[] = [
  { pattern: /@ts-(?:ignore|nocheck)/, message: 'switches the compiler off; mend the type' },
  { pattern: /@ts-expect-error(?!:? \S+ \S+ \S+)/, message: 'expects a type error without saying why' },
  { pattern: /biome-ignore(?:-\w+)? [^\s:]+(?::? *$|: *<)/m, message: 'switches a rule off without saying why' },
  { pattern: /biome-ignore-all/, message: 'switches a rule off for a whole file' },
  { pattern: /\bas unknown as\b/, message: 'forces a type through unknown' },
  { pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/, message: 'leaves a loose end' },
];

interface Source {
  readonly file: string;
  readonly text: string;
  readonly length: number;
}

export const treeGate: Gate = {
  name: 'tree',
  async run() {
    const [files, sources] = await Promise.all([listFiles(), listSources()]);
    const read = await Promise.all(sources.map(readSource));
    const lengths = read.map(({ length }) => length).sort((one, other) => one - other);
    const at = (share: number) => lengths[Math.floor((lengths.length - 1) * share)] ?? 0;
    return {
      summary: `${sources.length} sources, lines: median ${at(0.5)}, p90 ${at(0.9)}, longest ${at(1)}`,
      faults: [
        ...checkTop(files),
        ...sources.flatMap(checkName),
        ...read.flatMap(checkText),
        ...(await checkLockfile()),
        ...(sources.length === 0 ? ['no source file was seen'] : []),
      ],
    };
  },
};

async function readSource(file: string): Promise<Source> {
  const text = await readFile(path.join(root, file), 'utf8');
  return { file, text, length: text.split('\n').length - 1 };
}

function checkTop(files: readonly string[]): string[] {
  const tops = new Set(files.map((file) => file.split('/')[0] ?? file));
  const strange = [...tops].filter((top) => !topLevel.has(top) && !top.startsWith('.'));
  return strange.map((top) => `${top}: does not belong to the top of the tree`);
}

/** Looks at every folder and at the last word of the file: `user-manager.ts` is a manager too. */
export function checkName(file: string): string[] {
  const parts = file.replace(/(?:\.test)?\.\w+$/, '').split('/');
  const empty = parts.filter((part) => emptyNames.has(part.split('-').at(-1) ?? part));
  return empty.map((part) => `${file}: "${part}" says nothing about what is in there`);
}

/** Checks the inside of one source file. */
export function checkText({ file, text, length }: Source): string[] {
  const faults: string[] = [];
  if (length > longestFile)
    faults.push(`${file}: ${length} lines, at most ${longestFile}; make it a folder of the same name`);
  if (!/^(?:#!.*\n)?\/\/ \S.{20,}/.test(text)) faults.push(`${file}:1: does not open with a sentence on what it holds`);
  if (file === 'scripts/gates/tree.ts' || file === 'scripts/gates/tree.test.ts') return faults; // these name the offences
  for (const { pattern, message } of offences) {
    const found = pattern.exec(text);
    if (found !== null) faults.push(`${file}:${text.slice(0, found.index).split('\n').length}: ${message}`);
  }
  return faults;
}

/** Addresses in the lockfile would tie every installation to the registry of whoever wrote it. */
async function checkLockfile(): Promise<string[]> {
  const text = await readFile(path.join(root, 'package-lock.json'), 'utf8');
  const found = text.match(/"resolved": "https?:/g) ?? [];
  return found.length === 0 ? [] : [`package-lock.json: names ${found.length} registry addresses`];
}
