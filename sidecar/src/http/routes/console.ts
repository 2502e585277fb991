// The stand-alone console: one page without data, its scripts, style sheets and German words, as `npm run build` leaves them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { Api } from '../api.ts';

const built = path.resolve(import.meta.dirname, '../../../../plugin-ui/dist');

/** Nothing of any other place, nothing that stands in the page itself; pictures may be part of a style sheet. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

const types = {
  'console.js': 'text/javascript; charset=utf-8',
  'actions.js': 'text/javascript; charset=utf-8',
  'settings.js': 'text/javascript; charset=utf-8',
  'console.css': 'text/css; charset=utf-8',
  'aui.css': 'text/css; charset=utf-8',
  'german.json': 'application/json; charset=utf-8',
} as const;

const notBuilt = 'The console is not built yet. Run: npm run build\n';

type PageConfig = Pick<Config, 'basePath' | 'passwordSignIn'>;

/** Open, because it holds nothing: every datum comes by the API, which asks for a session. */
export function registerConsole(api: Api, config: PageConfig, folder = built): void {
  const { basePath } = config;
  const options = { config: { open: true }, schema: { hide: true } } as const;

  if (basePath !== '') {
    api.get(basePath, options, async (_request, reply) => reply.redirect(`${basePath}/`, 302));
  }

  api.get(`${basePath}/`, options, async (request, reply) => {
    reply.header('content-security-policy', policy);
    if ((await readBuilt(folder, 'console.js')) === null) {
      return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
    }
    return answerFile({ request, reply, type: 'text/html; charset=utf-8', content: Buffer.from(renderPage(config)) });
  });

  for (const name of Object.keys(types) as (keyof typeof types)[]) {
    api.get(`${basePath}/${name}`, options, async (request, reply) => {
      const content = await readBuilt(folder, name);
      if (content === null) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
      return answerFile({ request, reply, type: types[name], content });
    });
  }
}

interface Answer {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly type: string;
  readonly content: Buffer;
}

/** Kept by the browser, and asked about each time: a new build shows at once. */
function answerFile({ request, reply, type, content }: Answer): FastifyReply {
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 24)}"`;
  reply.headers({ etag, 'cache-control': 'no-cache' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type(type).send(content);
}

async function readBuilt(folder: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(path.join(folder, name));
  } catch {
    return null;
  }
}

function renderPage({ basePath, passwordSignIn }: PageConfig): string {
  const passwords = passwordSignIn ? '' : ' data-um-passwords="off"';
  return `<!doctype html>
<html lang="en" data-color-mode="light" data-theme="light:light dark:dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>User management</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="aui.css">
<link rel="stylesheet" href="console.css">
<script src="console.js" defer></script>
</head>
<body class="um-standalone">
<div id="um-console" data-um-base="${escapeAttribute(basePath)}"${passwords}>
<p class="um-late">This page stays empty in an old browser. It needs Chrome or Edge 94, Firefox 98, Safari 16.4, or newer. Nothing was done.</p>
<p class="um-late" lang="de">In einem alten Browser bleibt diese Seite leer. Sie braucht Chrome oder Edge 94, Firefox 98, Safari 16.4 oder neuer. Es wurde nichts getan.</p>
</div>
<noscript>This console needs JavaScript.</noscript>
</body>
</html>
`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
