// The proxy in front of the sidecar, as a customer's would be.
import { request as ask, createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';
import { visit } from './sample-plugin.ts';

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function open(options: LabOptions = {}): Promise<Lab> {
  lab = await startLab({ users: 60, plugins: { uploadEnabled: true, signatureCheck: false }, ...options });
  return lab;
}

describe('the proxy', () => {
  it('passes path, method, cookies and body unchanged, and says whom it speaks for', async () => {
    const seen: { url: string | undefined; cookie: string | undefined; body: string; from: unknown }[] = [];
    const sidecar = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      seen.push({ url: request.url, cookie: request.headers.cookie, body, from: request.headers['x-forwarded-for'] });
      response.writeHead(201, { 'x-sidecar': 'yes' }).end('made');
    });
    await new Promise<void>((resolve) => sidecar.listen(0, '127.0.0.1', resolve));
    try {
      const site = await open({ sidecarUrl: `http://127.0.0.1:${(sidecar.address() as AddressInfo).port}` });
      const answer = await fetch(`${site.baseUrl}/user-management/api/v1/x?y=%2F`, {
        method: 'POST',
        body: 'text',
        headers: { cookie: 'a=b' },
      });
      expect([answer.status, answer.headers.get('x-sidecar'), await answer.text()]).toEqual([201, 'yes', 'made']);
      expect(seen).toEqual([
        { url: '/confluence/user-management/api/v1/x?y=%2F', cookie: 'a=b', body: 'text', from: '127.0.0.1' },
      ]);
    } finally {
      sidecar.closeAllConnections();
      sidecar.close();
    }
  });

  it('keeps what belongs to one connection to that connection, both ways', async () => {
    const seen: IncomingHttpHeaders[] = [];
    const sidecar = createServer((request, response) => {
      seen.push(request.headers);
      const hop = { connection: 'keep-alive, x-hop', 'keep-alive': 'timeout=60', 'x-hop': 'one' };
      response.writeHead(200, { ...hop, 'x-sidecar': 'yes' }).end('told');
    });
    await new Promise<void>((resolve) => sidecar.listen(0, '127.0.0.1', resolve));
    try {
      const site = await open({ sidecarUrl: `http://127.0.0.1:${(sidecar.address() as AddressInfo).port}` });
      const headers = { connection: 'close, x-mine', 'x-mine': 'one' };
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        ask(`${site.baseUrl}/user-management/x`, { headers, agent: false }, resolve).on('error', reject).end();
      });
      const closed = new Promise((resolve) => answer.socket.on('close', resolve));
      answer.resume();
      expect(answer.headers).toMatchObject({ connection: 'close', 'x-sidecar': 'yes' });
      expect(answer.headers).not.toHaveProperty('keep-alive');
      expect(answer.headers).not.toHaveProperty('x-hop');
      expect(seen[0]).not.toHaveProperty('x-mine');
      await closed;
    } finally {
      sidecar.closeAllConnections();
      sidecar.close();
    }
  });

  it('answers 502 while nobody stands behind it', async () => {
    const site = await open();
    expect((await visit(site, '/user-management/')).status).toBe(502);
  });
});
