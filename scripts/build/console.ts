// Builds the page into plugin-ui/dist: one classic script and one style sheet, for Confluence injects no modules.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type InlineConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..', '..');
const page = path.join(root, 'plugin-ui');
/** What a build leaves behind, and nothing else. */
const outputs = ['console.js', 'console.css'] as const;

export interface BuiltFile {
  readonly name: (typeof outputs)[number];
  readonly file: string;
  readonly bytes: number;
  readonly gzipped: number;
}

const config: InlineConfig = {
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
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  define: { 'process.env.NODE_ENV': JSON.stringify('production') },
  build: {
    outDir: path.join(page, 'dist'),
    emptyOutDir: true,
    // What the browsers understand that the oldest supported Confluence supports.
    target: 'es2020',
    cssCodeSplit: false,
    lib: {
      entry: path.join(page, 'src', 'main.tsx'),
      formats: ['iife'],
      name: 'UserManagementConsole',
      fileName: () => 'console.js',
      cssFileName: 'console',
    },
  },
};

/** Builds the page; resolves with its files. Rejects with what the builder says of the first fault. */
export async function buildConsole(): Promise<readonly BuiltFile[]> {
  await build(config);
  return Promise.all(outputs.map(measure));
}

async function measure(name: BuiltFile['name']): Promise<BuiltFile> {
  const file = path.join(page, 'dist', name);
  const content = await readFile(file);
  return { name, file, bytes: content.length, gzipped: gzipSync(content, { level: 9 }).length };
}
