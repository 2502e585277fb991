// The mails a simulated policy would send, over the API: rendered as the next run would write them, and sent to nobody.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;

beforeAll(async () => {
  harness = await startApi();
  const { snapshots } = harness.store;
  const readAt = harness.now();
  const id = await snapshots.begin({ hostId: 'host-1', startedAt: readAt });
  const users = ['eve', 'joe', 'um-service'].map((name) => ({
    userKey: (name === 'um-service' ? 'key-service' : `key-${name}`) as UserKey,
    username: name as Username,
    displayName: name.toUpperCase(),
    email: `${name}@example.com`,
    status: 'active' as const,
    activity: { state: 'seen', at: '2025-06-01T00:00:00.000Z', kind: 'login', source: 'users.list', readAt } as const,
    createdAt: null,
  }));
  await snapshots.addUsers(id, users, readAt);
  const administrators = 'confluence-administrators';
  await snapshots.addGroups(id, [{ name: administrators, knowledge: 'complete', directMembers: 0, childGroups: [] }]);
  const sources = [{ source: 'groups.list', state: 'complete' as const, reason: null, count: 1, readAt }];
  await snapshots.finish(id, { finishedAt: readAt, sources });
});
afterAll(() => harness.close());

const policyOf = (id: string, parts: object) => ({
  policy: id,
  name: id,
  criteria: { username: ['joe', 'eve'] },
  actions: ['disable'],
  ...parts,
});

async function simulate(payload: object) {
  const response = await harness.call('POST', '/simulations', payload);
  expect([response.statusCode, response.body]).toEqual([201, expect.any(String)]);
  return response.json();
}

async function read(path: string) {
  return (await harness.call('GET', path)).json();
}

describe('the mails of a simulation', () => {
  it('are those the next run would send: the report to whom the policy names, the warning to the first who is warned', async () => {
    const stages = [
      { afterDays: 0, warn: { ask: 'the wiki team' } },
      { afterDays: 14, actions: ['disable'] },
    ];
    const schedule = { cron: '0 2 * * *', zone: 'UTC' };
    const parts = {
      schedule,
      precedence: 1,
      actions: undefined,
      stages,
      report: { to: ['ada@example.com'], users: ['joe'] },
    };
    const { id } = await simulate({
      definition: policyOf('warned', { ...parts, limits: { maxPercent: 100 } }),
    });
    const { report, warning } = await read(`/simulations/${id}/mails`);
    expect(report).toMatchObject({
      to: ['ada@example.com', 'joe@example.com'],
      subject: expect.stringContaining('TEST: 2 users would be'),
    });
    expect(report.text).toContain('EVE');
    expect(warning.to).toEqual(['eve@example.com']);
    expect(warning.text).toContain('Questions: ask the wiki team.');
    expect(warning.html).toContain('the wiki team');
    expect(await harness.store.outbox.list({ limit: 10 })).toEqual([]);
  });

  it('are no warning where nobody would be warned, and a report of a held run where guards would hold it', async () => {
    const { id } = await simulate({ definition: policyOf('held', { limits: { maxUsers: 1 } }) });
    const { report, warning } = await read(`/simulations/${id}/mails`);
    expect([report.to, warning]).toEqual([[], null]);
    expect(report.subject).toContain('Held, 2 users would be changed');
    expect((await read('/simulations/999/mails')).error.code).toBe('simulation_not_found');
  });
});
