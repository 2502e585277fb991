// The gate of imports: the rules of .dependency-cruiser.mjs hold, every source was seen, and every rule catches its plant.
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { type Gate, root } from './gate.ts';
import { goals, type Plant, packages, plants, wayBack } from './import-plants.ts';
import { listSources } from './sources.ts';

type Config = Awaited<ReturnType<typeof extractConfig>>;

/** Far below what there is: a cruise that sees fewer modules sees nothing, and must not pass. */
const fewestModules = 100;
const folders = ['sidecar', 'test', 'scripts', 'plugin-ui'];

export const importsGate: Gate = {
  name: 'imports',
  async run() {
    const config = await extractConfig(path.join(root, '.dependency-cruiser.mjs'));
    const sources = await listSources();
    const present = folders.filter((folder) => sources.some((file) => file.startsWith(`${folder}/`)));
    const result = await cruiseTree(config, root, present);
    const uncaught = await findUncaughtPlants(config);
    const seen = new Set(result.modules.map((module) => module.source));
    const rules = (config.forbidden ?? []).length;
    return {
      summary: `${sources.length} modules, ${rules} rules, ${plants.length} planted violations caught`,
      faults: [
        ...violationsOf(result),
        ...sources.filter((file) => !seen.has(file)).map((file) => `${file}: not seen by the import gate`),
        ...(seen.size < fewestModules ? [`only ${seen.size} modules were seen`] : []),
        ...uncaught,
      ],
    };
  },
};

async function cruiseTree(config: Config, baseDir: string, tops: string[]): Promise<ICruiseResult> {
  const { enhancedResolveOptions, ...options } = config.options ?? {};
  const ruleSet = { forbidden: config.forbidden ?? [] };
  const { output } = await cruise(tops, { ...options, ruleSet, validate: true, baseDir }, enhancedResolveOptions ?? {});
  if (typeof output === 'string') throw new Error('The cruise gave a text instead of its result.');
  return output;
}

function violationsOf({ summary }: ICruiseResult): string[] {
  return summary.violations.map(({ rule, from, to, cycle }) => {
    const way = cycle === undefined ? to : cycle.map((step) => step.name).join(' -> ');
    return `${from} -> ${way} (${rule.name})`;
  });
}

/** Plants every violation in a tree of its own outside the repository, and says which of them no rule saw. */
async function findUncaughtPlants(config: Config): Promise<string[]> {
  const tree = await realpath(await mkdtemp(path.join(tmpdir(), 'planted-imports-')));
  try {
    await plantTree(tree);
    const { summary } = await cruiseTree(
      config,
      tree,
      folders.filter((folder) => folder !== 'scripts'),
    );
    const isCaught = ({ rule, file }: Plant) =>
      summary.violations.some((violation) => violation.rule.name === rule && violation.from === file);
    const planted = new Set(plants.map((plant) => plant.rule));
    const unplanted = (config.forbidden ?? []).flatMap(({ name }) =>
      name === undefined || planted.has(name) ? [] : [name],
    );
    return [
      ...plants
        .filter((plant) => !isCaught(plant))
        .map(({ rule, file }) => `the rule ${rule} does not see the planted ${file}`),
      ...unplanted.map((name) => `the rule ${name} has no planted violation in scripts/gates/import-plants.ts`),
    ];
  } finally {
    await rm(tree, { recursive: true });
  }
}

async function plantTree(tree: string): Promise<void> {
  const write = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(tree, file)), { recursive: true });
    await writeFile(path.join(tree, file), text);
  };
  await write('package.json', '{ "name": "planted", "type": "module" }');
  for (const name of packages) {
    await write(
      `node_modules/${name}/package.json`,
      `{ "name": "${name}", "type": "module", "exports": "./index.js" }`,
    );
    await write(`node_modules/${name}/index.js`, 'export const thing = 1;\n');
  }
  for (const file of goals) await write(file, 'export const thing = 1;\n');
  for (const { file, text } of [...plants, wayBack]) await write(file, text);
}
