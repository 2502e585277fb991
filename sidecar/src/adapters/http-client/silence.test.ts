// A client that has fallen silent: nothing leaves any more, and nobody is told of a fault before it is closed.
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../clock.ts';
import { type ScriptedHost, sendJson, startScriptedHost } from '../scripted-host.ts';
import { createHttpClient, type HttpClient } from './client.ts';

const open: (ScriptedHost | HttpClient)[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function start(script: Parameters<typeof startScriptedHost>[0]) {
  const host = await startScriptedHost(script);
  const client = createHttpClient({ baseUrl: host.url, authorisation: () => null, clock: systemClock });
  open.push(host, client);
  return { host, client };
}

const put = { method: 'PUT', path: '/rest/x' } as const;

/** What became of it so far. */
function watch(work: Promise<unknown>): { readonly state: () => string } {
  let state = 'open';
  work.then(
    () => {
      state = 'answered';
    },
    () => {
      state = 'failed';
    },
  );
  return { state: () => state };
}

const someTurns = () => systemClock.sleep(50);

describe('once a client has fallen silent', () => {
  it('a call that the host put off is not made again, and does not fail before the client is closed', async () => {
    const { host, client } = await start((_request, response) => {
      response.writeHead(429, { 'retry-after': '1' }).end();
    });
    const sent = watch(client.send(put));
    while (client.stats().retries === 0) await someTurns();
    client.fallSilent();
    const later = watch(client.send(put));
    await systemClock.sleep(2_500);
    expect(host.requests).toHaveLength(1);
    expect([sent.state(), later.state()]).toEqual(['open', 'open']);
    await client.close();
    await someTurns();
    expect([sent.state(), later.state()]).toEqual(['failed', 'failed']);
  });

  it('a call that still waits for its connection is held back in the same way', async () => {
    const { host, client } = await start((_request, response) => sendJson(response, {}));
    const sent = watch(client.send(put));
    while (client.stats().requests.write === 0) await Promise.resolve();
    client.fallSilent();
    await someTurns();
    expect(host.requests).toEqual([]);
    expect(sent.state()).toBe('open');
    await client.close();
    await someTurns();
    expect(sent.state()).toBe('failed');
  });

  it('the answer to what was sent before is still heard', async () => {
    const arrived = Promise.withResolvers<void>();
    const { client } = await start((_request, response) => {
      arrived.resolve();
      setTimeout(() => sendJson(response, {}), 50);
    });
    const sent = client.send(put);
    await arrived.promise;
    client.fallSilent();
    expect((await sent).status).toBe(200);
  });
});
