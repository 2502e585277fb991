// A browser's session at Confluence's door, over real HTTP: what is sent in its name, what is not, and who counts as known.
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { connectConfluence } from './connect.ts';

interface Door {
  readonly recognise: (cookies: string, address?: string) => Promise<unknown>;
  readonly seen: readonly { readonly url: string; readonly headers: IncomingHttpHeaders }[];
}

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A door that answers every request with the same words. */
async function openDoor(status: number, body: string, more: Record<string, string> = {}): Promise<Door> {
  const seen: { url: string; headers: IncomingHttpHeaders }[] = [];
  const server: Server = createServer((request, response) => {
    seen.push({ url: request.url ?? '', headers: request.headers });
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/confluence`;
  const credentials = { kind: 'token', token: 'token-of-the-service' } as const;
  const { identity, close } = connectConfluence({ url, credentials, clock: systemClock });
  closers.push(close);
  return {
    recognise: (cookies, address = '192.0.2.7') => identity.recognise({ kind: 'cookies', cookies, address }),
    seen,
  };
}

const mara = JSON.stringify({ type: 'known', username: 'mara', userKey: 'key-mara', displayName: 'Mara' });

describe('the session of a browser', () => {
  it('goes on as it came, with the address it came from, and with nothing of our own account', async () => {
    const { recognise, seen } = await openDoor(200, mara);
    expect(await recognise('JSESSIONID=AB12; ROUTEID=.2')).toEqual({
      userKey: 'key-mara',
      username: 'mara',
      displayName: 'Mara',
    });
    const [asked, ...others] = seen;
    expect(others).toEqual([]);
    expect(asked?.url).toBe('/confluence/rest/api/user/current');
    expect(asked?.headers).toMatchObject({ cookie: 'JSESSIONID=AB12; ROUTEID=.2', 'x-forwarded-for': '192.0.2.7' });
    expect(asked?.headers.authorization).toBeUndefined();
    for (const header of ['origin', 'referer']) expect(asked?.headers[header]).toBeUndefined();
    expect(asked?.headers['user-agent']).not.toMatch(/^Mozilla/);
  });

  it.each([
    ['the anonymous visitor', 200, JSON.stringify({ type: 'anonymous', displayName: 'Anonymous' })],
    ['somebody whom no directory knows any more', 200, mara.replace('known', 'unknown')],
    ['somebody who must sign in', 401, ''],
    ['somebody who may not come in', 403, ''],
  ])('is nobody where Confluence says it is %s', async (_who, status, body) => {
    const { recognise } = await openDoor(status, body);
    expect(await recognise('JSESSIONID=AB12')).toBeNull();
  });

  it('is asked about once, and a page to sign in at is no answer', async () => {
    const { recognise, seen } = await openDoor(302, '', { location: '/confluence/login.action' });
    await expect(recognise('JSESSIONID=AB12')).rejects.toMatchObject({ code: 'host_not_json' });
    const busy = await openDoor(503, '');
    await expect(busy.recognise('JSESSIONID=AB12')).rejects.toMatchObject({ code: 'host_error' });
    expect([seen.length, busy.seen.length]).toEqual([1, 1]);
  });

  it.each([
    ['a page', '<html>No such page</html>'],
    ['the JSON of another product', JSON.stringify({ 'status-code': 404, message: 'null for uri' })],
  ])('is no answer of a Confluence where the question is not known and %s comes back', async (_what, body) => {
    const { recognise } = await openDoor(404, body);
    await expect(recognise('JSESSIONID=AB12')).rejects.toMatchObject({ code: 'host_not_confluence' });
  });

  it('goes on without an address where what came as one is none', async () => {
    const { recognise, seen } = await openDoor(200, mara);
    for (const address of ['unknown', '192.0.2.7, 10.0.0.1', '10.0.0.1\r\nx-evil: 1', '']) {
      expect(await recognise('JSESSIONID=AB12', address)).toMatchObject({ username: 'mara' });
    }
    await recognise('JSESSIONID=AB12', '2001:db8::7');
    expect(seen.map(({ headers }) => headers['x-forwarded-for'])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      '2001:db8::7',
    ]);
    expect(seen.every(({ headers }) => headers['x-evil'] === undefined)).toBe(true);
  });

  it('is not sent at all where no header can carry it', async () => {
    const { recognise, seen } = await openDoor(200, mara);
    for (const cookies of ['', 'JSESSIONID=a\r\nx: y', 'JSESSIONID=ä']) expect(await recognise(cookies)).toBeNull();
    expect(seen).toEqual([]);
  });
});
