// Writes what the stand-alone console serves into plugin-ui/dist: the page, and AUI's own style sheet, which Confluence
// has anyway and the console has not.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildConsole } from './console.ts';

const folder = path.resolve(import.meta.dirname, '..', '..', 'plugin-ui', 'dist');
const written = ['console.js', 'console.css', 'actions.js', 'settings.js', 'german.json', 'aui.css'];

/** Builds and writes everything; tells of each file. */
export async function writeConsole(say: (line: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const look = Buffer.from(await joinStyleSheets());
  const files = [...(await buildConsole()), { name: 'aui.css', content: look, gzipped: gzipSync(look).length }];
  for (const { name, content, gzipped } of files) {
    // Whoever reads meanwhile gets the old file or the new one, never half of one.
    const fresh = path.join(folder, `.${name}.${process.pid}`);
    await writeFile(fresh, content);
    await rename(fresh, path.join(folder, name));
    say(`plugin-ui/dist/${name}: ${content.length} bytes, ${gzipped} gzipped`);
  }
}

/** Does so unless it was done before. */
export async function writeMissingConsole(say: (line: string) => void): Promise<void> {
  if (written.every((name) => existsSync(path.join(folder, name)))) return;
  say('Building the console …');
  await writeConsole(() => undefined);
}

/** The parts of AUI's look that the console needs: the components, and the tokens of both themes. */
const sheets = [
  'aui-prototyping.css',
  'aui-prototyping-design-tokens-base-themes-css.css',
  'aui-prototyping-design-tokens-compatibility.css',
];

/** Without what points to further files: icon fonts are not used, and the console serves nothing else. */
async function joinStyleSheets(): Promise<string> {
  const aui = path.dirname(createRequire(import.meta.url).resolve('aui-9/dist/aui/aui-prototyping.css'));
  const texts = await Promise.all(sheets.map((sheet) => readFile(path.join(aui, sheet), 'utf8')));
  return texts
    .join('\n')
    .replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '')
    .replaceAll(/@font-face\s*\{[^}]*\}/g, '');
}
