// Abilities found by asking, where versions help out, and how long the findings are kept.
import { describe, expect, it } from 'vitest';
import type { HostIdentity } from '../ports.ts';
import { createFakeClient, createJumpingClock, type FakeAnswer, missingResource, restError } from '../scripted-host.ts';
import { askCapabilities, createProbe, type Findings } from './probe.ts';

const clock = createJumpingClock();
const identityOf = (version: string): HostIdentity => ({
  hostId: 'h',
  product: 'confluence',
  version,
  buildNumber: '1',
  statedUrl: '',
});
const listed = (rows: readonly object[]): FakeAnswer => ({ json: { results: rows, start: 0, limit: 200 } });

async function ask(version: string, answers: Readonly<Record<string, FakeAnswer>>) {
  const http = createFakeClient(({ path }) => answers[path] ?? missingResource);
  const findings = await askCapabilities(http, clock, identityOf(version));
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

describe('remembering what was found', () => {
  const found = (n: number) => ({ states: [], activityPath: String(n), groupsByQuery: false }) satisfies Findings;

  it('asks once for all who want to know, again after forgetting, and again after a failure', async () => {
    let rounds = 0;
    const probe = createProbe(async () => {
      rounds += 1;
      if (rounds === 3) throw new Error('down');
      return found(rounds);
    });
    await Promise.all([probe.findings(), probe.findings()]);
    expect(rounds).toBe(1);
    probe.forget();
    expect((await probe.findings()).activityPath).toBe('2');
    await expect(probe.findings({ again: true })).rejects.toThrow('down');
    expect((await probe.findings()).activityPath).toBe('4');
  });
});
