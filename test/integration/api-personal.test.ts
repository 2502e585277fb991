// What people keep for their own page: by name, for themselves alone, whatever their role.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ApiHarness, api, startApi } from './api-harness.ts';

let harness: ApiHarness;

beforeEach(async () => {
  harness = await startApi({
    env: { UM_ADMIN_GROUPS: 'confluence-administrators', UM_AUDITOR_GROUPS: 'confluence-users' },
  });
});
afterEach(() => harness.close());

async function callAs(token: string, method: 'GET' | 'PUT' | 'DELETE', path: string, payload?: object) {
  const opened = await harness.send({
    method: 'POST',
    url: `${api}/session`,
    headers: { 'x-um-request': '1' },
    payload: { token },
  });
  const headers = { authorization: `Bearer ${opened.json().accessToken}`, 'x-um-request': '1' };
  return harness.send({ method, url: `${api}${path}`, headers, ...(payload === undefined ? {} : { payload }) });
}

describe('what people keep for their own page', () => {
  it('is named, written anew, forgotten, and seen by nobody else', async () => {
    const name = 'Idle / 50 % <b>Köln</b>';
    const path = `/personal/filters/${encodeURIComponent(name)}`;
    const saved = await harness.call('PUT', path, { query: 'q=%5B%5D&s=a' });
    expect(saved.json()).toEqual({ filters: [{ name, query: 'q=%5B%5D&s=a', savedAt: harness.now() }], columns: null });
    await harness.call('PUT', path, { query: 's=b' });
    expect((await harness.call('GET', '/personal')).json().filters).toMatchObject([{ name, query: 's=b' }]);
    expect((await callAs('token-of-bob', 'GET', '/personal')).json()).toEqual({ filters: [], columns: null });
    expect((await callAs('token-of-bob', 'DELETE', path)).json().error.code).toBe('filter_not_found');
    expect((await harness.call('DELETE', path)).json().filters).toEqual([]);
  });

  it('is kept by auditors too, who change nothing else', async () => {
    const saved = await callAs('token-of-bob', 'PUT', '/personal/columns', { columns: ['user', 'seat'] });
    expect([saved.statusCode, saved.json().columns]).toEqual([200, ['user', 'seat']]);
    expect((await callAs('token-of-bob', 'PUT', '/lists/leavers', { csv: 'username\nx' })).json().error.code).toBe(
      'role_too_low',
    );
    expect((await harness.call('GET', '/personal')).json().columns).toBeNull();
  });

  it('is a hundred filters at most, each with a name that can be seen', async () => {
    for (let number = 1; number <= 100; number += 1) {
      await harness.call('PUT', `/personal/filters/${number}`, { query: '' });
    }
    expect((await harness.call('PUT', '/personal/filters/101', { query: '' })).json().error.code).toBe(
      'too_many_filters',
    );
    expect((await harness.call('PUT', '/personal/filters/100', { query: 's=x' })).statusCode).toBe(200);
    expect((await harness.call('PUT', '/personal/filters/%20', { query: '' })).statusCode).toBe(400);
  });
});
