// Policies over the API: checked before they are kept, in test mode until somebody says otherwise, read-only from files.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostFailure } from '../../sidecar/src/adapters/ports.ts';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;

beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

const sound = {
  policy: 'inactive-90',
  name: 'Inactive for 90 days',
  schedule: { cron: '0 2 * * *', zone: 'Europe/Berlin' },
  criteria: { all: [{ inactiveDays: 90 }, { not: { inGroup: 'keep' } }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
};

async function lastAudit() {
  return (await harness.store.audit.list({ limit: 1, before: null }))[0];
}

describe('saving a policy', () => {
  it('keeps a new one in test mode, fills in the defaults and shows its next five runs', async () => {
    const response = await harness.call('PUT', '/policies/inactive-90', sound);
    expect(response.statusCode).toBe(200);
    const { changed, warnings, policy } = response.json();
    expect(changed).toBe(true);
    expect(warnings[0].message).toContain('Confluence was never read; sync first');
    expect(policy).toMatchObject({
      id: 'inactive-90',
      version: 1,
      mode: 'test',
      origin: { kind: 'api', by: 'ada' },
      lastRun: null,
      definition: { ...sound, schedule: { ...sound.schedule, missed: 'run-once' }, limits: { maxPercent: 5 } },
    });
    expect(policy.nextRuns).toHaveLength(5);
    expect(policy.nextRuns[0]).toEqual({ localTime: '2026-03-03T02:00', instant: '2026-03-03T01:00:00.000Z' });
    expect(harness.woken).toContain('scheduler');
    expect(await lastAudit()).toMatchObject({
      actor: 'ada',
      event: 'policy.saved',
      details: { policy: 'inactive-90', version: 1 },
    });
  });

  it('writes no version when nothing differs, and a new one when something does', async () => {
    expect((await harness.call('PUT', '/policies/inactive-90', sound)).json()).toMatchObject({
      changed: false,
      policy: { version: 1 },
    });
    const renamed = { ...sound, name: 'Quiet for 90 days' };
    expect((await harness.call('PUT', '/policies/inactive-90', renamed)).json()).toMatchObject({
      changed: true,
      policy: { version: 2 },
    });
  });

  it('is refused where somebody saved another version in between, and says which one stands there now', async () => {
    const seen = (await harness.call('GET', '/policies/inactive-90')).json().version;
    const by = (name: string, headers: Record<string, string>) =>
      harness.call('PUT', '/policies/inactive-90', { ...sound, name }, headers);
    expect((await by('By Bob', { 'if-match': `"${seen}"` })).json()).toMatchObject({ changed: true });
    const late = await by('By Ada', { 'if-match': `${seen}` });
    expect([late.statusCode, late.json().error]).toEqual([
      409,
      {
        code: 'policy_overtaken',
        message: 'Somebody saved this policy in between. Look at what they changed, then save over their version.',
        details: [{ path: 'inactive-90', message: `is at version ${seen + 1} now` }],
      },
    ]);
    expect((await by('New', { 'if-none-match': '*' })).json().error.code).toBe('policy_overtaken');
    expect((await by('By Ada', { 'if-match': 'yesterday' })).statusCode).toBe(400);
    expect((await harness.call('GET', '/policies/inactive-90')).json()).toMatchObject({
      name: 'By Bob',
      version: seen + 1,
    });
  });

  it('refuses one with faults, names every place and keeps nothing', async () => {
    const faulty = { ...sound, criteria: { inactivDays: 90 }, actions: [], schedule: { cron: '0 0 31 2 *' } };
    const response = await harness.call('PUT', '/policies/faulty', { ...faulty, policy: 'faulty' });
    expect([response.statusCode, response.json().error.code]).toEqual([422, 'policy_invalid']);
    const paths = response.json().error.details.map((detail: { path: string }) => detail.path);
    expect(paths).toEqual(expect.arrayContaining(['criteria.inactivDays', 'actions', 'schedule.cron']));
    expect((await harness.call('GET', '/policies/faulty')).statusCode).toBe(404);
  });

  it('refuses one whose name is not the one in the address', async () => {
    const response = await harness.call('PUT', '/policies/another', sound);
    expect(response.json().error).toMatchObject({ code: 'policy_invalid', details: [{ path: 'policy' }] });
  });

  it.each([
    ['nothing', undefined],
    ['a list', [1, 2]],
    ['an empty object', {}],
  ])('refuses %s', async (_what, payload) => {
    expect((await harness.call('PUT', '/policies/nothing', payload)).statusCode).toBe(422);
  });

  it('checks its groups once they are known', async () => {
    const { snapshots } = harness.store;
    const id = await snapshots.begin({ hostId: 'host-1', startedAt: harness.now() });
    await snapshots.addGroups(id, [
      { name: 'confluence-users', knowledge: 'complete', directMembers: 0, childGroups: [] },
      { name: 'keepers', knowledge: 'complete', directMembers: 0, childGroups: [] },
    ]);
    await snapshots.finish(id, { finishedAt: harness.now(), sources: [] });
    const response = await harness.call('PUT', '/policies/inactive-90', sound);
    expect(response.statusCode).toBe(422);
    expect(response.json().error.details[0]).toMatchObject({
      path: 'criteria.all[1].not.inGroup',
      message: expect.stringContaining('keepers'),
    });
    const right = { ...sound, criteria: { all: [{ inactiveDays: 90 }, { not: { inGroup: 'Keepers' } }] } };
    expect((await harness.call('PUT', '/policies/inactive-90', right)).json()).toMatchObject({
      changed: true,
      warnings: [],
    });
  });
});

describe('a policy in use', () => {
  it('is listed with its next run', async () => {
    const { items } = (await harness.call('GET', '/policies')).json();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      id: 'inactive-90',
      nextRun: { localTime: '2026-03-03T02:00' },
      schedule: { zone: 'Europe/Berlin' },
    });
  });

  it('goes live and back by a word, each noted once', async () => {
    const before = (await lastAudit())?.id ?? 0;
    for (const mode of ['live', 'live', 'test']) {
      expect((await harness.call('PUT', '/policies/inactive-90/mode', { mode })).json().mode).toBe(mode);
    }
    const entries = await harness.store.audit.list({ limit: 10, before: null });
    const changes = entries.filter(({ id }) => id > before).map(({ details }) => details);
    expect(changes).toEqual([
      { policy: 'inactive-90', from: 'live', to: 'test' },
      { policy: 'inactive-90', from: 'test', to: 'live' },
    ]);
    expect((await harness.call('PUT', '/policies/inactive-90/mode', { mode: 'on' })).statusCode).toBe(400);
    expect((await harness.call('PUT', '/policies/unheard-of/mode', { mode: 'live' })).json().error.code).toBe(
      'policy_not_found',
    );
  });

  it('is retired by a word and then gone from the list, its runs not', async () => {
    const run = (await harness.call('POST', '/policies/inactive-90/runs')).json();
    const response = await harness.call('DELETE', '/policies/inactive-90');
    expect([response.statusCode, response.json()]).toEqual([200, { id: 'inactive-90', retired: true }]);
    expect(await lastAudit()).toMatchObject({ event: 'policy.retired', details: { policy: 'inactive-90' } });
    for (const method of ['GET', 'DELETE'] as const) {
      expect((await harness.call(method, '/policies/inactive-90')).json().error.code).toBe('policy_not_found');
    }
    expect((await harness.call('GET', `/runs/${run.id}`)).statusCode).toBe(200);
  });
});

describe('a policy at a Confluence that lacks what it asks for', () => {
  const message = sentenceOf('host_changes_absent');
  const removal = { ...sound, policy: 'removal', criteria: { username: ['amy'] }, actions: ['disable', 'delete'] };

  it('says so when it is saved and whenever it is read, with what would help', async () => {
    const saved = await harness.call('PUT', '/policies/removal', removal);
    expect(saved.json().policy.missing).toEqual([{ code: 'host_changes_absent', message }]);
    const { missing } = (await harness.call('GET', '/policies/removal')).json();
    expect(missing).toEqual([{ code: 'host_changes_absent', message }]);
  });

  it('says of none while Confluence does not answer: nothing is known then', async () => {
    harness.advance(31_000);
    harness.host.failure = new HostFailure('host_unreachable', { request: 'GET /rest/applinks/1.0/manifest' });
    const policy = await harness.call('GET', '/policies/removal');
    expect([policy.statusCode, policy.json().missing]).toEqual([200, null]);
    harness.host.failure = null;
    harness.advance(31_000);
    expect((await harness.call('GET', '/policies/removal')).json().missing).toHaveLength(1);
  });
});

describe('a policy that is managed by a file', () => {
  const definition: PolicyDefinition = {
    policy: 'from-file' as PolicyId,
    name: 'From a file',
    criteria: { status: 'disabled' },
    actions: ['delete'],
    limits: { maxPercent: 5, snapshotMaxAgeHours: 24 },
    protect: { users: [], groups: [] },
    report: { to: [] },
  };

  beforeAll(async () => {
    await harness.store.policies.save({
      definition,
      origin: { kind: 'file', file: 'from-file.yaml' },
      at: harness.now(),
    });
  });

  it('names its file and is neither replaced nor retired here', async () => {
    expect((await harness.call('GET', '/policies/from-file')).json()).toMatchObject({
      origin: { kind: 'file', file: 'from-file.yaml' },
      nextRuns: [],
    });
    for (const response of [
      await harness.call('PUT', '/policies/from-file', { ...sound, policy: 'from-file' }),
      await harness.call('DELETE', '/policies/from-file'),
    ]) {
      expect([response.statusCode, response.json().error.code]).toEqual([409, 'policy_managed_by_file']);
      expect(response.json().error.details[0].path).toBe('from-file.yaml');
    }
  });

  it('is switched between test and live here all the same: the file says what, not whether', async () => {
    expect((await harness.call('PUT', '/policies/from-file/mode', { mode: 'live' })).statusCode).toBe(200);
  });
});

describe('when a policy runs', () => {
  const policy = { policy: 'timed', name: 'Timed', criteria: { status: 'active' }, actions: ['disable'] };

  it('is told for the next five runs, with zone, instant, and in words what the change of clocks does to them', async () => {
    const schedule = { cron: '30 2 * * SUN', zone: 'Europe/Berlin' };
    await harness.call('PUT', '/policies/timed', { ...policy, schedule });
    const next = (await harness.call('GET', '/policies/timed/next')).json();
    expect(next).toMatchObject({ policyId: 'timed', schedule: { ...schedule, missed: 'run-once' }, on: null });
    expect(next.items).toHaveLength(5);
    expect(next.items[3]).toEqual({
      localTime: '2026-03-29T02:30',
      zone: 'Europe/Berlin',
      offsetMinutes: 120,
      instant: '2026-03-29T01:00:00.000Z',
      notes: [
        { kind: 'clock-goes-forward', message: 'By then the clock has gone forward by 60 minutes.' },
        {
          kind: 'skipped-local-time',
          message: 'The clock skips this local time; the run begins right after, at 2026-03-29 03:00.',
        },
      ],
    });
    expect((await harness.call('GET', '/policies/unheard-of/next')).statusCode).toBe(404);
  });

  it('may hang on an event instead, every hour unless it says so, and never on both', async () => {
    const saved = await harness.call('PUT', '/policies/timed', { ...policy, on: { event: 'creation' } });
    expect(saved.json().policy.definition.on).toEqual({ event: 'creation', everyMinutes: 60 });
    expect((await harness.call('GET', '/policies/timed/next')).json()).toMatchObject({
      on: { event: 'creation' },
      items: [],
    });
    const both = { ...policy, on: { event: 'login' }, schedule: { cron: '0 2 * * *' } };
    const refused = await harness.call('PUT', '/policies/timed', both);
    expect(refused.statusCode).toBe(422);
    expect(refused.json().error.details).toMatchObject([{ path: 'on' }]);
    expect((await harness.call('PUT', '/policies/timed', { ...policy, on: { event: 'birthday' } })).statusCode).toBe(
      422,
    );
  });
});
