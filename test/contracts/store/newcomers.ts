// What the store promises of users to be created, on either engine.
import { expect, it } from 'vitest';
import { provisioningDefinition } from '../../../sidecar/src/domain/newcomer.ts';
import type { UserKey, Username } from '../../../sidecar/src/domain/user.ts';
import { at, type Given, later, makeEntry, planned, planRun } from './given.ts';

const newcomer = (username: string) => ({
  username: username as Username,
  displayName: 'New',
  email: 'new@example.com',
  groups: ['keep'],
  directory: null,
});

export function describeNewcomers(given: () => Given): void {
  it('keeps whom a run is to create until it is over, in the order of the request', async () => {
    const { store } = given();
    const definition = provisioningDefinition({ maxUsers: 50, to: [] });
    const policyVersion = await store.policies.keepAside({ definition, by: 'ada', at: later(0) });
    const newcomers = [newcomer('b'), newcomer('a')];
    const request = {
      policyId: definition.policy,
      policyVersion,
      trigger: { kind: 'provision', by: 'ada' },
      mode: 'live',
      rehearsalReason: null,
      requestedAt: later(0),
      newcomers,
    } as const;
    const run = await store.runs.request(request);
    if (run === null) throw new Error('there is an open run');
    expect(run.trigger).toEqual(request.trigger);
    expect(await store.runs.request(request)).toBeNull();
    expect(await store.runs.newcomers(run.id)).toEqual(newcomers);
    await store.runs.advance({ runId: run.id, from: 'requested', to: 'reporting', at: later(1), ending: 'failed' });
    await store.runs.finish({ runId: run.id, at: later(2), report: {}, mails: [] });
    expect(await store.runs.newcomers(run.id)).toEqual([]);
  });

  it('keeps their policy out of every list, the same version for the same words', async () => {
    const { store } = given();
    const keep = (maxUsers: number) =>
      store.policies.keepAside({ definition: provisioningDefinition({ maxUsers, to: [] }), by: 'ada', at: later(0) });
    const before = await store.policies.list();
    const [first, second, again] = [await keep(1), await keep(2), await keep(2)];
    expect([second - first, again]).toEqual([1, second]);
    expect(await store.policies.list()).toEqual(before);
    const { policy } = provisioningDefinition({ maxUsers: 1, to: [] });
    expect(await store.policies.get(policy)).toBeNull();
    expect(await store.policies.definition(policy, second)).toMatchObject({ limits: { maxUsers: 2 } });
  });

  it('keeps the key that a newcomer got beside the plan, and the first one stands', async () => {
    const { store } = given();
    const { runId, entries } = await planRun(store, 'idle', [makeEntry('new', planned)]);
    const { personId } = at(entries, 0);
    for (const userKey of ['one', 'other'] as UserKey[]) await store.runs.noteCreated({ personId, userKey });
    const [entry] = await store.runs.entries({ runId, after: 0, limit: 1 });
    expect(entry).toMatchObject({ userKey: at(entries, 0).userKey, createdKey: 'one' });
  });
}
