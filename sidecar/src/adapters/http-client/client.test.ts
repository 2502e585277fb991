// The client against a real HTTP server that resets, stalls, cuts short, refuses and asks for patience.
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { HostFailure } from '../ports.ts';
import { createJumpingClock, type Script, type ScriptedHost, sendJson, startScriptedHost } from '../scripted-host.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './client.ts';

const open: (ScriptedHost | HttpClient)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function startPair(script: Script, options: Partial<HttpClientOptions> = {}, contextPath = '/wiki') {
  const host = await startScriptedHost(script);
  const clock = createJumpingClock();
  const client = createHttpClient({
    baseUrl: `${host.url}${contextPath}`,
    authorisation: () => 'Bearer secret-token',
    clock,
    random: () => 1,
    ...options,
  });
  open.push(host, client);
  return { host, client, clock };
}

const get = { method: 'GET', path: '/rest/x' } as const;
const put = { method: 'PUT', path: '/rest/api/user/{username}/group/{groupName}' } as const;
const someMembership = { username: 'ann b', groupName: '50% & more' };

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof HostFailure ? error.code : `no failure: ${String(error)}`;
}

describe('what leaves the process', () => {
  it('keeps the context path, encodes every part and every query value', async () => {
    const { host, client } = await startPair((_request, response) => response.writeHead(204).end());
    await client.send({ ...put, parts: someMembership, query: { key: 'a/b c' } });
    expect(host.requests[0]?.url).toBe('/wiki/rest/api/user/ann%20b/group/50%25%20%26%20more?key=a%2Fb%20c');
  });

  it('sends the XSRF header on writes only, JSON wishes always, and no address of ours', async () => {
    const { host, client } = await startPair((_request, response) => response.writeHead(204).end());
    await client.send(get);
    await client.send({ ...put, parts: someMembership });
    const [read, write] = host.requests.map((request) => request.headers);
    expect(read).toMatchObject({ accept: 'application/json', authorization: 'Bearer secret-token' });
    expect(read).not.toHaveProperty('x-atlassian-token');
    expect(write).toMatchObject({ 'x-atlassian-token': 'no-check' });
    for (const name of ['origin', 'referer', 'cookie']) expect(write).not.toHaveProperty(name);
  });

  it('asks anonymously or with other credentials where the request says so', async () => {
    const { host, client } = await startPair((_request, response) => sendJson(response, {}));
    await client.send({ ...get, authorisation: null });
    await client.send({ ...get, authorisation: { cookie: 'JSESSIONID=1' } });
    expect(host.requests.map(({ headers }) => [headers.authorization, headers.cookie])).toEqual([
      [undefined, undefined],
      [undefined, 'JSESSIONID=1'],
    ]);
  });

  it('follows no redirect and no address an answer names', async () => {
    const location = 'http://127.0.0.1:1/login.action';
    const { host, client } = await startPair((_request, response) => response.writeHead(302, { location }).end());
    expect((await client.send(get)).status).toBe(302);
    expect(host.requests).toHaveLength(1);
  });

  it('takes early hints for no answer, reads an answer in pieces, and JSON behind a byte order mark', async () => {
    const bytes = Buffer.from(`\uFEFF${JSON.stringify({ name: 'Zoë' })}`);
    const inTheMiddle = bytes.indexOf(0xc3) + 1;
    const { client } = await startPair((_request, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' });
      response.writeHead(201, { 'content-type': 'application/json' });
      response.write(bytes.subarray(0, inTheMiddle), () => response.end(bytes.subarray(inTheMiddle)));
    });
    expect(await client.send(get)).toMatchObject({ status: 201, json: { name: 'Zoë' } });
  });

  it('never lets more requests be under way than the gate has places', async () => {
    let underWay = 0;
    let most = 0;
    const { client } = await startPair(
      (_request, response) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setImmediate(() => {
          underWay -= 1;
          sendJson(response, {});
        });
      },
      { concurrency: 3 },
    );
    await Promise.all(Array.from({ length: 30 }, () => client.send(get)));
    expect(most).toBeLessThanOrEqual(3);
    expect(client.stats().requests).toEqual({ read: 30, write: 0 });
  });

  it('tells no secret and no name in messages and logs', async () => {
    const told: unknown[] = [];
    const log = { debug: (...all: unknown[]) => told.push(all), warn: (...all: unknown[]) => told.push(all) };
    const { client } = await startPair((request) => request.socket.destroy(), { log, retry: { tries: 2 } });
    const spec = {
      ...get,
      path: '/rest/api/user/{username}',
      parts: { username: 'ann' },
      query: { key: 'k-1', start: 5 },
    };
    const error = await client.send(spec).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'host_unreachable', request: 'GET /rest/api/user/{username}?key=&start=5' });
    const everything = JSON.stringify([told, String(error), error]);
    for (const secret of ['secret-token', 'ann', 'k-1']) expect(everything).not.toContain(secret);
  });
});

describe('faults while reading', () => {
  it.each([429, 502, 503, 504])('asks again after %i', async (status) => {
    const { client, host } = await startPair((_request, response, n) =>
      sendJson(response, { n }, n < 3 ? status : 200),
    );
    expect((await client.send(get)).json).toEqual({ n: 3 });
    expect(host.requests).toHaveLength(3);
    expect(client.stats()).toMatchObject({ requests: { read: 3 }, retries: 2 });
  });

  it('does not ask again after 500, 404 or a page instead of JSON', async () => {
    const { client, host } = await startPair((_request, response, n) => {
      if (n === 1) sendJson(response, {}, 500);
      else if (n === 2) sendJson(response, {}, 404);
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<html>log in</html>');
    });
    const statuses = [await client.send(get), await client.send(get), await client.send(get)].map((one) => one.status);
    expect(statuses).toEqual([500, 404, 200]);
    expect(host.requests).toHaveLength(3);
  });

  it('asks again after a reset and after JSON that was cut short, within bounds', async () => {
    const { client } = await startPair((request, response, n) => {
      if (n === 1) request.socket.destroy();
      else if (n === 2) response.writeHead(200, { 'content-type': 'application/json' }).end('{"results":[1,');
      else if (n === 3) {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"half":');
        response.flushHeaders();
        setImmediate(() => request.socket.destroy());
      } else sendJson(response, { whole: true });
    });
    expect((await client.send(get)).json).toEqual({ whole: true });
  });

  it('gives up after four tries, with growing pauses and full jitter', async () => {
    const { client, clock, host } = await startPair((request) => request.socket.destroy());
    expect(await codeOf(client.send(get))).toBe('host_unreachable');
    expect(host.requests).toHaveLength(4);
    expect(clock.slept).toEqual([200, 400, 800]);
    expect(client.stats().waitedMs).toBe(1400);
  });

  it('says host_not_json when the body keeps being cut off', async () => {
    const { client } = await startPair((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' }).write('{"half":');
      setImmediate(() => request.socket.destroy());
    });
    expect(await codeOf(client.send(get))).toBe('host_not_json');
  });

  it('ends a host that says nothing, and one that drips, by the timeout', async () => {
    const silent = await startPair(() => undefined, { timeoutMs: 40, retry: { tries: 2 } });
    expect(await codeOf(silent.client.send(get))).toBe('host_timeout');
    expect(silent.host.requests).toHaveLength(2);
    const dripping = await startPair(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const drip = setInterval(() => response.write(' '), 5);
        response.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 60, retry: { tries: 1 } },
    );
    expect(await codeOf(dripping.client.send(get))).toBe('host_timeout');
  });

  it('reads no body without end', async () => {
    const { client, host } = await startPair((_request, response) => sendJson(response, 'x'.repeat(5000)), {
      maxBodyBytes: 1000,
    });
    expect(await codeOf(client.send(get))).toBe('host_unexpected_shape');
    expect(host.requests).toHaveLength(1);
  });

  it('says host_unreachable where nobody listens', async () => {
    const gone = await startScriptedHost(() => undefined);
    await gone.close();
    const clock = createJumpingClock();
    const client = createHttpClient({ baseUrl: gone.url, authorisation: () => null, clock });
    open.push(client);
    expect(await codeOf(client.send(get))).toBe('host_unreachable');
    expect(clock.slept).toHaveLength(3);
  });
});

describe('faults while writing', () => {
  const write = { ...put, parts: someMembership };

  it.each(['reset', 'timeout', 500, 502, 504] as const)('never repeats after %s', async (fault) => {
    const script: Script = (request, response) => {
      if (fault === 'reset') request.socket.destroy();
      else if (fault !== 'timeout') sendJson(response, {}, fault);
    };
    const { client, host } = await startPair(script, { timeoutMs: fault === 'timeout' ? 40 : 5_000 });
    await client.send(write).catch(() => undefined);
    expect(host.requests).toHaveLength(1);
  });

  it.each([429, 503])('repeats after %i, which says that nothing was done', async (status) => {
    const { client } = await startPair((_request, response, n) => response.writeHead(n < 3 ? status : 204).end());
    expect((await client.send(write)).status).toBe(204);
    expect(client.stats().requests).toEqual({ read: 0, write: 3 });
  });

  it('repeats when no connection came about, and says that nothing arrived', async () => {
    const gone = await startScriptedHost(() => undefined);
    await gone.close();
    const client = createHttpClient({ baseUrl: gone.url, authorisation: () => null, clock: createJumpingClock() });
    open.push(client);
    const error = await client.send(write).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'host_unreachable', arrived: 'no' });
    expect(client.stats().requests.write).toBe(4);
  });
});

describe('the host asks for patience', () => {
  it('waits as long as retry-after says, in seconds or as a date', async () => {
    const { client, clock } = await startPair((_request, response, n) => {
      const later = n === 1 ? '7' : new Date(Date.parse(clock.now()) + 9_000).toUTCString();
      if (n < 3) response.writeHead(429, { 'retry-after': later }).end();
      else sendJson(response, {});
    });
    await client.send(get);
    const [first = 0, second = 0] = clock.slept;
    expect(first).toBeGreaterThanOrEqual(7_000);
    expect(second).toBeGreaterThanOrEqual(8_000);
    expect(second).toBeLessThanOrEqual(9_200);
  });

  it('gives up at once when retry-after lies beyond the deadline', async () => {
    const { client, clock } = await startPair(
      (_request, response) => response.writeHead(429, { 'retry-after': '86400' }).end(),
      { deadlineMs: 60_000 },
    );
    expect((await client.send(get)).status).toBe(429);
    expect(clock.slept).toEqual([]);
  });

  it('paces all callers by the fill rate once the bucket is empty, instead of running into 429', async () => {
    const clock = createJumpingClock();
    const bucket = { tokens: 10, filledAtMs: Date.parse(clock.now()) };
    let refused = 0;
    const { client } = await startPair(
      (_request, response) => {
        const nowMs = Date.parse(clock.now());
        const steps = Math.floor((nowMs - bucket.filledAtMs) / 1000);
        bucket.tokens = Math.min(10, bucket.tokens + steps * 10);
        bucket.filledAtMs += steps * 1000;
        const allowed = bucket.tokens > 0;
        if (allowed) bucket.tokens -= 1;
        else refused += 1;
        sendJson(response, {}, allowed ? 200 : 429, {
          'x-ratelimit-limit': '10',
          'x-ratelimit-remaining': String(bucket.tokens),
          'x-ratelimit-interval-seconds': '1',
          'x-ratelimit-fillrate': '10',
          'retry-after': allowed ? '0' : '1',
        });
      },
      { clock },
    );
    const answers = await Promise.all(Array.from({ length: 60 }, () => client.send(get)));
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    expect(refused).toBeLessThan(5);
    expect(client.stats().waitedMs).toBeGreaterThan(0);
  });
});

describe('closing', () => {
  it('breaks off what is under way, turns away what waits and refuses what comes', async () => {
    const first = Promise.withResolvers<void>();
    const { client } = await startPair(() => first.resolve(), { concurrency: 1, clock: systemClock });
    const underWay = codeOf(client.send(get));
    const waiting = codeOf(client.send(get));
    await first.promise;
    await client.close();
    expect(await Promise.all([underWay, waiting, codeOf(client.send(get))])).toEqual(
      Array.from({ length: 3 }, () => 'host_unreachable'),
    );
  });
});
