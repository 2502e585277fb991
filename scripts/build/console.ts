// Builds the page: one classic script and one style sheet, for Confluence injects no modules, and the German words apart,
// which only those load who read German. Writes nothing by itself.
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type InlineConfig, type Rolldown } from 'vite';
import { german } from '../../plugin-ui/src/ui/words/german.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const page = path.join(root, 'plugin-ui');
/** What a build leaves behind, and nothing else. */
const outputs = ['console.js', 'console.css'] as const;
const words = 'german.json';

/** The scripts that come later: what each calls itself, and the folders that are its alone. */
const deferred = {
  actions: { global: 'UserManagementActions', folders: ['bulk', 'policies'] },
  settings: { global: 'UserManagementSettings', folders: ['settings', 'licences', 'mails', 'helpdesk'] },
} as const;
type Deferred = keyof typeof deferred;

export interface BuiltFile {
  readonly name: (typeof outputs)[number] | `${Deferred}.js` | typeof words;
  readonly content: Buffer;
  readonly gzipped: number;
}

const pageName = 'UserManagementConsole';

const shared: InlineConfig = {
  configFile: false,
  root: page,
  logLevel: 'warn',
  // React's API at a tenth of its size; the query and table libraries ask for it by its own name.
  resolve: {
    alias: [
      { find: /^react$/, replacement: 'preact/compat' },
      { find: /^react-dom$/, replacement: 'preact/compat' },
      { find: /^react\/jsx-runtime$/, replacement: 'preact/jsx-runtime' },
    ],
  },
  // Said outright, because the builder would otherwise ask NODE_ENV: what tests weigh is what is shipped.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact', development: false } },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
};

const target = 'es2022';

const config: InlineConfig = {
  ...shared,
  build: {
    write: false,
    // What Chrome and Edge 94, Firefox 98 and Safari 16.4 understand; rewriting it for older ones costs everybody weight.
    target,
    cssCodeSplit: false,
    rolldownOptions: {
      // Marks for frameworks that draw on a server, which nobody does here.
      onLog: (level, log, handle) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : handle(level, log)),
    },
    lib: {
      entry: path.join(page, 'src', 'main.tsx'),
      formats: ['iife'],
      name: pageName,
      fileName: () => 'console.js',
      cssFileName: 'console',
    },
  },
};

/** Its folders alone: everything else is the page's, which lends it in one object (`parts.ts`). */
function configOf(script: Deferred): InlineConfig {
  const { global, folders } = deferred[script];
  const entry = path.join(page, 'src', 'deferred', `${script}.ts`);
  const owned = folders.map((name) => path.join(page, 'src', name) + path.sep);
  return {
    ...shared,
    build: {
      write: false,
      target,
      rolldownOptions: {
        // Asked about as it is written and, once found, by its path.
        external: (id, importer = page) => {
          const own = id.startsWith('.') ? path.resolve(path.dirname(importer), id) : id;
          return own !== entry && !owned.some((folder) => own.startsWith(folder));
        },
        output: { globals: () => `${pageName}.parts` },
      },
      lib: { entry, formats: ['iife'], name: global, fileName: () => `${script}.js` },
    },
  };
}

/** Builds the page; resolves with its files. Rejects with what the builder says of the first fault. */
export async function buildConsole(): Promise<readonly BuiltFile[]> {
  const files = await buildFiles(config);
  const made = outputs.map((name) => {
    const content = contentOf(files.find((file) => file.fileName === name));
    if (content === null) throw new Error(`The builder made no ${name}.`);
    return weigh({ name, content });
  });
  const later = [await buildDeferred('actions'), await buildDeferred('settings')];
  return [...made, ...later, weigh({ name: words, content: Buffer.from(JSON.stringify(german)) })];
}

async function buildDeferred(script: Deferred): Promise<BuiltFile> {
  const [built] = await buildFiles(configOf(script));
  if (built?.type !== 'chunk') throw new Error(`The builder made no ${script}.js.`);
  return weigh({ name: `${script}.js`, content: Buffer.from(built.code) });
}

async function buildFiles(wanted: InlineConfig) {
  const built = await build(wanted);
  return (Array.isArray(built) ? built : [built]).flatMap((one) => ('output' in one ? one.output : []));
}

function weigh(file: Pick<BuiltFile, 'name' | 'content'>): BuiltFile {
  return { ...file, gzipped: gzipSync(file.content, { level: 9 }).length };
}

function contentOf(file: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined): Buffer | null {
  if (file === undefined) return null;
  return Buffer.from(file.type === 'chunk' ? file.code : file.source);
}
