// What the store promises of what was done before: who counts as changed, and which plans a new one is compared with.
import { expect, it } from 'vitest';
import type { Change } from '../../../sidecar/src/domain/action.ts';
import { provisioningPolicy } from '../../../sidecar/src/domain/newcomer.ts';
import type { PlanEntry } from '../../../sidecar/src/domain/plan/plan.ts';
import type { RunRequest } from '../../../sidecar/src/store/policies.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { type Given, idOf, keyOf, later, makeEntry, noon, planRun } from './given.ts';

const live = { mode: 'live', rehearsalReason: null } as const;

function entryFor(name: string, change: Change): PlanEntry {
  return makeEntry(name, { change, disposition: { kind: 'planned' } });
}

/** A finished live run that did everything it planned. */
async function done(
  store: Store,
  policy: string,
  entries: readonly PlanEntry[],
  trigger: RunRequest['trigger'] = { kind: 'by-hand', by: 'ada' },
): Promise<number> {
  const { runId, stepIds } = await planRun(store, policy, entries, { ...live, trigger });
  for (const stepId of stepIds) {
    await store.journal.attempting({ runId, stepId, at: later(2) });
    await store.journal.outcomes([{ runId, stepId, at: later(2), outcome: { kind: 'applied' } }]);
  }
  const ended = { runId, from: 'executing', to: 'reporting', ending: 'completed' } as const;
  await store.runs.advance({ ...ended, at: later(3) });
  await store.runs.finish({ runId, at: later(3), report: {}, mails: [] });
  return runId;
}

const undoOf = (of: number) => ({ kind: 'undo', by: 'ada', of, people: null }) as const;
const approvalOf = (of: number) => ({ kind: 'approval', by: 'bob', of }) as const;

export function describeHistory(given: () => Given): void {
  it('counts nobody as changed who was given something back, by an undo or by the approval of one', async () => {
    const { store } = given();
    const run = await done(store, 'idle', [entryFor('ada', { kind: 'disable' })]);
    const undo = await done(store, 'idle', [entryFor('bob', { kind: 'enable' })], undoOf(run));
    await done(store, 'idle', [entryFor('cleo', { kind: 'add-to-group', group: 'staff' })], approvalOf(undo));
    expect(await store.runs.changedUsers({ since: noon })).toEqual([keyOf('ada')]);
    expect(await store.runs.changedUsers({ since: noon, policyId: idOf('idle') })).toEqual([keyOf('ada')]);
    expect(await store.runs.changedUsers({ since: later(10) })).toEqual([]);
  });

  it('counts whoever loses something because a run was taken back, newcomers included', async () => {
    const { store } = given();
    const created = await done(store, provisioningPolicy, [entryFor('ada', { kind: 'create-user' })]);
    expect(await store.runs.changedUsers({ since: noon })).toEqual([]);
    const undo = await done(store, provisioningPolicy, [entryFor('ada', { kind: 'disable' })], undoOf(created));
    const joined = await done(store, 'join', [entryFor('bob', { kind: 'add-to-group', group: 'staff' })]);
    await done(store, 'join', [entryFor('cleo', { kind: 'remove-from-group', group: 'staff' })], undoOf(joined));
    const changed = await store.runs.changedUsers({ since: noon });
    expect([...changed].sort()).toEqual(['ada', 'bob', 'cleo'].map(keyOf));
    expect(await store.runs.changedUsers({ since: noon, except: undo, policyId: provisioningPolicy })).toEqual([]);
  });

  it('counts who was created since then, once, whatever became of them, and nobody else', async () => {
    const { store } = given();
    const created = [entryFor('ada', { kind: 'create-user' }), entryFor('bob', { kind: 'create-user' })];
    const run = await done(store, provisioningPolicy, created);
    await done(store, provisioningPolicy, [entryFor('ada', { kind: 'disable' })], undoOf(run));
    await done(store, provisioningPolicy, [entryFor('bob', { kind: 'add-to-group', group: 'staff' })]);
    await done(store, 'idle', [entryFor('cleo', { kind: 'disable' })]);
    expect(await store.runs.createdUsers(noon)).toBe(2);
    expect(await store.runs.createdUsers(later(10))).toBe(0);
  });

  it('names the different changes of a plan, of the chosen people alone where some are chosen', async () => {
    const { store } = given();
    const runId = await done(store, 'idle', [
      entryFor('ada', { kind: 'disable' }),
      entryFor('bob', { kind: 'delete' }),
      entryFor('cleo', { kind: 'disable' }),
    ]);
    const entries = await store.runs.entries({ runId, after: 0, limit: 10 });
    const idOfUser = (name: string) => entries.find(({ userKey }) => userKey === keyOf(name))?.personId ?? 0;
    const kinds = async (people?: readonly number[]) => {
      const changes = await store.runs.changes({ runId, ...(people === undefined ? {} : { people }) });
      return changes.map(({ kind }) => kind).sort();
    };
    expect(await kinds()).toEqual(['delete', 'disable']);
    expect(await kinds(['ada', 'cleo'].map(idOfUser))).toEqual(['disable']);
    expect(await kinds([])).toEqual([]);
  });

  it('compares a new plan with no undo, approved or not', async () => {
    const { store } = given();
    const run = await done(store, 'idle', [entryFor('ada', { kind: 'disable' })]);
    const people = ['bob', 'cleo'].map((name) => entryFor(name, { kind: 'enable' }));
    const undo = await done(store, 'idle', people, undoOf(run));
    await done(store, 'idle', people, approvalOf(undo));
    expect(await store.runs.plannedBefore({ policyId: idOf('idle'), policyVersion: 1, limit: 10 })).toEqual([1]);
  });
}
