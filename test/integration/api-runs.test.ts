// Runs over the API: requested once, shown as they are at every stage, stopped politely, never mistaken for live.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan, PlanEntry } from '../../sidecar/src/domain/plan/plan.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;

beforeAll(async () => {
  harness = await startApi();
});
afterAll(() => harness.close());

async function savePolicy(id: string): Promise<void> {
  const document = {
    policy: id,
    name: id,
    criteria: { inactiveDays: 90 },
    actions: ['disable'],
    report: { to: ['a@b.test'] },
  };
  expect((await harness.call('PUT', `/policies/${id}`, document)).statusCode).toBe(200);
}

async function request(id: string, payload?: object) {
  return (await harness.call('POST', `/policies/${id}/runs`, payload)).json();
}

async function end(runId: number): Promise<void> {
  const { runs } = harness.store;
  await runs.advance({
    runId,
    from: 'requested',
    to: 'reporting',
    at: harness.now(),
    ending: 'failed',
    failure: 'host_timeout',
  });
  await runs.finish({ runId, at: harness.now(), report: { ended: true }, mails: [] });
}

describe('requesting a run', () => {
  it('rehearses while policy or process are not live, says why, and goes live when both are', async () => {
    await savePolicy('modes');
    const seen: unknown[] = [];
    const ask = async (payload?: object) => {
      const run = await request('modes', payload);
      seen.push([run.mode, run.rehearsalReason]);
      await end(run.id);
    };
    await ask();
    await harness.call('PUT', '/policies/modes/mode', { mode: 'live' });
    await ask();
    await harness.call('PUT', '/process/mode', { mode: 'live' });
    await ask();
    await ask({ mode: 'test' });
    expect(seen).toEqual([
      ['test', 'policy-in-test-mode'],
      ['test', 'process-observes'],
      ['live', null],
      ['test', 'asked-for-test'],
    ]);
  });

  it('wakes the runner and is noted with the person who asked', async () => {
    await savePolicy('noted');
    const run = await request('noted');
    expect(run).toMatchObject({ state: 'requested', policyVersion: 1, trigger: { kind: 'by-hand', by: 'ada' } });
    expect(harness.woken.at(-1)).toBe('runner');
    const [entry] = await harness.store.audit.list({ limit: 1, before: null });
    expect(entry).toMatchObject({
      actor: 'ada',
      event: 'run.requested',
      details: { run: run.id, policy: 'noted', mode: 'test' },
    });
  });

  it('is refused while the policy has an open run, for an unknown policy, and with any other mode than test', async () => {
    const open = await harness.call('POST', '/policies/noted/runs');
    expect([open.statusCode, open.json().error.code]).toEqual([409, 'policy_has_open_run']);
    const unknown = await harness.call('POST', '/policies/unheard-of/runs');
    expect([unknown.statusCode, unknown.json().error.code]).toEqual([404, 'policy_not_found']);
    expect((await harness.call('POST', '/policies/noted/runs', { mode: 'live' })).statusCode).toBe(400);
  });

  it('is given to one of many who ask at the same time', async () => {
    await savePolicy('crowd');
    const answers = await Promise.all(Array.from({ length: 8 }, () => harness.call('POST', '/policies/crowd/runs')));
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
    expect(answers.filter(({ statusCode }) => statusCode === 409)).toHaveLength(7);
  });
});

describe('cancelling a run', () => {
  it('is noted once, wakes the runner, and is too late afterwards', async () => {
    await savePolicy('cancelled');
    const { id } = await request('cancelled');
    for (let count = 0; count < 2; count += 1) {
      const response = await harness.call('POST', `/runs/${id}/cancel`);
      expect([response.statusCode, response.json().cancelRequestedBy]).toEqual([200, 'ada']);
    }
    const entries = await harness.store.audit.list({ limit: 20, before: null });
    expect(entries.filter(({ event }) => event === 'run.cancel-requested')).toHaveLength(1);
    await end(id);
    const late = await harness.call('POST', `/runs/${id}/cancel`);
    expect([late.statusCode, late.json().error.code]).toEqual([409, 'run_already_finished']);
  });
});

describe('the list of runs', () => {
  it('is walked newest first, each run once, and narrowed to a policy', async () => {
    await savePolicy('many');
    for (let count = 0; count < 7; count += 1) await end((await request('many')).id);
    const walked: number[] = [];
    let place = '';
    while (place !== 'end') {
      const { items, nextBefore } = (await harness.call('GET', `/runs?policy=many&limit=3${place}`)).json();
      walked.push(...items.map((run: { id: number }) => run.id));
      place = nextBefore === null ? 'end' : `&before=${nextBefore}`;
    }
    expect(walked).toHaveLength(7);
    expect(walked).toEqual([...new Set(walked)].sort((one, other) => other - one));
    expect((await harness.call('GET', '/policies/many')).json().lastRun.id).toBe(walked[0]);
  });

  it('shows a failure with its sentence', async () => {
    const [run] = (await harness.call('GET', '/runs?policy=many&limit=1')).json().items;
    expect(run.failure).toEqual({ code: 'host_timeout', message: expect.stringContaining('did not answer in time') });
  });
});

describe('a run with a plan', () => {
  let runId = 0;

  beforeAll(async () => {
    await savePolicy('planned');
    runId = (await request('planned')).id;
    await planAndExecute(runId);
  });

  it('shows summary, digest and refusals, and counts by reason what is unknown', async () => {
    expect((await harness.call('GET', `/runs/${runId}/plan`)).json()).toMatchObject({
      runId,
      digest: 'd1gest',
      summary: { usersRead: 50, matched: 5, unknown: 2, planned: 4, already: 1 },
      unknownByReason: { 'activity-not-covered': 2 },
      refusals: [
        {
          guard: 'user-count',
          details: { planned: 4, limit: 3 },
          words: '4 users would be changed, the limit of the policy is 3.',
        },
      ],
    });
  });

  it('shows its counts and mails', async () => {
    const { counts, mails } = (await harness.call('GET', `/runs/${runId}`)).json();
    expect(counts).toMatchObject({ steps: { applied: 1, open: 3 }, verified: { confirmed: 1 } });
    expect(mails).toEqual([]);
  });

  it('shows every user once with before-image, trace and steps, page by page', async () => {
    const items: { username: string; trace: unknown; before: unknown; steps: { change: unknown }[] }[] = [];
    let place = '';
    while (place !== 'end') {
      const page = (await harness.call('GET', `/runs/${runId}/entries?limit=2${place}`)).json();
      items.push(...page.items);
      place = page.nextAfter === null ? 'end' : `&after=${page.nextAfter}`;
    }
    expect(items.map(({ username }) => username)).toEqual(['user-0', 'user-1', 'user-2', 'user-3', 'user-4']);
    expect(items[0]).toMatchObject({
      fate: 'planned',
      before: { status: 'active', directGroups: ['confluence-users'] },
      trace: { combine: 'not', children: [{ leaf: 'inactiveDays', argument: 90, facts: { days: 120 } }] },
    });
  });

  it('narrows users by fate and by outcome', async () => {
    const names = async (query: string) =>
      (await harness.call('GET', `/runs/${runId}/entries?${query}`))
        .json()
        .items.map((one: { username: string }) => one.username);
    expect(await names('fate=already')).toEqual(['user-4']);
    expect(await names('outcome=applied')).toEqual(['user-0']);
    expect(await names('outcome=open')).toEqual(['user-1', 'user-2', 'user-3']);
    expect((await harness.call('GET', `/runs/${runId}/entries?fate=doomed`)).statusCode).toBe(400);
  });

  it('shows every step with its journal rows in their order', async () => {
    const { items, nextAfter } = (await harness.call('GET', `/runs/${runId}/steps`)).json();
    expect(nextAfter).toBeNull();
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({
      username: 'user-0',
      change: { kind: 'disable' },
      outcome: { kind: 'applied' },
      verification: 'confirmed',
    });
    expect(items[0].journal.map(({ kind, content }: { kind: string; content: unknown }) => [kind, content])).toEqual([
      ['attempting', null],
      ['outcome', { kind: 'applied' }],
      ['verified', 'confirmed'],
    ]);
    expect(items[1].journal).toEqual([]);
  });

  it('tells what of it came undone, by whom probably and which snapshot showed it', async () => {
    const [first] = await harness.store.runs.entries({ runId, after: 0, limit: 1 });
    const stepId = first?.steps[0]?.id ?? 0;
    const seenAt = harness.now();
    await harness.store.rebounds.note([{ stepId, runId, snapshotId: 12, at: seenAt, reason: 'unknown' }]);
    const page = (await harness.call('GET', `/runs/${runId}/rebounds?limit=1`)).json();
    expect(page.items).toMatchObject([{ username: 'user-0', stepId, snapshotId: 12, seenAt, reason: 'unknown' }]);
    expect((await harness.call('GET', `/runs/${runId}/rebounds?after=${stepId}`)).json().items).toEqual([]);
  });

  it('has a report once it is finished, not before', async () => {
    expect((await harness.call('GET', `/runs/${runId}/report`)).json().error.code).toBe('report_not_found');
    const { runs } = harness.store;
    await runs.advance({ runId, from: 'executing', to: 'reporting', at: harness.now(), ending: 'completed' });
    const mails = [{ kind: 'run-report' as const, to: 'a@b.test' }];
    await runs.finish({ runId, at: harness.now(), report: { users: 1, nested: { list: [1] } }, mails });
    expect((await harness.call('GET', `/runs/${runId}/report`)).json()).toEqual({
      runId,
      report: { users: 1, nested: { list: [1] } },
    });
    const detail = (await harness.call('GET', `/runs/${runId}`)).json();
    expect(detail.run).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(detail.mails).toMatchObject([{ to: 'a@b.test', state: 'waiting', attempts: 0 }]);
  });
});

describe('a run that does not exist or has no plan', () => {
  it('answers 404 with the code that fits', async () => {
    for (const path of ['', '/plan', '/entries', '/steps', '/rebounds', '/report']) {
      const response = await harness.call('GET', `/runs/99999${path}`);
      expect([response.statusCode, response.json().error.code]).toEqual([404, 'run_not_found']);
    }
    expect((await harness.call('POST', '/runs/99999/cancel')).json().error.code).toBe('run_not_found');
    await savePolicy('planless');
    const { id } = await request('planless');
    expect((await harness.call('GET', `/runs/${id}/plan`)).json().error.code).toBe('plan_not_found');
    for (const bad of ['0', '-1', 'abc', '1.5', '99999999999999999']) {
      expect((await harness.call('GET', `/runs/${bad}`)).statusCode).toBe(400);
    }
  });
});

async function planAndExecute(runId: number): Promise<void> {
  const { runs, snapshots, journal } = harness.store;
  const at = harness.now();
  const snapshotId = await snapshots.begin({ hostId: 'host-1', startedAt: at });
  await snapshots.finish(snapshotId, { finishedAt: at, sources: [] });
  await runs.advance({ runId, from: 'requested', to: 'planning', at, snapshotId });
  const plan: Plan = {
    snapshotId,
    usersRead: 50,
    entries: Array.from({ length: 5 }, (_, index) => buildEntry(index)),
    unknownByReason: { 'activity-not-covered': 2 },
    unknownUsers: 2,
    seats: null,
  };
  const people = plan.entries.map((entry, index) => ({
    salt: `salt-${index}`,
    hash: `hash-${index}`,
    displayName: entry.before.displayName,
  }));
  const refusals = [{ guard: 'user-count' as const, details: { planned: 4, limit: 3 } }];
  await runs.savePlan({ runId, plan, people, digest: 'd1gest', refusals, madeAt: at, to: 'executing' });
  const [first] = await runs.entries({ runId, after: 0, limit: 1 });
  const stepId = first?.steps[0]?.id ?? 0;
  await journal.attempting({ runId, stepId, at });
  await journal.outcomes([{ runId, stepId, at, outcome: { kind: 'applied' } }]);
  await journal.verified([{ runId, stepId, at, verification: 'confirmed' }]);
}

function buildEntry(index: number): PlanEntry {
  const leaf = {
    leaf: 'inactiveDays' as const,
    argument: 90,
    verdict: 'no' as const,
    facts: { days: 120, never: false },
  };
  return {
    userKey: `key-${index}` as UserKey,
    username: `user-${index}` as Username,
    before: { status: 'active', email: null, displayName: `User ${index}`, directGroups: ['confluence-users'] },
    trace: { combine: 'not', verdict: 'yes', children: [leaf] },
    notes: [],
    steps: [{ change: { kind: 'disable' }, disposition: index === 4 ? { kind: 'already' } : { kind: 'planned' } }],
  };
}
