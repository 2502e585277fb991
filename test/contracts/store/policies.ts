// What the store promises of policies, their versions and the ticks of their schedules, on either engine.
import { expect, it } from 'vitest';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { type Given, idOf, later, makeDefinition, makeRequest, noon, savePolicy } from './given.ts';

const file = { kind: 'file', file: 'idle.yaml' } as const;

export function describePolicies(given: () => Given): void {
  it('starts a new policy in test mode at version 1', async () => {
    const { policies } = given().store;
    const definition = makeDefinition('idle');
    const saved = await policies.save({ definition, origin: { kind: 'api', by: 'ada' }, at: noon });
    expect(saved).toEqual({
      changed: true,
      policy: {
        id: 'idle',
        version: 1,
        definition,
        mode: 'test',
        origin: { kind: 'api', by: 'ada' },
        createdAt: noon,
        updatedAt: noon,
        consideredUntil: noon,
      },
    });
    expect(await policies.get(idOf('idle'))).toEqual(saved.policy);
    expect(await policies.get(idOf('other'))).toBeNull();
    expect(await policies.list()).toEqual([saved.policy]);
  });

  it('remembers who wrote each version, whoever wrote the next one; a file has nobody', async () => {
    const { policies } = given().store;
    const definition = makeDefinition('idle');
    await policies.save({ definition, origin: { kind: 'api', by: 'ada' }, at: noon });
    await policies.save({ definition, origin: { kind: 'api', by: 'cleo' }, at: later(1) });
    const second = { ...definition, name: 'Second' };
    await policies.save({ definition: second, origin: { kind: 'api', by: 'bob' }, at: later(2) });
    await policies.save({ definition: { ...definition, name: 'Third' }, origin: file, at: later(3) });
    const authors = await Promise.all([1, 2, 3, 4].map((version) => policies.author(idOf('idle'), version)));
    expect(authors).toEqual(['ada', 'bob', null, null]);
  });

  it('writes no new version of what is the same but for the order of its keys, and notes where it comes from', async () => {
    const { policies } = given().store;
    const definition = makeDefinition('idle');
    await policies.save({ definition, origin: { kind: 'api', by: 'ada' }, at: noon });
    const reordered: typeof definition = Object.assign(
      {},
      ...Object.entries(definition)
        .toReversed()
        .map(([key, value]) => ({ [key]: value })),
    );
    const again = await policies.save({ definition: reordered, origin: file, at: later(1) });
    expect(again.changed).toBe(false);
    expect(again.policy).toMatchObject({ version: 1, origin: file, updatedAt: noon });
  });

  it('keeps every version as it was, and the mode through a new one', async () => {
    const { policies } = given().store;
    const first = makeDefinition('idle');
    const second = makeDefinition('idle', { actions: ['delete'] });
    await policies.save({ definition: first, origin: file, at: noon });
    await policies.setMode(idOf('idle'), 'live', later(1));
    const saved = await policies.save({ definition: second, origin: file, at: later(2) });
    expect(saved).toMatchObject({ changed: true, policy: { version: 2, mode: 'live', updatedAt: later(2) } });
    expect(await policies.definition(idOf('idle'), 1)).toEqual(first);
    expect(await policies.definition(idOf('idle'), 2)).toEqual(second);
    expect(await policies.definition(idOf('idle'), 3)).toBeNull();
  });

  it('writes one version when the same change is saved twice at once', async () => {
    const { policies } = given().store;
    const save = () => policies.save({ definition: makeDefinition('idle'), origin: file, at: noon });
    const saved = await Promise.all([save(), save(), save()]);
    expect(saved.map((one) => one.changed).sort()).toEqual([false, false, true]);
    expect(saved.map((one) => one.policy.version)).toEqual([1, 1, 1]);
  });

  it('saves several together, or none of them where one was written by somebody else in between', async () => {
    const { policies } = given().store;
    const origin = { kind: 'api', by: 'ada' } as const;
    const [one, other] = [makeDefinition('one'), makeDefinition('other')];
    const both = [
      { definition: other, origin, over: null },
      { definition: one, origin, over: null },
    ];
    const first = await policies.saveTogether({ drafts: both, at: noon });
    if (first.kind !== 'saved') throw new Error('was overtaken by nobody');
    expect(first.saved.map(({ policy, changed }) => [policy.id, policy.version, changed])).toEqual([
      ['one', 1, true],
      ['other', 1, true],
    ]);
    await policies.save({ definition: { ...other, name: 'By Bob' }, origin: { kind: 'api', by: 'bob' }, at: later(1) });
    const drafts = [
      { definition: { ...one, name: 'By Ada' }, origin, over: 1 },
      { definition: { ...other, name: 'By Ada' }, origin, over: 1 },
    ];
    expect(await policies.saveTogether({ drafts, at: later(2) })).toMatchObject({
      kind: 'overtaken',
      id: 'other',
      newest: { version: 2, origin: { kind: 'api', by: 'bob' }, definition: { name: 'By Bob' } },
    });
    expect(await policies.get(idOf('one'))).toMatchObject({ version: 1, definition: one });
    expect(await policies.get(idOf('other'))).toMatchObject({ version: 2, updatedAt: later(1) });
  });

  it('takes what says the same as the newest version, whichever version was seen, and misses a retired policy', async () => {
    const { policies } = given().store;
    const origin = { kind: 'api', by: 'ada' } as const;
    const definition = makeDefinition('idle');
    const save = (over: number | null, name = definition.name) =>
      policies.saveTogether({ drafts: [{ definition: { ...definition, name }, origin, over }], at: noon });
    await save(null);
    expect(await save(null)).toMatchObject({ kind: 'saved', saved: [{ changed: false }] });
    expect(await save(null, 'Another')).toMatchObject({ kind: 'overtaken', newest: { version: 1 } });
    await policies.retire(idOf('idle'), later(1));
    expect(await save(1, 'Another')).toEqual({ kind: 'overtaken', id: 'idle', newest: null });
    expect(await save(null, 'Another')).toMatchObject({ kind: 'saved', saved: [{ policy: { version: 2 } }] });
    expect(
      await policies.saveTogether({ drafts: [{ definition: makeDefinition('gone'), origin, over: 3 }], at: noon }),
    ).toEqual({
      kind: 'overtaken',
      id: 'gone',
      newest: null,
    });
    expect((await policies.list()).map(({ id }) => id)).toEqual(['idle']);
  });

  it('changes the mode of a policy in use only', async () => {
    const { policies } = given().store;
    expect(await policies.setMode(idOf('idle'), 'live', noon)).toBeNull();
    await savePolicy(given().store, 'idle');
    expect(await policies.setMode(idOf('idle'), 'live', later(1))).toMatchObject({ mode: 'live', updatedAt: later(1) });
  });

  it('takes a policy out of use with its versions kept, and starts it in test mode when it comes back', async () => {
    const { policies } = given().store;
    await savePolicy(given().store, 'idle');
    await policies.setMode(idOf('idle'), 'live', noon);
    expect(await policies.retire(idOf('idle'), later(1))).toBe(true);
    expect(await policies.retire(idOf('idle'), later(2))).toBe(false);
    expect(await policies.get(idOf('idle'))).toBeNull();
    expect(await policies.list()).toEqual([]);
    expect(await policies.setMode(idOf('idle'), 'live', later(2))).toBeNull();
    expect(await policies.definition(idOf('idle'), 1)).toEqual(makeDefinition('idle'));
    const back = await policies.save({ definition: makeDefinition('idle'), origin: file, at: later(3) });
    expect(back.policy).toMatchObject({ version: 1, mode: 'test', consideredUntil: later(3) });
  });

  it('remembers up to when ticks have been considered', async () => {
    const { policies } = given().store;
    await savePolicy(given().store, 'idle');
    await policies.setConsideredUntil(idOf('idle'), later(60));
    expect((await policies.get(idOf('idle')))?.consideredUntil).toBe(later(60));
  });

  it('gives a tick to exactly one of several who claim it at once', async () => {
    const { store } = given();
    await savePolicy(store, 'idle');
    const claims = await Promise.all([1, 2, 3, 4].map(() => claim(store, '2026-03-29T02:30')));
    expect(claims.map((one) => one.kind).sort()).toEqual(['claimed', 'taken', 'taken', 'taken']);
    expect(await store.runs.list({ limit: 10, before: null })).toMatchObject([
      { policyId: 'idle', state: 'requested', trigger: { kind: 'schedule', tick: '2026-03-29T02:30' } },
    ]);
  });

  it('notes a tick during an open run and lets it go', async () => {
    const { store } = given();
    await savePolicy(store, 'idle');
    const first = await claim(store, '2026-03-01T02:30');
    expect(await claim(store, '2026-03-02T02:30')).toEqual({ kind: 'overlap' });
    if (first.kind !== 'claimed') throw new Error('The first tick was not claimed.');
    await store.runs.advance({ runId: first.run.id, from: 'requested', to: 'finished', at: later(1) });
    expect(await claim(store, '2026-03-02T02:30')).toEqual({ kind: 'taken' });
    expect(await claim(store, '2026-03-03T02:30')).toMatchObject({ kind: 'claimed' });
  });

  it('lets one of two ticks of a policy that fall together begin a run', async () => {
    const { store } = given();
    await savePolicy(store, 'idle');
    const claims = await Promise.all([claim(store, '2026-03-01T02:30'), claim(store, '2026-03-02T02:30')]);
    expect(claims.map((one) => one.kind).sort()).toEqual(['claimed', 'overlap']);
  });
}

function claim(store: Store, localTime: string) {
  const tick = { policyId: idOf('idle'), localTime, zone: 'Europe/Berlin', instant: noon };
  return store.policies.claimTick(tick, makeRequest('idle', { trigger: { kind: 'schedule', tick: localTime } }));
}
