// The real AUI of this host's line, from its package, under the addresses that the host's pages name.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { auiOf, type PluginHost } from './host.ts';
import type { PageAnswer } from './visit.ts';

const require = createRequire(import.meta.url);

const types: Readonly<Record<string, string>> = {
  '.js': 'application/javascript;charset=UTF-8',
  '.css': 'text/css;charset=UTF-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
};

export function typeOf(name: string): string {
  return types[path.extname(name)] ?? 'application/octet-stream';
}

/** Style sheets and scripts of a page, in their order, below the context path. */
export function auiFiles(host: PluginHost): { styles: string[]; scripts: string[] } {
  const { package: name, themes } = auiOf(host.site);
  const from = `${host.site.contextPath}/s/lab/${name}/`;
  const themed = host.theme !== 'original';
  const sheets = [
    'aui-prototyping.css',
    ...(themes && !themed ? ['aui-prototyping-design-tokens-compatibility.css'] : []),
  ];
  const scripts = ['aui-prototyping.js', ...(themed ? ['aui-prototyping-design-tokens-api-full.js'] : [])];
  return {
    styles: sheets.map((sheet) => from + sheet),
    scripts: [`${host.site.contextPath}/s/lab/jquery/jquery.js`, ...scripts.map((script) => from + script)],
  };
}

/** A file of AUI or jQuery; null where there is none of that name. */
export async function readAuiFile(host: PluginHost, rest: string): Promise<PageAnswer | null> {
  const [, folder = '', inner = ''] = /^\/s\/lab\/([\w-]+)\/(.+)$/.exec(rest) ?? [];
  const place = folder === 'jquery' ? jqueryFolder() : folder === auiOf(host.site).package ? auiFolder(folder) : null;
  if (place === null) return null;
  const file = path.resolve(place, decodeURIComponent(inner));
  if (!file.startsWith(place + path.sep)) return null;
  const body = await readFile(file).catch(() => null);
  return body === null
    ? null
    : { status: 200, body, contentType: typeOf(file), headers: { 'cache-control': 'max-age=3600' } };
}

function auiFolder(name: string): string {
  return path.join(path.dirname(require.resolve(`${name}/package.json`)), 'dist', 'aui');
}

function jqueryFolder(): string {
  return path.join(path.dirname(require.resolve('jquery/package.json')), 'dist');
}
