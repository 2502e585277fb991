// Requests in disguise: other spellings of an address, two requests in one, other methods, bodies that reach for prototypes.
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { api } from './api-harness.ts';
import { closeAll, openForRoles } from './role-harness.ts';

afterEach(closeAll);

type Opened = Awaited<ReturnType<typeof openForRoles>>;

describe('a request as bytes', () => {
  /** Sends bytes as they stand, and gives the status of the first answer. */
  async function sendBytes(opened: Opened, lines: readonly string[], body = ''): Promise<number> {
    const { server } = opened.started.app;
    if (!server.listening) await opened.started.app.listen({ host: '127.0.0.1', port: 0 });
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`));
      let heard = '';
      socket.setEncoding('latin1');
      socket.on('data', (chunk) => {
        heard += String(chunk);
        if (heard.includes('\r\n\r\n')) socket.destroy();
      });
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
  }

  it.each([
    ['/user-management//api/v1/process'],
    ['//user-management/api/v1/process'],
    ['/user-management/api/v1//process'],
    ['/user-management/./api/v1/process'],
    ['/user-management/x/../api/v1/process'],
    ['/user-management/..%2fuser-management/api/v1/process'],
    ['/user-management/%2e%2e/user-management/api/v1/process'],
    ['/user-management/api/v1%2fprocess'],
    ['/user-management/api/v1/process/'],
    ['/user-management/api/v1/process;a=b'],
    ['/user-management\\api\\v1\\process'],
    ['/User-Management/api/v1/process'],
    ['/user-management/api/v1/PROCESS'],
    ['/user-management/..;/health/ready'],
    ['/user-management/../health/ready'],
    ['/user-management/..%2fhealth%2fready'],
    ['/user-management/console.js/../../sidecar/src/main.ts'],
    ['/user-management/..%2f..%2fpackage.json'],
  ])('finds nothing at %s, signed in or not: each thing has one address', async (target) => {
    const opened = await openForRoles();
    const { authorization } = await opened.headersOf('administrator');
    const head = [`GET ${target} HTTP/1.1`, 'Host: wiki.test', 'Connection: close'];
    expect(await sendBytes(opened, head)).toBe(404);
    expect(await sendBytes(opened, [...head, `Authorization: ${authorization}`])).toBe(404);
  });

  it('with two lengths, two ends or two hosts is no request, so that no proxy in between sees another one in it', async () => {
    const opened = await openForRoles();
    const { authorization } = await opened.headersOf('operator');
    const post = [
      `POST ${api}/snapshots HTTP/1.1`,
      'Host: wiki.test',
      `Authorization: ${authorization}`,
      'X-UM-Request: 1',
      'Content-Type: application/json',
    ];
    const smuggled = `0\r\n\r\nPUT ${api}/process/emergency-stop HTTP/1.1\r\n\r\n`;
    const refused = [
      ['Content-Length: 4', 'Transfer-Encoding: chunked'],
      ['Content-Length: 0', 'Content-Length: 44'],
      ['Transfer-Encoding: chunked', 'Transfer-Encoding : identity'],
      ['Transfer-Encoding: xchunked'],
      ['Content-Length: +0'],
      ['X-A: b', ' folded: c', 'Bad Name: d'],
    ];
    for (const lines of refused) {
      expect([lines, await sendBytes(opened, [...post, ...lines], smuggled)]).toEqual([lines, 400]);
    }
    expect(opened.started.woken).toEqual([]);
    expect(await sendBytes(opened, [...post, 'Content-Length: 2'], '{}')).toBe(202);
  });

  it('with headers beyond all measure is refused', async () => {
    const opened = await openForRoles();
    const head = [`GET ${api}/process HTTP/1.1`, 'Host: wiki.test', `Cookie: um-session=${'a'.repeat(20_000)}`];
    expect(await sendBytes(opened, head)).toBe(400);
  });

  it('says its method itself: no header makes another of it', async () => {
    const opened = await openForRoles();
    const headers = {
      ...(await opened.headersOf('administrator')),
      'x-http-method-override': 'PUT',
      'x-original-url': `${api}/process/emergency-stop`,
    };
    const answer = await opened.call({
      method: 'POST',
      url: '/process/emergency-stop',
      headers,
      payload: { on: true },
    });
    expect(answer.code).toBe('not_found');
    const { response } = await opened.call({ url: '/session', headers });
    expect(response.json().user.username).toBe('administrator');
  });
});

describe('a body or query that reaches for prototypes', () => {
  it('of a sign-in is refused, and changes no object', async () => {
    const opened = await openForRoles();
    const bodies = [
      '{"token":"auditor","__proto__":{"role":"administrator"}}',
      '{"constructor":{"prototype":{"a":1}}}',
    ];
    for (const payload of bodies) {
      const headers = { 'x-um-request': '1', 'content-type': 'application/json' };
      expect((await opened.call({ method: 'POST', url: '/session', headers, payload })).code).toBe('bad_request');
    }
    const headers = await opened.headersOf('auditor');
    await opened.call({ url: '/users?__proto__[role]=administrator&constructor.prototype.role=x', headers });
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('role');
    expect((await opened.call({ url: '/session', headers })).response.json().role).toBe('auditor');
  });
});
