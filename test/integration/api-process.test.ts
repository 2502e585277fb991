// The process over the API: observe until told otherwise, stop at once, and never mistake a clone for the real site.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostFailure } from '../../sidecar/src/adapters/ports.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;

beforeEach(async () => {
  harness = await startApi();
});
afterEach(() => harness.close());

async function bind(): Promise<void> {
  await harness.store.settings.bindHostOnce({
    hostId: 'host-1',
    statedUrl: 'https://wiki.test',
    configuredUrl: 'http://confluence.test',
    boundAt: harness.now(),
    confirmedBy: null,
  });
}

const look = async () => (await harness.call('GET', '/process')).json();

describe('the process', () => {
  it('starts observing, without a stop, bound to nothing', async () => {
    expect(await look()).toEqual({
      mode: 'observe',
      emergencyStop: null,
      nestedGroups: 'read',
      rollingPercent: 10,
      maxPerMinute: null,
      maxNewcomers: 50,
      retention: { beforeImageDays: 90, snapshotDays: 30, lastCleanUp: null },
      quietTimes: null,
      approval: { twoPersons: false, days: 7 },
      rightsCeiling: 'confluence',
      host: {
        state: 'unbound',
        binding: null,
        seen: { hostId: 'host-1', statedUrl: 'https://wiki.test', configuredUrl: 'http://confluence.test' },
        failure: null,
      },
    });
  });

  it('changes by a word, and the audit trail says by whom', async () => {
    expect((await harness.call('PUT', '/process/mode', { mode: 'live' })).json().mode).toBe('live');
    expect((await harness.call('PUT', '/process/nested-groups', { value: 'declared-none' })).json().nestedGroups).toBe(
      'declared-none',
    );
    expect((await harness.call('PUT', '/process/emergency-stop', { on: true })).json().emergencyStop).toEqual({
      by: 'ada',
      at: harness.now(),
    });
    const { items } = (await harness.call('GET', '/audit?limit=3')).json();
    expect(items.map(({ actor }: { actor: string }) => actor)).toEqual(['ada', 'ada', 'ada']);
    expect(harness.woken).toContain('runner');
  });

  it.each([
    ['/process/mode', { mode: 'LIVE' }],
    ['/process/mode', {}],
    ['/process/emergency-stop', { on: 'true' }],
    ['/process/emergency-stop', { on: true, force: true }],
    ['/process/nested-groups', { value: 'none' }],
    ['/process/rolling-limit', { percent: 101 }],
    ['/process/pace', { users: 0 }],
    ['/process/newcomers', { users: 1001 }],
    ['/process/retention', { beforeImageDays: 29, snapshotDays: 30 }],
    [
      '/process/quiet-times',
      { quietTimes: { zone: 'UTC', weekly: [{ days: [8], from: '08:00', to: '9:00' }], freezes: [] } },
    ],
  ])('refuses %s %j: bodies are taken as they are written', async (path, body) => {
    expect((await harness.call('PUT', path, body)).statusCode).toBe(400);
    expect(await look()).toMatchObject({ mode: 'observe', emergencyStop: null, nestedGroups: 'read' });
  });
});

it('quiet times and the limit of the week are read and set, and what makes no sense is refused', async () => {
  const quietTimes = {
    zone: 'Europe/Berlin',
    weekly: [{ days: [1, 5], from: '08:00', to: '18:00' }],
    freezes: [{ from: '2026-12-20', to: '2027-01-03' }],
  };
  expect((await harness.call('PUT', '/process/quiet-times', { quietTimes })).json()).toMatchObject({ quietTimes });
  expect((await harness.call('PUT', '/process/rolling-limit', { percent: 5 })).json().rollingPercent).toBe(5);
  expect((await harness.call('PUT', '/process/pace', { users: 30 })).json().maxPerMinute).toBe(30);
  expect((await harness.call('PUT', '/process/pace', { users: null })).json().maxPerMinute).toBeNull();
  const wrong = { quietTimes: { ...quietTimes, zone: 'Mars/Olympus' } };
  expect((await harness.call('PUT', '/process/quiet-times', wrong)).json().error.code).toBe('quiet_times_wrong');
  expect(await look()).toMatchObject({ quietTimes, rollingPercent: 5 });
  expect((await harness.call('PUT', '/process/quiet-times', { quietTimes: null })).json().quietTimes).toBeNull();
});

describe('the emergency stop', () => {
  it('keeps who stopped first and when, and holds new readings and runs', async () => {
    await harness.call('PUT', '/process/emergency-stop', { on: true });
    const first = harness.now();
    harness.advance(60_000);
    expect((await harness.call('PUT', '/process/emergency-stop', { on: true })).json().emergencyStop.at).toBe(first);
    await harness.call('PUT', '/policies/p', {
      policy: 'p',
      name: 'P',
      criteria: { status: 'active' },
      actions: ['disable'],
    });
    for (const path of ['/snapshots', '/policies/p/runs']) {
      const response = await harness.call('POST', path);
      expect([response.statusCode, response.json().error.code]).toEqual([409, 'emergency_stop']);
    }
    expect((await harness.call('PUT', '/process/emergency-stop', { on: false })).json().emergencyStop).toBeNull();
    expect((await harness.call('POST', '/policies/p/runs')).statusCode).toBe(201);
    expect(harness.woken.at(-1)).toBe('runner');
  });
});

describe('the Confluence at the other end', () => {
  it('is known again', async () => {
    await bind();
    expect((await look()).host).toMatchObject({ state: 'confirmed', binding: { hostId: 'host-1', confirmedBy: null } });
  });

  it('is not mistaken for its clone, until a person confirms that very one', async () => {
    await bind();
    harness.host.identity = { ...harness.host.identity, hostId: 'host-2' };
    expect((await look()).host.state).toBe('changed');
    const other = await harness.call('POST', '/process/host/confirm', { hostId: 'host-1' });
    expect([other.statusCode, other.json().error.code]).toEqual([409, 'host_changed']);
    const confirmed = await harness.call('POST', '/process/host/confirm', { hostId: 'host-2' });
    expect(confirmed.json().host).toMatchObject({
      state: 'confirmed',
      binding: { hostId: 'host-2', confirmedBy: 'ada' },
    });
  });

  it('is not mistaken for a restored copy that keeps the id and answers elsewhere', async () => {
    await bind();
    harness.host.identity = { ...harness.host.identity, statedUrl: 'https://wiki-staging.test' };
    expect((await look()).host.state).toBe('changed');
    expect((await harness.call('POST', '/process/host/confirm')).json().host.state).toBe('confirmed');
  });

  it('is asked at most every half minute, however many people look', async () => {
    await Promise.all([look(), look(), harness.call('GET', '/host')]);
    const { questions } = harness.host;
    await look();
    expect(harness.host.questions).toBe(questions);
    harness.advance(31_000);
    await look();
    expect(harness.host.questions).toBeGreaterThan(questions);
  });

  it('shows its abilities with evidence and what they unlock', async () => {
    expect((await harness.call('GET', '/host')).json()).toEqual({
      checkedAt: harness.now(),
      configuredUrl: 'http://confluence.test',
      identity: harness.host.identity,
      ownAccount: { userKey: 'key-service', username: 'um-service' },
      readOnly: false,
      serviceToken: { expiresAt: null, known: 'unknown', endsSoon: false },
      capabilities: [
        expect.objectContaining({ capability: 'users.list', present: true, evidence: 'GET /rest/api/user/list' }),
        expect.objectContaining({
          capability: 'users.delete',
          present: false,
          unlocks: ['actions.delete', 'actions.deleteOrDisable'],
        }),
      ],
      failure: null,
    });
  });

  it('may be down: the page says so in one sentence, health stays ready, confirming is refused', async () => {
    await bind();
    harness.host.failure = new HostFailure('host_unreachable', { request: 'GET /rest/applinks with raw words' });
    expect((await look()).host).toMatchObject({
      state: 'unreachable',
      seen: null,
      failure: { code: 'host_unreachable' },
    });
    expect((await harness.call('GET', '/host')).json()).toMatchObject({
      identity: null,
      failure: { code: 'host_unreachable' },
    });
    const confirm = await harness.call('POST', '/process/host/confirm');
    expect([confirm.statusCode, confirm.json().error.code]).toEqual([502, 'host_unreachable']);
    expect(confirm.body).not.toContain('raw words');
    const ready = await harness.send({ url: '/health/ready' });
    expect([ready.statusCode, ready.json()]).toEqual([200, { ready: true, store: 'answers', host: 'fails' }]);
  });
});

describe('readiness', () => {
  it('ends with the store', async () => {
    const broken = await startApi();
    await broken.store.close();
    const response = await broken.send({ url: '/health/ready' });
    expect([response.statusCode, response.json()]).toEqual([503, { ready: false, store: 'silent', host: 'not-asked' }]);
    expect((await broken.send({ url: '/health/live' })).statusCode).toBe(200);
    await broken.app.close();
  });
});
