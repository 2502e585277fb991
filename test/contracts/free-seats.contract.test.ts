// What is promised of free seats, over SQLite and a real PostgreSQL alike: none twice, and none while nobody knows.
import { describe, expect, it } from 'vitest';
import type { Action } from '../../sidecar/src/domain/action.ts';
import type { Newcomer } from '../../sidecar/src/domain/newcomer.ts';
import type { PlannedStep } from '../../sidecar/src/domain/plan/plan.ts';
import type { Username } from '../../sidecar/src/domain/user.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import {
  endRun,
  goLive,
  readSeats,
  requireRequest,
  settleSteps,
  startTogether,
  takeLicenceOf,
} from '../support/last-seat.ts';
import { giveStores, idOf, later, makeDefinition, makeEntry, makePlanInput, makeUser, noon } from './store/given.ts';

const enabled: PlannedStep = {
  change: { kind: 'enable-account', directory: 'Crowd' },
  disposition: { kind: 'planned' },
};

describe.each(['sqlite', 'postgres'] as const)('a seat of the licence on %s', (engine) => {
  const given = giveStores(engine);

  it('is given to one of two who press their links at the same moment, though both were told that it is free', async () => {
    const { store } = given();
    await goLive(store);
    const links = [await takeLicenceOf(store, 'ada'), await takeLicenceOf(store, 'bob')];
    await readSeats(store, { free: 1, startedAt: later(10) });
    const together = startTogether(store, links.length);
    const states = await Promise.all(links.map(({ press }) => press(together)));
    expect(states.sort()).toEqual(['done', 'no-seat']);
    expect(await store.runs.list({ trigger: 'undo', limit: 5, before: null })).toHaveLength(1);
  });

  it.each<{ readonly what: string; readonly actions: readonly Action[]; readonly state: 'open' | 'no-seat' }>([
    { what: 'enables users', actions: ['enable'], state: 'no-seat' },
    { what: 'puts users into a group that grants one', actions: [{ addToGroups: ['Users'] }], state: 'no-seat' },
    { what: 'puts users into a group that grants none', actions: [{ addToGroups: ['leavers'] }], state: 'open' },
    { what: 'disables users', actions: ['disable'], state: 'open' },
  ])('is not known to be free while a run has no plan yet that $what: $state', async ({ actions, state }) => {
    const { store } = given();
    await goLive(store);
    const { look } = await takeLicenceOf(store, 'ada');
    await readSeats(store, { free: 50, startedAt: later(10) });
    expect(await look()).toBe('open');
    await savePolicyOf(store, 'other', actions);
    const run = await requireRequest(store, 'other');
    expect(await look()).toBe(state);
    await store.runs.pause({ runId: run.id, by: 'ada', takesOver: false });
    await store.runs.advance({ runId: run.id, from: 'requested', to: 'reading', at: noon });
    expect(await look()).toBe(state);
  });

  it('is kept for each newcomer of a run that has no plan yet', async () => {
    const { store } = given();
    await goLive(store);
    const { look } = await takeLicenceOf(store, 'ada');
    await savePolicyOf(store, 'create-users', []);
    const newcomers = ['new.one', 'new.two'].map(newcomerOf);
    await requireRequest(store, 'create-users', { trigger: { kind: 'provision', by: 'ada' }, newcomers });
    await readSeats(store, { free: 2, startedAt: later(10) });
    expect(await look()).toBe('no-seat');
    await readSeats(store, { free: 3, startedAt: later(20) });
    expect(await look()).toBe('open');
  });

  it('is kept for whom an approved plan gives one, also before its run has taken the plan over', async () => {
    const { store } = given();
    await goLive(store);
    const { look } = await takeLicenceOf(store, 'ada');
    await savePolicyOf(store, 'other', ['enable']);
    await approve(store, await requireRequest(store, 'other'));
    await readSeats(store, { free: 1, startedAt: later(10) });
    expect(await look()).toBe('no-seat');
    await readSeats(store, { free: 2, startedAt: later(20) });
    expect(await look()).toBe('open');
  });

  it('is kept for whoever may have got one by an undo that was held and approved', async () => {
    const { store } = given();
    await goLive(store);
    const { look } = await takeLicenceOf(store, 'ada');
    const taken = await takeLicenceOf(store, 'bob');
    const trigger = { kind: 'undo', by: 'ada', of: taken.runId, people: null } as const;
    const acting = await approve(store, await requireRequest(store, 'takes-bob', { trigger }));
    await readSeats(store, { free: 1, startedAt: later(10) });
    await enableUnseen(store, acting, later(12));
    expect(await look()).toBe('no-seat');
  });

  it('is kept for whoever got one since the reading, also where two hundred other runs ended after that', async () => {
    const { store } = given();
    await goLive(store);
    const { look } = await takeLicenceOf(store, 'ada');
    await savePolicyOf(store, 'gives', ['enable']);
    const acting = await approve(store, await requireRequest(store, 'gives'));
    await readSeats(store, { free: 1, startedAt: later(10) });
    await enableUnseen(store, acting, later(12));
    await savePolicyOf(store, 'other', ['disable']);
    for (let passed = 0; passed < 200; passed += 1) {
      const { id: runId } = await requireRequest(store, 'other');
      await store.runs.advance({ runId, from: 'requested', to: 'finished', at: later(13) });
    }
    expect(await look()).toBe('no-seat');
  });

  it('is kept for whom Confluence has yet to see enabled in a directory, in every reading of a month until it does', async () => {
    const { store } = given();
    await goLive(store);
    const { look } = await takeLicenceOf(store, 'ada');
    const taken = await takeLicenceOf(store, 'bob');
    const trigger = { kind: 'undo', by: 'ada', of: taken.runId, people: null } as const;
    await enableUnseen(store, await approve(store, await requireRequest(store, 'takes-bob', { trigger })), later(5));
    const eve = (status: 'active' | 'disabled') => makeUser('Eve', { status });
    await readSeats(store, { free: 1, startedAt: later(10), users: [eve('disabled')] });
    expect(await look()).toBe('no-seat');
    await readSeats(store, { free: 2, startedAt: later(20), users: [eve('disabled')] });
    expect(await look()).toBe('open');
    await readSeats(store, { free: 1, startedAt: later(30), users: [] });
    expect(await look()).toBe('no-seat');
    await readSeats(store, { free: 1, startedAt: later(40), users: [eve('active')] });
    expect(await look()).toBe('open');
    await readSeats(store, { free: 1, startedAt: later(30 * 24 * 60), users: [eve('disabled')] });
    expect(await look()).toBe('no-seat');
    await readSeats(store, { free: 1, startedAt: later(31 * 24 * 60), users: [eve('disabled')] });
    expect(await look()).toBe('open');
  });
});

function newcomerOf(username: string): Newcomer {
  return { username: username as Username, displayName: username, email: 'x@new.example', groups: [], directory: null };
}

async function savePolicyOf(store: Store, name: string, actions: readonly Action[]): Promise<void> {
  const definition = makeDefinition(name, { policy: idOf(name), actions });
  await store.policies.save({ definition, origin: { kind: 'file', file: `${name}.yaml` }, at: noon });
}

/** Holds the plan of a run to enable one account, of which nobody knows whether it takes a seat, and approves it. */
async function approve(store: Store, { id: of }: { readonly id: number }) {
  const run = await store.runs.get(of);
  if (run === null) throw new Error(`There is no run ${of}.`);
  const { policyId, policyVersion } = run;
  await store.runs.advance({ runId: of, from: 'requested', to: 'planning', at: noon });
  const held = { to: 'reporting', ending: 'quarantined' } as const;
  await store.runs.savePlan(makePlanInput(of, [makeEntry('eve', enabled)], held));
  await store.runs.finish({ runId: of, at: later(1), report: {}, mails: [] });
  const trigger = { kind: 'approval', by: 'ada', of } as const;
  const next = {
    policyId,
    policyVersion,
    trigger,
    mode: 'live',
    rehearsalReason: null,
    requestedAt: later(2),
  } as const;
  const decided = await store.runs.decide({ runId: of, by: 'ada', at: later(2), reason: null, next });
  if (decided.kind !== 'written' || decided.run === null) throw new Error('The plan was not approved.');
  return { id: decided.run.id, of };
}

/** Carries the approved plan out: its account was enabled, and Confluence had not seen that when the run ended. */
async function enableUnseen(store: Store, { id, of }: { readonly id: number; readonly of: number }, endedAt: string) {
  await store.runs.advance({ runId: id, from: 'requested', to: 'planning', at: endedAt });
  await store.runs.copyPlan({ from: of, to: id, snapshotId: 7, madeAt: endedAt });
  const [entry] = await store.runs.entries({ runId: id, after: 0, limit: 1 });
  const stepIds = entry?.steps.map((step) => step.id) ?? [];
  await settleSteps(store, { runId: id, stepIds, outcome: { kind: 'pending-synchronisation' } });
  const seats = { freed: 0, kept: 0, none: 0, taken: 0, unknown: 1 };
  await endRun(store, id, endedAt, { seats });
}
