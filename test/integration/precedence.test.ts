// A user belongs to one policy: the run of a schedule leaves to another what that one means, and says to which.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mode, PolicyDefinition, PolicyId } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { simulatePolicy } from '../../sidecar/src/services/simulations.ts';
import type { StoredStep } from '../../sidecar/src/store/runs.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { findEntry, requirePlan } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

const schedule = { cron: '0 2 * * *', zone: 'UTC', missed: 'run-once' } as const;
/** After the others: what a policy does itself changes whom it means. */
const later = { ...schedule, cron: '0 5 * * *' };
const actor = { userKey: 'key-of-admin', username: 'admin' };
const isLeftToOther = ({ outcome }: StoredStep) =>
  outcome?.kind === 'refused' && outcome.guard === 'belongs-to-other-policy';
const refusal = (policy: string) => ({ kind: 'refused', guard: 'belongs-to-other-policy', details: { policy } });
let lab: Lab;
let clock: MovableClock;
let sidecar: Sidecar;

beforeEach(async () => {
  clock = createMovableClock('2026-01-14T12:00:00.000Z');
  lab = await startLab({ users: 80, startEpochMs: Date.parse(clock.now()) });
  sidecar = await startSidecar({ lab, clock });
  await sidecar.context.store.settings.set('processMode', 'live', { by: 'test', at: clock.now() });
});
afterEach(async () => {
  await sidecar.close();
  await lab.close();
});

function idle(policy: string, parts: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return buildPolicy({
    policy: policy as PolicyId,
    schedule,
    criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }, { inGroup: 'confluence-users' }] },
    actions: ['disable'],
    ...parts,
  });
}

async function save(definition: PolicyDefinition, mode: Mode): Promise<void> {
  const { store } = sidecar.context;
  await store.policies.save({ definition, origin: { kind: 'api', by: 'test' }, at: clock.now() });
  await store.policies.setMode(definition.policy, mode, clock.now());
}

/** The one run of the next night. */
async function runOneNight(): Promise<Run> {
  const { scheduler, runner, store } = sidecar.context;
  await scheduler.look();
  clock.setTo(`${clock.now().slice(0, 8)}15T02:00:05.000Z`);
  await scheduler.look();
  await runner.settled();
  const [run, ...others] = await store.runs.list({ limit: 10, before: null });
  expect(others).toEqual([]);
  if (run === undefined) throw new Error('nothing ran');
  return run;
}

async function namesOf(run: Run, fate: 'planned' | 'refused'): Promise<string[]> {
  const query = { runId: run.id, fate, after: 0, limit: 500 };
  return (await sidecar.context.store.runs.entries(query)).map(({ username }) => username).sort();
}

describe('the run of a schedule', () => {
  it('leaves to a live policy of higher precedence whom that one means, names it, and acts on the rest', async () => {
    const criteria = { all: [idle('any').criteria, { username: ['a*', 'b*', 'c*', 'd*', 'e*', 'f*'] }] };
    await save(idle('contractors', { precedence: 10, schedule: later, criteria }), 'live');
    await save(idle('everybody'), 'live');
    const run = await runOneNight();
    const planned = await namesOf(run, 'planned');
    expect(planned.length).toBeGreaterThan(5);
    expect(planned.filter((name) => /^[a-f]/i.test(name))).toEqual([]);
    const { summary } = await requirePlan(sidecar.context, run.id);
    const entries = await readEntries(sidecar.context.store, run.id);
    const theirs = entries.filter(({ username }) => /^[a-f]/i.test(username));
    expect(theirs.length).toBeGreaterThan(5);
    expect(summary.belongingElsewhere).toEqual({ contractors: theirs.length });
    const claimed = theirs.filter(({ steps }) => steps.some(isLeftToOther));
    expect(claimed.length).toBeGreaterThan(1);
    expect(claimed[0]).toMatchObject({ fate: 'refused', steps: [{ outcome: refusal('contractors'), attempts: 0 }] });
  });

  it('of two policies of the same precedence leaves users to the one whose id comes first', async () => {
    await save(idle('alpha', { schedule: later }), 'live');
    await save(idle('beta'), 'live');
    await save(idle('gamma', { schedule: later }), 'live');
    const run = await runOneNight();
    expect(await namesOf(run, 'planned')).toEqual([]);
    const { summary } = await requirePlan(sidecar.context, run.id);
    expect(summary.matched).toBeGreaterThan(5);
    expect(summary.belongingElsewhere).toEqual({ alpha: summary.matched });
  });

  it('acts on users whom only a policy in test mode or one without a schedule means', async () => {
    await save(idle('in-test', { precedence: 1, schedule: later }), 'test');
    const { schedule: _, ...byHand } = idle('by-hand', { precedence: 2 });
    await save(byHand, 'live');
    await save(idle('live', { precedence: 3 }), 'live');
    const run = await runOneNight();
    expect((await namesOf(run, 'planned')).length).toBeGreaterThan(5);
    expect((await requirePlan(sidecar.context, run.id)).summary.belongingElsewhere).toBeUndefined();
  });
});

describe('a run by hand', () => {
  it('acts on whom another policy means, and says of each that they belong to it', async () => {
    await save(idle('contractors', { precedence: 10 }), 'live');
    const run = await runPolicy(sidecar, idle('everybody'), 'test');
    const planned = await namesOf(run, 'planned');
    expect(planned.length).toBeGreaterThan(5);
    const { summary } = await requirePlan(sidecar.context, run.id);
    expect(summary.belongingElsewhere).toEqual({ contractors: summary.matched });
    const entry = await findEntry(sidecar.context, run.id, planned[0] ?? '');
    expect(entry).toMatchObject({ fate: 'planned', steps: [{ outcome: { kind: 'rehearsed' } }] });
    expect(entry?.notes).toContain('belongs-to-other-policy');
  });
});

describe('a simulation', () => {
  it('leaves users to the policy that comes first, as the run it foretells would', async () => {
    await save(idle('contractors', { precedence: 10 }), 'live');
    await save(idle('everybody'), 'live');
    await sidecar.context.takeSnapshot();
    const { summary } = await simulatePolicy(sidecar.context, { policy: 'everybody', document: undefined, actor });
    expect(summary).toMatchObject({ planned: 0, belongingElsewhere: { contractors: summary.matched } });
  });
});
