// What live runs really did to the seats, kept with each run, and who of the users came back within some days.
import { afterEach, describe, expect, it } from 'vitest';
import type { PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import { describeRegret } from '../../sidecar/src/services/licence/regret.ts';
import { listRunSeats } from '../../sidecar/src/services/licence/run-seats.ts';
import { simulateAll } from '../../sidecar/src/services/simulations/simulate-all.ts';
import { askControl } from '../lab/ask.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { configureDirectories } from '../support/directories.ts';
import { requireReport } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { startApi } from './api-harness.ts';

const dayMs = 86_400_000;

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  [sidecar, lab] = [null, null];
});

describe('seats really freed', () => {
  it('are kept with a live run beside what its plan meant to free, and not with a rehearsal', async () => {
    lab = await startLab({ users: 60 });
    sidecar = await startSidecar({ lab });
    const usernames = ['two.licences.idle', 'nested.licence.idle', 'disabled.idle'];
    const policy = buildPolicy({ criteria: { username: usernames }, actions: ['disable'] });
    const rehearsed = await runPolicy(sidecar, policy, 'test');
    expect(await requireReport(sidecar.context, rehearsed.id)).not.toHaveProperty('seats');
    const run = await runPolicy(sidecar, policy, 'live');
    const { seats, plan } = await requireReport(sidecar.context, run.id);
    expect(plan?.summary.seats?.freed).toBe(2);
    expect(seats).toEqual({ freed: 2, kept: 0, none: 0, taken: 0, unknown: 0 });
    expect(await listRunSeats(sidecar.context, 10)).toMatchObject([{ run: { id: run.id }, planned: 2, done: seats }]);
  });
});

describe('the seats of all policies together', () => {
  it('count each user once, by the policy the user belongs to, and are kept with their age', async () => {
    lab = await startLab({ users: 60 });
    sidecar = await startSidecar({ lab });
    const { context } = sidecar;
    const snapshot = await context.takeSnapshot();
    const schedule = { cron: '0 2 * * *', zone: 'UTC', missed: 'skip' } as const;
    const save = (id: string, more: Pick<PolicyDefinition, 'criteria' | 'actions'> & Partial<PolicyDefinition>) => {
      const definition = buildPolicy({ policy: id as PolicyId, schedule, ...more });
      return context.store.policies.save({
        definition,
        origin: { kind: 'file', file: `${id}.yaml` },
        at: context.clock.now(),
      });
    };
    const [two, nested] = ['two.licences.idle', 'nested.licence.idle'];
    await save('first', {
      precedence: 1,
      criteria: { username: [two] },
      actions: [{ removeFromGroups: ['confluence-users'] }],
    });
    await save('second', { criteria: { username: [two, nested] }, actions: ['disable'] });
    const actor = { userKey: 'key', username: 'ada' };
    const { set } = await simulateAll(context, actor);
    const seats = (await context.store.snapshots.licence(snapshot.id))?.figures.seats;
    const kept = await context.store.simulations.newestSeats();
    // Whoever keeps a seat through another group belongs to the first policy, so the second frees nothing there.
    expect(kept).toEqual({
      set,
      snapshotId: snapshot.id,
      seats: { seats, policies: 2, held: 0, users: 2, freed: 1, taken: 0, unknown: 0 },
    });
    await context.store.simulations.prune(new Date(Date.now() + dayMs).toISOString());
    expect(await context.store.simulations.newestSeats()).toBeNull();
  });
});

describe('the regret rate', () => {
  it('counts who came back by a directory or by our own hand, and says unknown where nobody looked', async () => {
    const clock = createMovableClock();
    lab = await startLab({ users: 260, directories: 'three', synchroniseEveryMinutes: 0 });
    sidecar = await startSidecar({ lab, clock, ...configureDirectories(lab) });
    const { context } = sidecar;
    const usernames = ['crowd.comes.back', 'no.email', 'two.licences.idle'];
    const policy = buildPolicy({ criteria: { username: usernames }, actions: ['disable'] });
    await runPolicy(sidecar, policy, 'live');
    const nobody = { users: 3, back: 0, stayed: 0, tooEarly: 3, unknown: 0, rate: null };
    expect((await describeRegret(context, 14)).all).toEqual(nobody);

    await runPolicy(sidecar, { ...policy, criteria: { username: ['no.email'] }, actions: ['enable'] }, 'live');
    await askControl(lab, 'POST', '/synchronise', { directory: 'Company Crowd', immediate: true });
    await context.takeSnapshot();
    expect((await describeRegret(context, 14)).all).toMatchObject({ back: 2, tooEarly: 1, rate: 1 });

    clock.advanceMs(15 * dayMs);
    expect((await describeRegret(context, 14)).all).toMatchObject({ back: 2, stayed: 0, unknown: 1 });
    await context.takeSnapshot();
    const { all, policies } = await describeRegret(context, 14);
    expect(all).toEqual({ users: 3, back: 2, stayed: 1, tooEarly: 0, unknown: 0, rate: 2 / 3 });
    expect(policies).toEqual([{ policyId: policy.policy, ...all }]);
  });

  it('answers over the API before there was any run', async () => {
    const harness = await startApi();
    const nobody = { users: 0, back: 0, stayed: 0, tooEarly: 0, unknown: 0, rate: null };
    const regret = (await harness.call('GET', '/licence/regret?withinDays=7')).json();
    expect(regret).toMatchObject({ withinDays: 7, all: nobody, policies: [] });
    expect((await harness.call('GET', '/licence/regret?withinDays=29')).statusCode).toBe(400);
    expect((await harness.call('GET', '/licence/runs')).json()).toEqual({ items: [] });
    await harness.close();
  });
});
