// The adapter over a real connection: what goes over the wire, and what becomes of answers that break or never come.
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { Username } from '../../domain/user.ts';
import { createJumpingClock, type ScriptedHost, sendJson, startScriptedHost } from '../scripted-host.ts';
import { type CrowdConnection, connectCrowd } from './connect.ts';
import { wireUser } from './scripted-crowd.ts';

const version = { 'x-embedded-crowd-version': 'Crowd/5.1.0' };
const ann = { username: 'ann' as Username, key: null };

describe('a connection to a directory', () => {
  const open: { host: ScriptedHost; connection: CrowdConnection }[] = [];
  afterEach(async () => {
    for (const { host, connection } of open.splice(0)) {
      await connection.close();
      await host.close();
    }
  });

  /** Answers a reading of the user with the user, everything else by the script. */
  async function connect(script: (method: string, response: ServerResponse) => void, answersUser = true) {
    const host = await startScriptedHost(({ method = '', url = '' }, response) => {
      const reading = method === 'GET' && url.includes('/user?');
      if (reading && answersUser) sendJson(response, wireUser('ann'), 200, version);
      else script(method, response);
    });
    const connection = connectCrowd({
      url: `${host.url}/crowd/`,
      application: 'um-staff',
      password: 'geheim:ü',
      directory: { id: '1', writable: true },
      clock: createJumpingClock(),
      timeoutMs: 300,
    });
    open.push({ host, connection });
    const writes = () => host.requests.filter(({ method }) => method !== 'GET');
    return { ...connection, host, writesOf: writes };
  }

  const noContent = (_method: string, response: ServerResponse) => response.writeHead(204, version).end();

  it('signs in as the application, encodes names and follows no address of an answer', async () => {
    const { reads, writes, host } = await connect(noContent);
    await reads.readAccount('ann').catch(() => undefined);
    await reads.readAccount('ä+b/c&d=%20').catch(() => undefined);
    expect(await writes.endSessions(ann)).toEqual({ kind: 'done' });
    expect(host.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /crowd/rest/usermanagement/1/user?username=ann&expand=attributes',
      'GET /crowd/rest/usermanagement/1/user?username=%C3%A4%2Bb%2Fc%26d%3D%2520&expand=attributes',
      'GET /crowd/rest/usermanagement/1/user?username=ann&expand=attributes',
      'DELETE /crowd/rest/usermanagement/1/session?username=ann',
    ]);
    for (const { headers } of host.requests) {
      expect(headers).toMatchObject({
        accept: 'application/json',
        authorization: `Basic ${Buffer.from('um-staff:geheim:ü').toString('base64')}`,
      });
      expect(headers.cookie).toBeUndefined();
    }
  });

  it('asks for XML where there is nothing else, with the same sign-in', async () => {
    const { reads, host } = await connect((_method, response) =>
      response.writeHead(200, { ...version, 'content-type': 'application/xml' }).end('<memberships/>'),
    );
    const batches = [];
    for await (const batch of reads.listMemberships()) batches.push(batch);
    expect(batches).toEqual([]);
    expect(host.requests[0]?.headers).toMatchObject({
      accept: 'application/xml',
      authorization: expect.stringMatching(/^Basic /),
    });
  });

  it.each([
    ['resets the connection', (_: string, response: ServerResponse) => response.destroy(), 'crowd_unreachable'],
    ['never answers', () => undefined, 'crowd_timeout'],
    [
      'stops in the middle of its answer',
      (_: string, response: ServerResponse) => {
        response.writeHead(200, { ...version, 'content-type': 'application/json', 'content-length': 1000 });
        response.write('{"name":', () => response.destroy());
      },
      'crowd_not_data',
    ],
    [
      'sends us elsewhere',
      (_: string, response: ServerResponse) =>
        response.writeHead(302, { location: 'http://elsewhere.invalid/login' }).end(),
      'crowd_not_data',
    ],
  ])('gives up on a server that %s: a reading fails, a write is unclear and sent once', async (_what, script, code) => {
    const reading = await connect(script, false);
    await expect(reading.reads.readAccount('ann')).rejects.toMatchObject({ code });
    const writing = await connect(script);
    expect(await writing.writes.setPassword(ann, 'secret')).toEqual({ kind: 'unclear', code });
    expect(await writing.writes.updateAccount(ann, { active: false })).toEqual({ kind: 'unclear', code });
    expect(writing.writesOf()).toHaveLength(2);
  });

  it('refuses a write that never left', async () => {
    const { writes, host, close } = await connect(noContent);
    await host.close();
    const refused = { kind: 'refused', code: 'crowd_unreachable', status: null };
    expect(await writes.deleteAccount(ann)).toEqual(refused);
    await close();
    expect(await writes.deleteAccount(ann)).toEqual(refused);
  });

  it('waits for a Crowd that is busy, and the write is sent again because it was not performed', async () => {
    let busy = 2;
    const { writes, writesOf } = await connect((_method, response) => {
      busy -= 1;
      response.writeHead(busy >= 0 ? 429 : 204, version).end();
    });
    expect(await writes.setPassword(ann, 'secret')).toEqual({ kind: 'done' });
    expect(writesOf()).toHaveLength(3);
  });

  it('counts readings and writings, and says no secret in any failure', async () => {
    const { reads, writes, stats } = await connect((_method, response) =>
      response.writeHead(500, version).end('geheim'),
    );
    await writes.setPassword(ann, 'new-secret');
    expect(stats().requests).toEqual({ read: 1, write: 1 });
    const failure = await reads.identify().catch((error: unknown) => String(error));
    expect(failure).toMatch(/^HostFailure: crowd_error: GET \/rest\/usermanagement\/1\/config\/cookie → 500$/);
  });

  it('is refused to an application whose name Basic cannot carry', () => {
    const connectAs = (application: string) =>
      connectCrowd({
        url: 'http://127.0.0.1:1',
        application,
        password: 'x',
        directory: { id: null, writable: false },
        clock: createJumpingClock(),
      });
    expect(() => connectAs('a:b')).toThrow('without a colon');
    expect(() => connectAs('')).toThrow('without a colon');
  });
});
