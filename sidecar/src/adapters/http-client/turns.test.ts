// Who may ask when, against a real HTTP server: places, what is heard before the next request leaves, and writes that wait too long.
import { afterEach, describe, expect, it } from 'vitest';
import { createJumpingClock, type Script, type ScriptedHost, sendJson, startScriptedHost } from '../scripted-host.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './client.ts';

const open: (ScriptedHost | HttpClient)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** With a single place, unless told. */
async function startPair(script: Script, options: Partial<HttpClientOptions> = {}) {
  const host = await startScriptedHost(script);
  const clock = createJumpingClock();
  const authorisation = () => 'Bearer secret-token';
  const client = createHttpClient({ baseUrl: host.url, authorisation, clock, concurrency: 1, ...options });
  open.push(host, client);
  return { host, client, clock };
}

const get = { method: 'GET', path: '/rest/x' } as const;
const remove = { method: 'DELETE', path: '/rest/api/admin/user/{username}', parts: { username: 'ann' } } as const;

describe('places', () => {
  it('keeps to them where an answer came cut short and is asked for again', async () => {
    let underWay = 0;
    let most = 0;
    const { client } = await startPair(
      (_request, response, n) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setTimeout(() => {
          underWay -= 1;
          if (n % 3 !== 0) return sendJson(response, {});
          response.writeHead(200, { 'content-type': 'application/json' }).end('{"cut":');
        }, 5);
      },
      { concurrency: 2 },
    );
    const answers = await Promise.all(Array.from({ length: 12 }, () => client.send(get)));
    expect(answers.map(({ json }) => json)).toEqual(answers.map(() => ({})));
    expect(client.stats().retries).toBeGreaterThan(3);
    expect(most).toBe(2);
  });

  it('has the last token heard by whoever waits before they ask', async () => {
    const { host, client, clock } = await startPair((_request, response, n) =>
      sendJson(response, {}, 200, {
        'x-ratelimit-limit': '1',
        'x-ratelimit-remaining': n === 1 ? '0' : '1',
        'x-ratelimit-interval-seconds': '30',
        'x-ratelimit-fillrate': '1',
        'retry-after': n === 1 ? '30' : '0',
      }),
    );
    await Promise.all([client.send(get), client.send(get)]);
    expect(host.requests).toHaveLength(2);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(30_000);
  });
});

describe('a change that waits for its place', () => {
  /** Reading is put off for good: each gives up after the first 40 seconds of a minute. */
  const putOffReading: Script = ({ method }, response) => {
    if (method === 'GET') response.writeHead(503, { 'retry-after': '40' }).end();
    else response.writeHead(204).end();
  };
  const limits = { deadlineMs: 60_000, random: () => 0 };

  it('is not made any more when its time has passed', async () => {
    const { host, client } = await startPair(putOffReading, limits);
    const reading = [client.send(get), client.send(get)];
    const failure = await client.send(remove).catch((reason: unknown) => reason);
    await Promise.all(reading);
    expect(failure).toMatchObject({ code: 'host_rate_limited', request: 'DELETE /rest/api/admin/user/{username}' });
    expect(host.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
  });

  it('is made while it has time left', async () => {
    const { client } = await startPair(putOffReading, limits);
    const reading = client.send(get);
    expect((await client.send(remove)).status).toBe(204);
    expect((await reading).status).toBe(503);
  });

  it('does not hold against reading how long it waited: a long list takes its time', async () => {
    const { client } = await startPair((_request, response, n) => {
      if (n <= 4) response.writeHead(503, { 'retry-after': '40' }).end();
      else sendJson(response, {});
    }, limits);
    const statuses = await Promise.all([client.send(get), client.send(get), client.send(get)]);
    expect(statuses.map(({ status }) => status)).toEqual([503, 503, 200]);
  });
});
