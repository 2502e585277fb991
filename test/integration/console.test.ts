// The stand-alone console's own files: a page without data, its own strict policy, and a sentence where nothing is built.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../sidecar/src/http/api.ts';
import { registerConsole } from '../../sidecar/src/http/routes/console.ts';

let folder: string;
let app: FastifyInstance;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'um-console-'));
  app = Fastify();
  registerConsole(app as Api, { basePath: '/wiki/"user"-management', passwordSignIn: false }, folder);
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const base = '/wiki/"user"-management';
const ask = (name: string, headers = {}) => app.inject({ url: encodeURI(`${base}${name}`), headers });

describe('the stand-alone console', () => {
  it('says what to run while it is not built', async () => {
    for (const name of ['/', '/console.js', '/console.css', '/german.json', '/aui.css']) {
      const { statusCode, body } = await ask(name);
      expect([statusCode, body]).toEqual([503, 'The console is not built yet. Run: npm run build\n']);
    }
  });

  it('is one page without data or script of its own, that names its base path', async () => {
    await writeFile(path.join(folder, 'console.js'), 'void 0;');
    const { statusCode, headers, body } = await ask('/');
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('data-um-base="/wiki/&quot;user&quot;-management" data-um-passwords="off"');
    expect(body).not.toMatch(/<script(?! src="console\.js" defer><\/script>)|<style|\s(?:style|on\w+)=/);
  });

  it('allows scripts, styles and calls of its own origin alone, and no frame around it', async () => {
    const policy = String((await ask('/')).headers['content-security-policy']).split(';');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join()).not.toMatch(/unsafe|https?:|\*/);
  });

  it('is asked about each time and sent only when it has changed', async () => {
    const { headers, body } = await ask('/console.js');
    expect([headers['cache-control'], headers['content-type'], body]).toEqual([
      'no-cache',
      'text/javascript; charset=utf-8',
      'void 0;',
    ]);
    expect((await ask('/console.js', { 'if-none-match': headers.etag })).statusCode).toBe(304);
    await writeFile(path.join(folder, 'console.js'), 'void 1;');
    expect((await ask('/console.js', { 'if-none-match': headers.etag })).statusCode).toBe(200);
  });

  it('is found without the slash at its end, and serves nothing else of its folder', async () => {
    const { statusCode, headers } = await ask('');
    expect([statusCode, decodeURI(String(headers.location))]).toEqual([302, `${base}/`]);
    await writeFile(path.join(folder, 'other.js'), 'secret');
    expect((await ask('/other.js')).statusCode).toBe(404);
  });
});
