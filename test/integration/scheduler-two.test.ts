// Two sidecars over one database that really work at the same time: each tick is fired once, each user acted upon once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyId } from '../../sidecar/src/domain/policy.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { findDisagreements, readEntries } from '../support/agreement.ts';
import { createMovableClock } from '../support/clock.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createAt } from '../support/lab-changes.ts';
import { readState } from '../support/lab-state.ts';
import { buildPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const policy = buildPolicy({
  schedule: { cron: '*/10 * * * *', zone: 'Europe/Berlin', missed: 'run-once' },
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
  protect: { users: [], groups: ['keep'] },
});

const greeting = buildPolicy({
  policy: 'greeting' as PolicyId,
  on: { event: 'creation', everyMinutes: 60 },
  criteria: { status: 'active' },
  actions: [{ addToGroups: ['confluence-users'] }],
});

describe('two sidecars on one database', () => {
  const clock = createMovableClock('2026-01-14T23:05:00.000Z');
  let databases: TestDatabases | null = null;
  let lab: Lab;
  const sidecars: Sidecar[] = [];

  beforeAll(async () => {
    databases = await startDatabases('postgres');
    lab = await startLab({ users: 120, startEpochMs: Date.parse(clock.now()) });
    const address = await databases.create();
    for (const store of [await openStore(address), await openStore(address)]) {
      sidecars.push(await startSidecar({ lab, clock, overrides: { store } }));
    }
  });
  afterAll(async () => {
    for (const sidecar of sidecars) await sidecar.close();
    await lab?.close();
    await databases?.stop();
  });

  it('fire each tick once and act on nobody twice, though both look at the same moment', async () => {
    const before = await readState(lab);
    const [first] = sidecars;
    if (first === undefined) throw new Error('no sidecar was started');
    const { store } = first.context;
    await store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
    await store.policies.save({ definition: policy, origin: { kind: 'api', by: 'test' }, at: clock.now() });
    await store.policies.setMode(policy.policy, 'live', clock.now());
    const expected: string[] = [];
    for (const minute of ['10', '20', '30', '40', '50']) {
      clock.setTo(`2026-01-14T23:${minute}:02.000Z`);
      await Promise.all(sidecars.map(({ context }) => context.scheduler.look()));
      for (const { context } of sidecars) await context.runner.settled();
      expected.unshift(`2026-01-15T00:${minute}`);
    }
    const runs = await store.runs.list({ limit: 100, before: null });
    expect(runs.map(({ trigger }) => (trigger.kind === 'schedule' ? trigger.tick : trigger.kind))).toEqual(expected);
    for (const run of runs) expect(run).toMatchObject({ state: 'finished', ending: 'completed', mode: 'live' });
    const changing = runs.at(-1);
    expect((await store.runs.counts(changing?.id ?? 0)).users.applied).toBeGreaterThan(5);
    expect(await findDisagreements(lab, store, changing?.id ?? 0, before)).toEqual([]);
  });

  it('deal with each new user once, though both look at the same moment', async () => {
    const [first] = sidecars;
    if (first === undefined) throw new Error('no sidecar was started');
    const { store } = first.context;
    const lookTogether = async () => {
      await Promise.all(sidecars.map(({ context }) => context.scheduler.look()));
      await Promise.all(sidecars.map(({ context }) => context.scheduler.settled()));
      await Promise.all(sidecars.map(({ context }) => context.scheduler.look()));
      for (const { context } of sidecars) await context.runner.settled();
    };
    await store.policies.save({ definition: greeting, origin: { kind: 'api', by: 'test' }, at: clock.now() });
    await lookTogether();
    for (const name of ['newcomer.one', 'newcomer.two', 'newcomer.three']) {
      createAt(lab, name);
      clock.advanceMs(61 * 60_000);
      await lookTogether();
    }
    const runs = await store.runs.list({ policyId: greeting.policy, limit: 100, before: null });
    const names = [];
    for (const run of runs) names.push((await readEntries(store, run.id)).map(({ username }) => username));
    expect(names).toEqual([['newcomer.three'], ['newcomer.two'], ['newcomer.one']]);
  });
});
