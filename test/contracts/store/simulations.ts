// What a store must do with simulations: kept whole or not seen at all, read page by page, forgotten when old.
import { expect, it } from 'vitest';
import type { PlanEntry } from '../../../sidecar/src/domain/plan/plan.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import {
  already,
  at,
  type Given,
  idOf,
  keyOf,
  later,
  makeDefinition,
  makeEntry,
  makePlanInput,
  planned,
  refused,
} from './given.ts';

async function simulate(
  store: Store,
  name: string,
  entries: readonly PlanEntry[],
  minutes = 0,
  setId: number | null = null,
) {
  return store.simulations.save({
    simulated: { ...makePlanInput(0, entries), missing: ['host_email_absent'] },
    definition: makeDefinition(name),
    policyVersion: 3,
    setId,
    by: 'ada',
    at: later(minutes),
  });
}

export function describeSimulations(given: () => Given): void {
  it('keeps a simulation with its policy as it was, its figures, what it had to do without and who made it', async () => {
    const { store } = given();
    const simulation = await simulate(store, 'idle', [makeEntry('ada', planned), makeEntry('bob', refused)]);
    expect(simulation).toMatchObject({
      policyId: 'idle',
      policyVersion: 3,
      definition: makeDefinition('idle'),
      madeBy: 'ada',
      madeAt: later(0),
      snapshotId: 7,
      digest: 'digest',
      summary: { matched: 2, planned: 1, refused: 1 },
      missing: ['host_email_absent'],
    });
    expect(await store.simulations.get(simulation.id)).toEqual(simulation);
    expect(await store.simulations.get(simulation.id + 1)).toBeNull();
  });

  it('gives its users page by page, by fate and by key, with steps, reasons and before-image', async () => {
    const { store } = given();
    const entries = [makeEntry('ada', planned, already), makeEntry('bob', refused), makeEntry('eve', planned)];
    const { id: simulationId } = await simulate(store, 'idle', entries);
    await simulate(store, 'idle', [makeEntry('somebody else', planned)]);
    const all = await store.simulations.entries({ simulationId, after: 0, limit: 10 });
    expect(all).toMatchObject(
      entries.map(({ userKey, before, trace, steps, notes }) => ({ userKey, before, trace, steps, notes })),
    );
    const find = async (query: object) =>
      (await store.simulations.entries({ simulationId, after: 0, limit: 10, ...query })).map((one) => one.username);
    expect(await find({ fate: 'planned' })).toEqual(['ada', 'eve']);
    expect(await find({ after: at(all, 0).personId, limit: 1 })).toEqual(['bob']);
    expect(await find({ userKeys: [keyOf('bob'), keyOf('nobody')] })).toEqual(['bob']);
    expect(await find({ userKeys: [] })).toEqual([]);
  });

  it('lists the newest first, and of one policy where asked', async () => {
    const { store } = given();
    const ids: number[] = [];
    for (const name of ['idle', 'gone', 'idle']) ids.push((await simulate(store, name, [])).id);
    const list = async (query: object) =>
      (await store.simulations.list({ limit: 10, before: null, ...query })).map(({ id }) => id);
    expect(await list({})).toEqual([...ids].reverse());
    expect(await list({ policyId: idOf('idle') })).toEqual([at(ids, 2), at(ids, 0)]);
    expect(await list({ before: at(ids, 2), limit: 1 })).toEqual([at(ids, 1)]);
  });

  it('keeps simulations that were made together as one set', async () => {
    const { store } = given();
    const set = await store.simulations.beginSet({ by: 'eve', at: later(5) });
    expect(await store.simulations.set(set.id)).toEqual({ id: set.id, madeAt: later(5), madeBy: 'eve' });
    const inside = [await simulate(store, 'idle', [], 5, set.id), await simulate(store, 'gone', [], 5, set.id)];
    await simulate(store, 'idle', []);
    expect(await store.simulations.ofSet(set.id)).toEqual(inside);
    expect(await store.simulations.set(set.id + 1)).toBeNull();
  });

  it('shows nothing of a simulation whose writing broke off', async () => {
    const { store } = given();
    const entries = Array.from({ length: 600 }, (_, index) => makeEntry(`user${index}`, planned));
    const broken = { ...makeEntry('last', planned), notes: [{ toJSON: breakOff } as never] };
    await expect(simulate(store, 'idle', [...entries, broken])).rejects.toThrow('The power went out.');
    expect(await store.simulations.list({ limit: 10, before: null })).toEqual([]);
    await expect(
      store.simulations.save({
        simulated: { ...makePlanInput(0, [makeEntry('ada', planned)]), people: [], missing: [] },
        definition: makeDefinition('idle'),
        policyVersion: null,
        setId: null,
        by: 'ada',
        at: later(0),
      }),
    ).rejects.toMatchObject({ name: 'StoreStateError' });
  });

  it('forgets what is older than asked, sets and people with it, and keeps the rest', async () => {
    const { store } = given();
    const oldSet = await store.simulations.beginSet({ by: 'ada', at: later(0) });
    const old = await simulate(store, 'idle', [makeEntry('ada', planned)], 0, oldSet.id);
    const young = await simulate(store, 'idle', [makeEntry('bob', planned)], 10);
    await store.simulations.prune(later(10));
    expect(await store.simulations.get(old.id)).toBeNull();
    expect(await store.simulations.set(oldSet.id)).toBeNull();
    expect(await store.simulations.entries({ simulationId: old.id, after: 0, limit: 10 })).toEqual([]);
    expect(await store.simulations.get(young.id)).toEqual(young);
    expect(await store.simulations.entries({ simulationId: young.id, after: 0, limit: 10 })).toHaveLength(1);
  });
}

function breakOff(): never {
  throw new Error('The power went out.');
}
