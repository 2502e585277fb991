// What a store must do with events: each look noted once, each event claimed once together with its run.
import { expect, it } from 'vitest';
import type { EventLook, UserEvent } from '../../../sidecar/src/domain/event.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import {
  addFinishedSnapshot,
  addSnapshot,
  type Given,
  idOf,
  keyOf,
  later,
  makeRequest,
  makeUser,
  noon,
  savePolicy,
} from './given.ts';

const policyId = idOf('greet');

function makeLook(snapshotId: number, changes: Partial<EventLook> = {}): EventLook {
  return { event: 'login', since: noon, snapshotId, seenUntil: noon, complete: true, ...changes };
}

function loginsOf(...names: string[]): UserEvent[] {
  return names.map((name, index) => ({ userKey: keyOf(name), at: later(index + 1) }));
}

function claim(store: Store, from: EventLook, to: EventLook, events: readonly UserEvent[]) {
  const request = makeRequest('greet', { trigger: { kind: to.event, readAt: later(9) } });
  return store.events.claim({ policyId, from, to, events, request });
}

async function endRuns(store: Store): Promise<void> {
  for (const { id } of await store.runs.list({ limit: 50, before: null })) {
    await store.runs.advance({ runId: id, from: 'requested', to: 'finished', at: noon });
  }
}

export function describeEvents(given: () => Given): void {
  it('notes the first look, keeps it against a second one, and begins anew for another event or where it is from the future', async () => {
    const { store } = given();
    await savePolicy(store, 'greet');
    expect(await store.events.look(policyId)).toBeNull();
    await store.events.beginLooking(policyId, makeLook(1));
    await store.events.beginLooking(policyId, makeLook(2, { since: later(5) }));
    expect(await store.events.look(policyId)).toEqual(makeLook(1));
    await store.events.beginLooking(policyId, makeLook(2, { since: later(-5) }));
    expect(await store.events.look(policyId)).toEqual(makeLook(2, { since: later(-5) }));
    const other = makeLook(3, { event: 'creation', since: later(7), complete: false });
    await store.events.beginLooking(policyId, other);
    expect(await store.events.look(policyId)).toEqual(other);
  });

  it('forgets what a policy knew when it is taken back into use', async () => {
    const { store } = given();
    await savePolicy(store, 'greet');
    await store.events.beginLooking(policyId, makeLook(1));
    await store.policies.retire(policyId, later(1));
    await savePolicy(store, 'greet');
    expect(await store.events.look(policyId)).toBeNull();
  });

  it('claims events together with their run, and the same events never again', async () => {
    const { store } = given();
    await savePolicy(store, 'greet');
    await store.events.beginLooking(policyId, makeLook(1));
    const first = await claim(store, makeLook(1), makeLook(2), loginsOf('ada', 'bob'));
    expect(first).toMatchObject({ kind: 'claimed', users: 2, run: { trigger: { kind: 'login', readAt: later(9) } } });
    const runId = first.kind === 'claimed' ? first.run.id : 0;
    expect(await store.events.claimedBy(runId)).toEqual(new Set([keyOf('ada'), keyOf('bob')]));
    expect((await store.runs.get(runId))?.trigger).toEqual({ kind: 'login', readAt: later(9) });
    await endRuns(store);
    expect(await claim(store, makeLook(2), makeLook(3), loginsOf('ada', 'bob'))).toEqual({ kind: 'nothing' });
    const again = await claim(store, makeLook(3), makeLook(4), [{ userKey: keyOf('ada'), at: later(30) }]);
    expect(again).toMatchObject({ kind: 'claimed', users: 1 });
  });

  it('gives a look that somebody else has moved on to nobody', async () => {
    const { store } = given();
    await savePolicy(store, 'greet');
    await store.events.beginLooking(policyId, makeLook(1));
    await claim(store, makeLook(1), makeLook(2), []);
    expect(await claim(store, makeLook(1), makeLook(3), loginsOf('ada'))).toEqual({ kind: 'taken' });
    expect((await store.events.look(policyId))?.snapshotId).toBe(2);
  });

  it('gives the events to one of several who claim them at the same moment', async () => {
    const { store } = given();
    await savePolicy(store, 'greet');
    await store.events.beginLooking(policyId, makeLook(1));
    const all = [2, 3, 4, 5].map((snapshotId) => claim(store, makeLook(1), makeLook(snapshotId), loginsOf('ada')));
    const kinds = (await Promise.all(all)).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['claimed', 'taken', 'taken', 'taken']);
    expect(await store.runs.list({ limit: 10, before: null })).toHaveLength(1);
  });

  it('leaves everything as it was while the policy has an open run, so that the next look finds the events again', async () => {
    const { store } = given();
    await savePolicy(store, 'greet');
    await store.events.beginLooking(policyId, makeLook(1));
    await store.runs.request(makeRequest('greet'));
    expect(await claim(store, makeLook(1), makeLook(2), loginsOf('ada'))).toEqual({ kind: 'overlap' });
    expect(await store.events.look(policyId)).toEqual(makeLook(1));
    await endRuns(store);
    expect(await claim(store, makeLook(1), makeLook(2), loginsOf('ada'))).toMatchObject({ kind: 'claimed', users: 1 });
  });

  it('names who appeared since an instant, by creation date or first sight, and whether the snapshot before had them, and all keys of a snapshot', async () => {
    const { store } = given();
    const before = await addFinishedSnapshot(store, [makeUser('old'), makeUser('dated', { createdAt: later(-60) })]);
    const users = [makeUser('old'), makeUser('dated', { createdAt: later(20) }), makeUser('new')];
    const id = await addFinishedSnapshot(store, users, later(30));
    const dated = { userKey: keyOf('dated'), createdAt: later(20), firstSeenAt: noon };
    const fresh = { userKey: keyOf('new'), createdAt: null, firstSeenAt: later(30) };
    expect(await store.events.appearedSince({ snapshotId: id, since: later(10), before })).toEqual([
      { ...dated, seenBefore: true },
      { ...fresh, seenBefore: false },
    ]);
    expect(await store.events.appearedSince({ snapshotId: id, since: later(10), before: 4711 })).toEqual([
      { ...dated, seenBefore: null },
      { ...fresh, seenBefore: null },
    ]);
    expect(await store.snapshots.userKeys(id)).toEqual(new Set(['dated', 'new', 'old'].map(keyOf)));
  });

  it('names the last login of each user since an instant: told now, and no other kind of use', async () => {
    const { store } = given();
    const item = {
      source: 'list',
      kind: 'login',
      word: 'seen',
      at: later(5),
      readAt: later(9),
      carried: false,
    } as const;
    const id = await addSnapshot(store, [
      makeUser('ada', { evidence: [item, { ...item, source: 'log', at: later(7) }] }),
      makeUser('bob', { evidence: [{ ...item, at: later(-5) }] }),
      makeUser('eve', { evidence: [{ ...item, kind: 'page-view' }] }),
      makeUser('joe', { evidence: [{ ...item, carried: true }] }),
      makeUser('zoe', { evidence: [{ ...item, word: 'never', at: null }] }),
    ]);
    expect(await store.events.loginsSince(id, noon)).toEqual([{ userKey: keyOf('ada'), at: later(7) }]);
  });
}
