// What a hostile or broken caller sends: refused in the envelope, without a stack, and the process stays up.
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, api, signIn, startApi } from './api-harness.ts';

let harness: ApiHarness;
let headers: Record<string, string>;

beforeAll(async () => {
  harness = await startApi();
  headers = await signIn(harness.send);
});
afterAll(() => harness.close());

function put(payload: string, type = 'application/json') {
  return harness.send({
    method: 'PUT',
    url: `${api}/policies/p`,
    headers: { ...headers, 'content-type': type },
    payload,
  });
}

async function expectRefusal(response: Awaited<ReturnType<typeof put>>, status: number, code: string): Promise<void> {
  expect([response.statusCode, response.json().error?.code]).toEqual([status, code]);
  expect(Object.keys(response.json())).toEqual(['error']);
  expect(Object.keys(response.json().error).sort()).toEqual(['code', 'details', 'message']);
  expect(response.body).not.toMatch(/\bat .*\.[jt]s|node_modules|FST_|SyntaxError/);
}

describe('a body', () => {
  it.each([
    ['that is no JSON', '{"a":', 400, 'bad_request'],
    ['with a key __proto__', '{"__proto__":{"isAdmin":true}}', 400, 'bad_request'],
    ['with a deep key __proto__', '{"criteria":{"all":[{"__proto__":{"x":1}}]}}', 400, 'bad_request'],
    ['with constructor.prototype', '{"constructor":{"prototype":{"x":1}}}', 400, 'bad_request'],
    ['beyond the limit', JSON.stringify({ name: 'x'.repeat(1024 * 1024) }), 413, 'body_too_large'],
    ['that is a string', '"policy"', 422, 'policy_invalid'],
    ['that is null', 'null', 422, 'policy_invalid'],
  ])('%s is refused', async (_what, payload, status, code) => {
    await expectRefusal(await put(payload), status, code);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/xml'])(
    'of the type %s is refused: only pages of our own can send JSON',
    async (type) => {
      await expectRefusal(await put('{}', type), 415, 'media_type_unknown');
    },
  );

  it.each([
    ['not', (inner: string) => `{"not":${inner}}`],
    ['all', (inner: string) => `{"all":[${inner}]}`],
  ])('with criteria 10,000 deep in %s is refused, and in no time', async (_what, wrap) => {
    let criteria = '{"status":"active"}';
    for (let depth = 0; depth < 10_000; depth += 1) criteria = wrap(criteria);
    const startedAt = performance.now();
    await expectRefusal(
      await put(`{"policy":"p","name":"P","actions":["disable"],"criteria":${criteria}}`),
      422,
      'policy_invalid',
    );
    expect(performance.now() - startedAt).toBeLessThan(2000);
  });

  it('with criteria ten thousand wide is refused', async () => {
    const criteria = { any: Array.from({ length: 10_000 }, () => ({ inGroup: 'g' })) };
    const payload = JSON.stringify({ policy: 'p', name: 'P', actions: ['disable'], criteria });
    await expectRefusal(await put(payload), 422, 'policy_invalid');
  });

  it('of a sign-in that is too large is refused before anybody is asked', async () => {
    const response = await harness.send({
      method: 'POST',
      url: `${api}/session`,
      headers: { 'x-um-request': '1' },
      payload: { token: 'x'.repeat(20_000) },
    });
    await expectRefusal(response, 413, 'body_too_large');
  });
});

describe('an address', () => {
  it.each([
    ['with a broken escape', '/users/%E0%A4%A', 400, 'bad_request'],
    ['with a zero byte', '/users/a%00b', 400, 'bad_request'],
    ['with an endless key', `/users/${'a'.repeat(5000)}`, 400, 'bad_request'],
    ['of a policy with a space', '/policies/a%20b', 400, 'bad_request'],
    ['that climbs is a key like any other and', '/users/..%2f..%2fetc%2fpasswd', 409, 'no_snapshot'],
  ])('%s is refused', async (_what, path, status, code) => {
    await expectRefusal(await harness.send({ url: `${api}${path}`, headers }), status, code);
  });

  it('never shows a name in the log', async () => {
    await harness.send({ url: `${api}/users?search=lindqvist`, headers });
    await harness.send({ url: `${api}/users/lindqvist-key`, headers });
    expect(harness.logLines.join('')).not.toContain('lindqvist');
  });
});

describe('a fault of our own', () => {
  it('is logged with the request’s id and shown without a word of it', async () => {
    const broken = await startApi();
    const session = await signIn(broken.send);
    await broken.store.close();
    const response = await broken.send({ url: `${api}/runs`, headers: session });
    await expectRefusal(response, 500, 'internal_error');
    const line = broken.logLines
      .map((text) => JSON.parse(text))
      .find(({ msg }) => msg === 'request failed unexpectedly');
    expect(line).toMatchObject({
      level: 'error',
      reqId: response.headers['x-request-id'],
      err: { stack: expect.any(String) },
    });
    await broken.app.close();
  });
});

describe('bytes that are no request', () => {
  it('are answered in the envelope, and the next request is served', async () => {
    await harness.app.listen({ host: '127.0.0.1', port: 0 });
    const address = harness.app.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toContain('400 Bad Request');
    expect(answer).toContain('"code":"bad_request"');
    const response = await fetch(`http://127.0.0.1:${port}/health/live`);
    expect(await response.json()).toEqual({ alive: true });
  });
});
