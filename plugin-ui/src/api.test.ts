// The way to the sidecar and the session: what a request carries, and what becomes of bad news.
import { describe, expect, it } from 'vitest';
import { ApiFault, createApi, writeQuery } from './api.ts';
import { createSession, isEnough, prove, readCredentials, resume, signIn, signOut } from './session.ts';

const user = { userKey: 'key', username: 'ada', displayName: 'Ada' };
const signedIn = { accessToken: 'token-1', user, role: 'operator' as const };

function makeApi(answer: () => Response | Promise<Response>) {
  const asked: [string, RequestInit | undefined][] = [];
  const session = createSession();
  const api = createApi({
    apiUrl: '/base/api/v1',
    session,
    fetch: async (input, init) => {
      asked.push([String(input), init]);
      return answer();
    },
  });
  return { api, session, asked };
}

const faultOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => (error instanceof ApiFault ? error.code : error),
  );

describe('a request', () => {
  it('carries the session, and the header that no page of another site can send, also where it only asks', async () => {
    const { api, session, asked } = makeApi(() => Response.json({ fine: true }));
    session.begin(signedIn);
    expect(await api.get('/process')).toEqual({ fine: true });
    await api.send('PUT', '/process/mode', { mode: 'live' });
    const [[address, read], [, change]] = asked as [[string, RequestInit], [string, RequestInit]];
    expect(address).toBe('/base/api/v1/process');
    const own = { 'x-um-request': '1', authorization: 'Bearer token-1' };
    expect(read.headers).toEqual({ accept: 'application/json', ...own });
    expect(change.headers).toMatchObject({ ...own, 'content-type': 'application/json' });
    expect(change.body).toBe('{"mode":"live"}');
  });

  it('that finds the session ended keeps who was signed in, and asks for them again', async () => {
    const error = { code: 'not_signed_in', message: 'Sign in first.', details: [] };
    const { api, session } = makeApi(() => Response.json({ error }, { status: 401 }));
    session.begin(signedIn);
    expect(await faultOf(api.get('/process'))).toBe('not_signed_in');
    expect([session.state(), session.headers()]).toEqual([{ kind: 'expired', user, role: 'operator' }, {}]);
  });

  it('that nobody answers, or somebody who is not the sidecar, says so', async () => {
    const dead = makeApi(() => Promise.reject(new TypeError('failed')));
    expect(await faultOf(dead.api.get('/process'))).toBe('offline');
    for (const status of [200, 502]) {
      const proxy = makeApi(() => new Response('<html>', { status }));
      expect(await faultOf(proxy.api.get('/process'))).toBe('strange_answer');
    }
  });

  it('keeps the places that are wrong', async () => {
    const details = [{ path: 'criteria.all[0]', message: 'unknown key' }];
    const error = { code: 'policy_invalid', message: 'The policy has faults.', details };
    const { api } = makeApi(() => Response.json({ error }, { status: 422 }));
    await expect(api.send('PUT', '/policies/a')).rejects.toMatchObject({
      code: 'policy_invalid',
      details,
      status: 422,
    });
  });

  it('leaves out what has no value', () => {
    expect(writeQuery({ limit: 50, before: undefined, fate: null, s: 'a&b' })).toBe('?limit=50&s=a%26b');
    expect(writeQuery({})).toBe('');
  });
});

describe('a session', () => {
  it('tells whoever listens, until they stop', () => {
    const session = createSession();
    const kinds: string[] = [];
    const stop = session.subscribe(() => kinds.push(session.state().kind));
    session.begin(signedIn);
    session.end();
    session.begin(signedIn);
    session.leave();
    session.end();
    stop();
    session.begin(signedIn);
    expect(kinds).toEqual(['signed-in', 'expired', 'signed-in', 'signed-out']);
  });

  it('is resumed by a cookie at the stand-alone console, and by that of Confluence inside it', async () => {
    for (const [kind, method] of [
      ['stand-alone', 'GET'],
      ['confluence', 'POST'],
    ] as const) {
      const { api, session, asked } = makeApi(() => Response.json({ user, role: 'auditor', accessToken: 'token-2' }));
      await resume({ api, session, place: { kind } });
      expect(session.state()).toEqual({ kind: 'signed-in', user, role: 'auditor' });
      expect(asked.map(([address, init]) => [address, init?.method])).toEqual([['/base/api/v1/session', method]]);
    }
  });

  it('that cannot be resumed says why, unless it is only that nobody is signed in', async () => {
    const code = async (error: string, status: number) => {
      const made = makeApi(() => Response.json({ error: { code: error, message: '', details: [] } }, { status }));
      await resume({ ...made, place: { kind: 'confluence' } });
      const state = made.session.state();
      return state.kind === 'signed-out' && state.fault instanceof ApiFault ? state.fault.code : state;
    };
    expect(await code('not_signed_in', 401)).toEqual({ kind: 'signed-out', fault: null });
    expect(await code('not_allowed', 403)).toBe('not_allowed');
  });

  it('is kept in a cookie at the stand-alone console, and ended on both sides', async () => {
    const { api, session, asked } = makeApi(() => Response.json({ user, role: 'auditor', accessToken: null }));
    const door = { api, session, place: { kind: 'stand-alone' } } as const;
    const form = new FormData();
    form.set('token', 'abc');
    await signIn(door, form);
    expect(asked.at(-1)?.[1]?.body).toBe('{"token":"abc","keep":"cookie"}');
    await signOut(door);
    expect([asked.at(-1)?.[1]?.method, session.state().kind]).toEqual(['DELETE', 'signed-out']);
  });

  it('waits for credentials where a change takes them, and makes the change again once they are given', async () => {
    const error = { code: 'proof_needed', message: '', details: [] };
    const answers = [Response.json({ error }, { status: 403 }), Response.json({}), Response.json({ fine: true })];
    const { api, session } = makeApi(() => answers.shift() ?? Response.error());
    const change = api.send('POST', '/runs/1/approve');
    await new Promise<void>((resolve) => {
      const stop = session.subscribe(() => {
        stop();
        resolve();
      });
    });
    expect(session.isProofWanted()).toBe(true);
    await prove({ api, session, place: { kind: 'stand-alone' } }, new FormData());
    expect([await change, session.isProofWanted()]).toEqual([{ fine: true }, false]);
  });

  it('lets a change fail whose credentials were not given', async () => {
    const error = { code: 'proof_needed', message: '', details: [] };
    const { api, session } = makeApi(() => Response.json({ error }, { status: 403 }));
    session.subscribe(() => session.isProofWanted() && session.settleProof(false));
    expect(await faultOf(api.send('POST', '/runs/1/approve'))).toBe('proof_needed');
  });

  it('has a role that is enough for itself and for less', () => {
    const roles = ['auditor', 'operator', 'administrator'] as const;
    const table = roles.map((held) => roles.map((needed) => isEnough(held, needed)));
    expect(table).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  it('begins with a token where one is given, else with name and password, whose blanks belong to it', () => {
    const form = (values: Record<string, string>) => {
      const data = new FormData();
      for (const [key, value] of Object.entries(values)) data.set(key, value);
      return readCredentials(data);
    };
    expect(form({ token: ' abc ' })).toEqual({ token: 'abc' });
    expect(form({ username: ' ada ', password: ' p ' })).toEqual({ username: 'ada', password: ' p ' });
  });
});
