// Factories for the store's contract: plain users, policies and plans, with only what a test cares about spelled out.
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Plan, PlanEntry, PlannedStep } from '../../../sidecar/src/domain/plan/plan.ts';
import type { PolicyDefinition, PolicyId } from '../../../sidecar/src/domain/policy.ts';
import type { Run, RunState } from '../../../sidecar/src/domain/run.ts';
import type { UserKey, Username } from '../../../sidecar/src/domain/user.ts';
import { type DatabaseAddress, type Engine, openDatabase } from '../../../sidecar/src/store/database.ts';
import { migrateToNewest } from '../../../sidecar/src/store/migrations/migrate.ts';
import { openStore } from '../../../sidecar/src/store/open.ts';
import type { RunRequest } from '../../../sidecar/src/store/policies.ts';
import type { StoredStep } from '../../../sidecar/src/store/runs.ts';
import type { ReadUser } from '../../../sidecar/src/store/snapshots.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { startDatabases, type TestDatabases } from '../../support/databases.ts';

/** What a part of the contract is given: a store on an empty database, new for every test. */
export interface Given {
  readonly store: Store;
  readonly address: DatabaseAddress;
  /** Another database, with nothing in it. */
  readonly createEmpty: () => Promise<DatabaseAddress>;
}

/** Prepares an empty store before each test; call it within a `describe`. */
export function giveStores(engine: Engine): () => Given {
  let databases: TestDatabases | undefined;
  /** Of the newest version and with nothing in it: copying it takes a tenth of the time of making one. */
  let mould: DatabaseAddress | undefined;
  let given: Given | undefined;
  beforeAll(async () => {
    databases = await startDatabases(engine);
    mould = await databases.create();
    const database = openDatabase(mould);
    await migrateToNewest(database);
    await database.close();
  });
  beforeEach(async () => {
    if (databases === undefined || mould === undefined) return;
    const address = await databases.copy(mould);
    given = { address, store: await openStore(address), createEmpty: databases.create };
  });
  afterEach(async () => {
    await given?.store.close();
    given = undefined;
  });
  afterAll(() => databases?.stop());
  return () => {
    if (given === undefined) throw new Error('The store is given within a test only.');
    return given;
  };
}

export const noon = '2026-03-01T12:00:00.000Z';

/** Noon, this many minutes later. */
export function later(minutes: number): string {
  return new Date(Date.parse(noon) + minutes * 60_000).toISOString();
}

export const keyOf = (name: string) => `key-${name}` as UserKey;

export function makeUser(name: string, facts: Partial<ReadUser> = {}): ReadUser {
  return {
    userKey: keyOf(name),
    username: name as Username,
    displayName: `${name} of the house`,
    email: `${name}@example.com`,
    status: 'active',
    activity: { state: 'unknown', reason: 'no-source' },
    createdAt: null,
    ...facts,
  };
}

export async function addSnapshot(store: Store, users: readonly ReadUser[], readAt: string = noon): Promise<number> {
  const id = await store.snapshots.begin({ hostId: 'host', startedAt: readAt });
  await store.snapshots.addUsers(id, users, readAt);
  return id;
}

export async function addFinishedSnapshot(
  store: Store,
  users: readonly ReadUser[],
  readAt: string = noon,
): Promise<number> {
  const id = await addSnapshot(store, users, readAt);
  await store.snapshots.finish(id, { finishedAt: readAt, sources: [] });
  return id;
}

export const idOf = (name: string) => name as PolicyId;

export function makeDefinition(name: string, changes: Partial<PolicyDefinition> = {}): PolicyDefinition {
  return {
    policy: idOf(name),
    name: `Policy ${name}`,
    criteria: { all: [{ inactiveDays: 90 }, { not: { inGroup: 'keep' } }] },
    actions: ['disable'],
    limits: { maxPercent: 5, snapshotMaxAgeHours: 24 },
    protect: { users: [], groups: [] },
    report: { to: ['admin@example.com'] },
    ...changes,
  };
}

export async function savePolicy(store: Store, name: string): Promise<void> {
  await store.policies.save({
    definition: makeDefinition(name),
    origin: { kind: 'file', file: `${name}.yaml` },
    at: noon,
  });
}

export function makeRequest(name: string, changes: Partial<RunRequest> = {}): RunRequest {
  return {
    policyId: idOf(name),
    policyVersion: 1,
    trigger: { kind: 'by-hand', by: 'ada' },
    mode: 'test',
    rehearsalReason: 'asked-for-test',
    requestedAt: noon,
    ...changes,
  };
}

/** A run of a policy made for it, in the given state. */
export async function requestRun(
  store: Store,
  name: string,
  state: RunState = 'requested',
  changes: Partial<RunRequest> = {},
): Promise<Run> {
  await savePolicy(store, name);
  const run = await store.runs.request(makeRequest(name, changes));
  if (run === null) throw new Error(`Policy ${name} has an open run already.`);
  if (state !== 'requested') await store.runs.advance({ runId: run.id, from: 'requested', to: state, at: noon });
  return run;
}

export const planned: PlannedStep = { change: { kind: 'disable' }, disposition: { kind: 'planned' } };
export const already: PlannedStep = {
  change: { kind: 'remove-from-group', group: 'staff' },
  disposition: { kind: 'already' },
};
export const refused: PlannedStep = {
  change: { kind: 'disable' },
  disposition: { kind: 'refused', guard: 'own-account' },
};
export const unsupported: PlannedStep = {
  change: { kind: 'delete' },
  disposition: { kind: 'unsupported', reason: 'capability-absent' },
};

export function makeEntry(name: string, ...steps: PlannedStep[]): PlanEntry {
  return {
    userKey: keyOf(name),
    username: name as Username,
    before: { status: 'active', email: `${name}@example.com`, displayName: name, directGroups: ['staff'] },
    trace: { leaf: 'status', argument: 'active', verdict: 'yes', facts: { status: 'active' } },
    steps,
    notes: [],
  };
}

type PlanInput = Parameters<Store['runs']['savePlan']>[0];

export function makePlanInput(
  runId: number,
  entries: readonly PlanEntry[],
  changes: Partial<PlanInput> = {},
): PlanInput {
  const plan: Plan = {
    snapshotId: 7,
    usersRead: 100,
    entries,
    unknownByReason: { 'email-not-told': 3 },
    unknownUsers: 2,
    seats: null,
  };
  return {
    runId,
    plan,
    people: entries.map((entry) => ({
      salt: `salt-${entry.username}`,
      hash: 'hash',
      displayName: `${entry.username}!`,
    })),
    digest: 'digest',
    refusals: [],
    madeAt: later(1),
    to: 'executing',
    ...changes,
  };
}

/** A run whose plan holds the given entries, and its steps in the plan's order. */
export async function planRun(
  store: Store,
  name: string,
  entries: readonly PlanEntry[],
  changes: Partial<RunRequest> = {},
) {
  const run = await requestRun(store, name, 'planning', changes);
  await store.runs.savePlan(makePlanInput(run.id, entries));
  const stored = await store.runs.entries({ runId: run.id, after: 0, limit: 1_000 });
  const steps: StoredStep[] = stored.flatMap((entry) => entry.steps);
  return { runId: run.id, entries: stored, steps, stepIds: steps.map((step) => step.id) };
}

/** The element at a place that a test has made sure of. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`There is no element ${index}.`);
  return item;
}

export async function gather<Item>(batches: AsyncIterable<readonly Item[]>): Promise<(readonly Item[])[]> {
  const gathered: (readonly Item[])[] = [];
  for await (const batch of batches) gathered.push(batch);
  return gathered;
}
