// Abilities found by asking, where versions help out, and the Remote API where REST is too old.
import { describe, expect, it } from 'vitest';
import type { AccountCredentials, Capability, HostIdentity } from '../ports.ts';
import { createFakeClient, createJumpingClock, type FakeAnswer, missingResource, restError } from '../scripted-host.ts';
import { askCapabilities } from './capabilities.ts';

const clock = createJumpingClock();
const identityOf = (version: string): HostIdentity => ({
  hostId: 'h',
  product: 'confluence',
  version,
  buildNumber: '1',
  statedUrl: '',
});
const listed = (rows: readonly object[]): FakeAnswer => ({ json: { results: rows, start: 0, limit: 200 } });

const token: AccountCredentials = { kind: 'token', token: 't' };

interface Circumstances {
  readonly credentials?: AccountCredentials;
  readonly doubted?: ReadonlySet<Capability>;
}

async function ask(
  version: string,
  answers: Readonly<Record<string, FakeAnswer>>,
  { credentials = token, doubted = new Set() }: Circumstances = {},
) {
  const http = createFakeClient(({ path }) => answers[path] ?? missingResource);
  const findings = await askCapabilities({ http, clock, identity: identityOf(version), credentials, doubted });
  const present = findings.states.filter((state) => state.present).map((state) => state.capability);
  return { http, findings, present };
}

const licensed = '/rest/api/admin/users/list/active';

describe('finding out what a Confluence can do', () => {
  it('asks by GET only', async () => {
    const { http } = await ask('9.2.0', {});
    expect(new Set(http.sent.map((one) => one.method))).toEqual(new Set(['GET']));
  });

  it('takes a 403, and a 404 that misses the object, for a resource that is there', async () => {
    const { present } = await ask('7.0.1', {
      '/rest/api/user/list': restError(403),
      '/rest/api/group': restError(404),
    });
    expect(present).toEqual(['users.list', 'groups.list']);
  });

  it('takes 405 on a GET for a write that is there, whatever the version says', async () => {
    const { present } = await ask('7.0.1', { '/rest/api/admin/user/{username}/disable': { status: 405 } });
    expect(present).toEqual(['users.disable']);
  });

  it('trusts the version about writes where a proxy hides the 405', async () => {
    const writes = ['users.disable', 'users.enable', 'users.delete', 'memberships.write'];
    expect((await ask('8.2.0', {})).present).toEqual(writes);
    expect((await ask('8.1.4', {})).present).toEqual([]);
  });

  it('believes in last logins when a row carries one, or from 10.2 on', async () => {
    const silent = listed([{ userKey: 'k', email: 'a@b.example' }]);
    const telling = listed([{ userKey: 'k' }, { userKey: 'l', lastLogin: null }]);
    expect((await ask('9.3.1', { [licensed]: silent })).present).not.toContain('users.activity');
    expect((await ask('9.3.1', { [licensed]: silent })).present).toContain('users.email');
    expect((await ask('9.3.1', { [licensed]: telling })).present).toContain('users.activity');
    expect((await ask('10.2.0', { [licensed]: silent })).present).toContain('users.activity');
  });

  it('finds the licensed users under the other address too', async () => {
    const { findings } = await ask('9.3.0', { '/rest/api/user/list/active': listed([]) });
    expect(findings.activityPath).toBe('/rest/api/user/list/active');
  });

  it('is not misled by the group called member', async () => {
    const group = listed([{ type: 'group', name: 'member' }]);
    const { findings } = await ask('9.2.0', {
      '/rest/api/group': group,
      '/rest/api/group/member': { json: { type: 'group', name: 'member' } },
    });
    expect(findings.groupsByQuery).toBe(false);
  });

  it.each([401, 429, 500])('gives up when the host answers %i', async (status) => {
    await expect(ask('9.2.0', { '/rest/api/user/list': { status } })).rejects.toThrow();
    await expect(ask('9.2.0', { '/rest/api/admin/user/{username}': { status } })).rejects.toThrow();
  });
});

describe('what REST lacks', () => {
  const basic: AccountCredentials = { kind: 'password', username: 'um-service', password: 'p' };
  const rpc = '/rpc/json-rpc/confluenceservice-v2';
  const webSudo: FakeAnswer = { status: 500, text: '<p>com.atlassian.confluence.rpc.WebSudoRequiredException</p>' };
  const isActive: FakeAnswer = { text: 'true' };
  const noSuchSpace: FakeAnswer = { status: 500, json: { error: { message: 'RemoteException: no space' } } };
  const changes = ['users.disable', 'users.enable', 'users.delete', 'memberships.write'];

  async function askRemote(answers: Readonly<Record<string, FakeAnswer>>, credentials = basic) {
    const { http, findings } = await ask('7.19.0', answers, { credentials });
    const found = findings.states.filter(({ capability }) => changes.includes(capability));
    return { http, findings, found };
  }

  it('is found at the Remote API, by calls that change nothing', async () => {
    const { http, findings, found } = await askRemote({
      [`${rpc}/isActiveUser`]: isActive,
      [`${rpc}/getSpacePermissionSets`]: noSuchSpace,
    });
    expect(found.map(({ present, way, absence }) => [present, way, absence])).toEqual(
      changes.map(() => [true, 'json-rpc', null]),
    );
    expect(findings.everybody).toBe('by-groups-and-remote-api');
    const posts = http.sent.filter((one) => one.method !== 'GET');
    expect(posts.map((one) => [one.path, one.effect, one.body])).toEqual([
      [`${rpc}/isActiveUser`, 'none', ['um-service']],
      [`${rpc}/getSpacePermissionSets`, 'none', ['NOSPACEHASTHISKEY']],
    ]);
  });

  it('is asked about with a space that exists, where one can be named', async () => {
    const { http } = await askRemote({
      '/rest/api/space': listed([{ key: 'HR' }]),
      [`${rpc}/isActiveUser`]: isActive,
    });
    expect(http.sent.at(-1)?.body).toEqual(['HR']);
  });

  it.each([
    ['host_remote_api_off', 'by-groups', { [`${rpc}/isActiveUser`]: { status: 401, text: '<html>' } }],
    ['host_changes_absent', 'by-groups', {}],
    ['host_changes_absent', 'by-groups', { [`${rpc}/isActiveUser`]: { text: '<html>sign in</html>' } }],
    ['host_changes_absent', 'by-groups', { [`${rpc}/isActiveUser`]: { status: 403, text: 'no' } }],
    ['host_websudo', 'by-groups', { [`${rpc}/isActiveUser`]: webSudo }],
    [
      'host_websudo',
      'by-groups-and-remote-api',
      { [`${rpc}/isActiveUser`]: isActive, [`${rpc}/getSpacePermissionSets`]: webSudo },
    ],
  ] as const)('is absent as %s, and everybody is found %s', async (absence, everybody, answers) => {
    const { found, findings } = await askRemote(answers);
    expect(new Set(found.map((state) => state.absence))).toEqual(new Set([absence]));
    expect(found.some((state) => state.present)).toBe(false);
    expect(findings.everybody).toBe(everybody);
  });

  it('is not asked for with a token', async () => {
    const { http, found } = await askRemote({ [`${rpc}/isActiveUser`]: isActive }, token);
    expect(new Set(found.map((state) => state.absence))).toEqual(new Set(['host_basic_needed']));
    expect(http.sent.every((one) => one.method === 'GET')).toBe(true);
  });

  it.each([
    ['host_captcha', { status: 401, headers: { 'x-seraph-loginreason': 'AUTHENTICATION_DENIED' } }],
    ['host_unauthorised', { status: 401, headers: { 'x-seraph-loginreason': 'AUTHENTICATED_FAILED' } }],
    ['host_error', { status: 500, text: '<html>' }],
    ['host_rate_limited', { status: 429 }],
  ] as const)('stays open when the answer tells nothing about it: %s', async (code, answer) => {
    await expect(askRemote({ [`${rpc}/isActiveUser`]: answer })).rejects.toMatchObject({ code });
  });

  it('is not asked for where REST has everything', async () => {
    const there: FakeAnswer = { status: 405 };
    const { http, findings } = await ask(
      '8.5.0',
      {
        '/rest/api/user/list': listed([]),
        '/rest/api/admin/user/{username}/disable': there,
        '/rest/api/admin/user/{username}/enable': there,
        '/rest/api/admin/user/{username}': there,
        '/rest/api/user/{username}/group/{groupName}': there,
      },
      { credentials: basic },
    );
    expect(findings.everybody).toBe('listed');
    expect(http.sent.every((one) => one.method === 'GET')).toBe(true);
  });

  it('counts a version for nothing once REST answered that the change is missing', async () => {
    const { findings } = await ask('8.5.16', {}, { doubted: new Set<Capability>(['users.disable']) });
    const ways = Object.fromEntries(findings.states.map((state) => [state.capability, state.way]));
    expect(ways).toMatchObject({ 'users.disable': null, 'users.enable': 'rest' });
  });
});
