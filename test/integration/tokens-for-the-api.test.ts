// Tokens for the API: made by a person, shown once, bounded by what their owner may do, and never a person themselves.
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { HostFailure } from '../../sidecar/src/adapters/ports.ts';
import { type ApiHarness, api, startApi } from './api-harness.ts';

let harness: ApiHarness | null = null;
afterEach(async () => {
  await harness?.close();
  harness = null;
});

const env = { UM_ADMIN_GROUPS: 'um-admins', UM_OPERATOR_GROUPS: 'um-operators' };
const ada = { userKey: 'key-ada', username: 'ada', displayName: 'ADA' };

async function open() {
  const state = { groups: ['um-admins'] as readonly string[] | null, hostFails: false };
  const person = () => ({ ...ada, groups: state.groups ?? [] }) as never;
  const started = await startApi({
    env,
    identify: async () => person(),
    groupsOf: async () => {
      if (state.hostFails) throw new HostFailure('host_unreachable', { request: 'GET /rest/api/user' });
      return state.groups;
    },
  });
  harness = started;
  const make = async (wanted: object = {}) => {
    const payload = { name: 'Nightly export', role: 'auditor', days: 30, ...wanted };
    return started.call('POST', '/tokens', payload);
  };
  const use = async (token: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'x-um-request': '1' };
    const request = { method, url: `${api}${path}`, headers, ...(payload === undefined ? {} : { payload }) };
    const answer = await started.send(request);
    return { status: answer.statusCode, code: answer.statusCode >= 400 ? answer.json().error.code : null };
  };
  return { started, state, make, use, list: async () => (await started.call('GET', '/tokens')).json().items };
}

describe('a token for the API', () => {
  it('is told once, and kept as a hash that nothing can be opened with', async () => {
    const { started, make, use, list } = await open();
    const made = await make();
    expect(made.statusCode).toBe(201);
    const { token, ...rest } = made.json();
    expect(token).toMatch(/^um_[\w-]{43}$/);
    expect(rest).toMatchObject({
      name: 'Nightly export',
      role: 'auditor',
      state: 'holds',
      owner: ada,
      lastUsedAt: null,
    });
    expect(await list()).toEqual([rest]);
    const hash = createHash('sha256').update(token).digest('hex');
    expect(await started.store.apiTokens.find(hash, started.now())).toMatchObject({ name: 'Nightly export' });
    expect(await use(`um_${hash}`, 'GET', '/process')).toMatchObject({ code: 'not_signed_in' });
    expect(started.logLines.join('\n')).not.toContain(token);
  });

  it('opens what its role does, and its last use is told', async () => {
    const { started, make, use, list } = await open();
    const { token } = (await make()).json();
    expect(await use(token, 'GET', '/process')).toMatchObject({ status: 200 });
    expect(await list()).toMatchObject([{ lastUsedAt: started.now() }]);
    expect(await use(token, 'POST', '/snapshots', {})).toMatchObject({ code: 'role_too_low' });
  });

  it('may never do more than its owner may at that moment, and nothing once the owner has no role', async () => {
    const { started, state, make, use } = await open();
    const { token } = (await make({ role: 'administrator' })).json();
    const list = { csv: 'username\nada\n' };
    expect(await use(token, 'PUT', '/process/approval', { twoPersons: true, days: 7 })).toMatchObject({
      code: 'token_not_enough',
    });
    expect(await use(token, 'DELETE', '/tokens/99')).toMatchObject({ code: 'token_not_found' });
    state.groups = ['um-operators'];
    expect(await use(token, 'DELETE', '/tokens/99')).toMatchObject({ code: 'role_too_low' });
    expect(await use(token, 'PUT', '/lists/some', list)).not.toMatchObject({ code: 'role_too_low' });
    state.groups = null;
    started.advance(61_000);
    expect(await use(token, 'GET', '/process')).toMatchObject({ status: 403, code: 'not_allowed' });
  });

  it('stops opening at its end, and at once when it is taken back', async () => {
    const { started, make, use } = await open();
    const short = (await make({ days: 1 })).json();
    const long = (await make({ name: 'Other', days: 366 })).json();
    started.advance(24 * 3_600_000);
    expect(await use(short.token, 'GET', '/process')).toMatchObject({ status: 401, code: 'not_signed_in' });
    expect(await use(long.token, 'GET', '/process')).toMatchObject({ status: 200 });
    await started.store.apiTokens.revoke({ id: long.id, by: 'ada', at: started.now() });
    expect(await use(long.token, 'GET', '/process')).toMatchObject({ status: 401, code: 'not_signed_in' });
    const items = await started.store.apiTokens.list({ limit: 10, before: null });
    expect(items.map(({ name, revokedBy }) => [name, revokedBy])).toEqual([
      ['Other', 'ada'],
      ['Nightly export', null],
    ]);
  });

  it('is taken back by an administrator, twice without harm, and the audit trail says by whom', async () => {
    const { started, make } = await open();
    const { id } = (await make()).json();
    expect((await started.call('DELETE', `/tokens/${id}`)).json()).toMatchObject({
      state: 'revoked',
      revokedBy: 'ada',
    });
    expect((await started.call('DELETE', `/tokens/${id}`)).statusCode).toBe(200);
    expect((await started.call('DELETE', '/tokens/99')).json().error.code).toBe('token_not_found');
    const { items } = (await started.call('GET', '/audit?limit=10')).json();
    const events = items.map(({ event }: { event: string }) => event);
    expect(events.filter((event: string) => event.startsWith('token.'))).toEqual(['token.revoked', 'token.created']);
  });

  it('is named beside its owner where it acted for them, in the trail and in its CSV, and not where they acted', async () => {
    const { started, make, use } = await open();
    const { id, token } = (await make({ role: 'operator' })).json();
    expect(await use(token, 'POST', '/snapshots', {})).toMatchObject({ status: 202 });
    expect((await started.call('POST', '/snapshots', {})).statusCode).toBe(202);
    const asked = { actor: 'ada', event: 'snapshot.requested' };
    expect((await started.call('GET', '/audit?limit=2')).json().items).toMatchObject([
      { ...asked, byToken: null },
      { ...asked, byToken: id, details: { byToken: id } },
    ]);
    const rows: string[] = (await started.call('GET', '/exports/audit')).body.split('\r\n');
    expect(rows[0]).toMatch(/,by_token$/);
    const told = rows.filter((row) => row.includes(',ada,,snapshot.requested,'));
    expect(told.map((row) => row.slice(row.lastIndexOf(',') + 1))).toEqual(['', `${id}`]);
  });

  it('leaves an entry that names it, its owner, and whoever took it back, be it another token', async () => {
    const { started, make, use } = await open();
    const lost = (await make()).json();
    const other = (await make({ name: 'Watch', role: 'administrator' })).json();
    expect(await use(other.token, 'DELETE', `/tokens/${lost.id}`)).toMatchObject({ status: 200 });
    expect((await started.call('DELETE', `/tokens/${other.id}`)).statusCode).toBe(200);
    const revoked = { event: 'token.revoked', actor: 'ada', about: 'ada' };
    expect((await started.call('GET', '/audit?limit=2')).json().items).toMatchObject([
      { ...revoked, byToken: null, details: { token: other.id } },
      { ...revoked, byToken: other.id, details: { token: lost.id } },
    ]);
  });

  it('is named where it asked for a run in the name of its owner', async () => {
    const { started, make, use } = await open();
    const { id, token } = (await make({ role: 'operator' })).json();
    const policy = { policy: 'idle', name: 'Idle', criteria: { inactiveDays: 90 }, actions: ['disable'] };
    expect((await started.call('PUT', '/policies/idle', policy)).statusCode).toBe(200);
    expect(await use(token, 'POST', '/policies/idle/runs', {})).toMatchObject({ status: 201 });
    expect((await started.call('GET', '/audit?event=run.requested')).json().items).toMatchObject([
      { actor: 'ada', byToken: id },
    ]);
  });

  it('is made by an administrator with fresh credentials alone', async () => {
    const { started, state, make } = await open();
    await make();
    started.advance(11 * 60_000);
    expect((await make()).json().error.code).toBe('proof_needed');
    state.groups = ['um-operators'];
    expect((await make()).json().error.code).toBe('role_too_low');
  });

  it.each([
    ['makes no other token', 'POST', '/tokens', { name: 'x', role: 'auditor', days: 1 }],
    ['approves nothing', 'POST', '/runs/1/approve', { digest: 'a'.repeat(64) }],
    ['rejects nothing', 'POST', '/runs/1/reject', {}],
    ['carries nothing out', 'POST', '/runs/1/carry-out', { digest: 'a'.repeat(64) }],
    ['takes nothing back', 'POST', '/runs/1/undo', {}],
    ['switches nothing live', 'PUT', '/process/mode', { mode: 'live' }],
    ['does not lift the emergency stop', 'PUT', '/process/emergency-stop', { on: false }],
    ['defines no field by which policies select', 'PUT', '/fields/badge', { name: 'Badge', kind: 'text' }],
    ['lets no paused run go on', 'POST', '/runs/1/resume', {}],
    ['gives no credentials of a person', 'POST', '/session/proof', { token: 'x' }],
  ] as const)('%s, because it is no person', async (_, method, path, payload) => {
    const { make, use } = await open();
    const { token } = (await make({ role: 'administrator' })).json();
    expect(await use(token, method, path, payload)).toMatchObject({ status: 403, code: 'token_not_enough' });
  });

  it('runs a policy, and stops everything even where Confluence does not answer', async () => {
    const { state, make, use } = await open();
    const { token } = (await make({ role: 'operator' })).json();
    expect(await use(token, 'POST', '/policies/none/runs', {})).toMatchObject({ code: 'policy_not_found' });
    state.hostFails = true;
    expect(await use(token, 'POST', '/policies/none/runs', {})).toMatchObject({ code: 'host_unreachable' });
    expect(await use(token, 'PUT', '/process/emergency-stop', { on: true })).toMatchObject({ status: 200 });
  });

  it('still needs the header that no foreign page can send, for changes', async () => {
    const { started, make } = await open();
    const { token } = (await make({ role: 'operator' })).json();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await started.send({ method: 'POST', url: `${api}/snapshots`, headers, payload: {} });
    expect(answer.json().error.code).toBe('csrf_header_missing');
  });

  it('is refused where a hundred hold already', async () => {
    const { make } = await open();
    for (let count = 0; count < 100; count += 1) expect((await make()).statusCode).toBe(201);
    expect((await make()).json().error.code).toBe('too_many_tokens');
  });
});
