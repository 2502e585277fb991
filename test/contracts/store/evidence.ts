// The store's contract on evidence: every word of every source is kept, found by user and by source, and goes with its snapshot.
import { expect, it } from 'vitest';
import { type EvidenceItem, makeEvidence } from '../../../sidecar/src/domain/activity/evidence.ts';
import { addFinishedSnapshot, addSnapshot, type Given, keyOf, later, makeUser, noon } from './given.ts';

const item = (source: string, told: string | null | undefined): EvidenceItem =>
  makeEvidence({ source, kind: 'login', told, readAt: noon });

export function describeEvidence(given: () => Given): void {
  it('keeps what each source said of a user, and the later word where somebody is read twice', async () => {
    const { store } = given();
    const carried = { ...item('file:a', later(-60)), carried: true };
    const id = await addSnapshot(store, [
      makeUser('mara', { evidence: [item('list', null), carried] }),
      makeUser('li'),
    ]);
    expect(await store.snapshots.evidenceOf(id, keyOf('mara'))).toEqual([carried, item('list', null)]);
    expect(await store.snapshots.evidenceOf(id, keyOf('li'))).toEqual([]);
    const again = makeUser('mara', { evidence: [item('file:a', later(-5)), item('file:a', 'soon')] });
    await store.snapshots.addUsers(id, [again], noon);
    expect(await store.snapshots.evidenceOf(id, keyOf('mara'))).toEqual([
      item('file:a', later(-5)),
      item('file:a', 'soon'),
      item('list', null),
    ]);
  });

  it('gives everything one source saw, each word once, however many there are', async () => {
    const { store } = given();
    const users = Array.from({ length: 3_001 }, (_, n) =>
      makeUser(`user${n}`, {
        evidence: [item('log', later(-n)), item('list', null), ...(n % 3 === 0 ? [item('log', 'soon')] : [])],
      }),
    );
    const id = await addSnapshot(store, users);
    const seen = new Map<string, number>();
    for await (const batch of store.snapshots.evidenceBy(id, 'log')) {
      for (const { userKey, item: found } of batch) {
        expect(found.source).toBe('log');
        seen.set(`${userKey} ${found.word}`, (seen.get(`${userKey} ${found.word}`) ?? 0) + 1);
      }
    }
    expect(seen.size).toBe(3_001 + 1_001);
    expect(Math.max(...seen.values())).toBe(1);
    for await (const batch of store.snapshots.evidenceBy(id, 'list')) expect(batch).toEqual([]);
  });

  it('keeps the evidence of kept snapshots only', async () => {
    const { store } = given();
    const users = [makeUser('mara', { evidence: [item('list', later(-1))] })];
    const old = await addFinishedSnapshot(store, users);
    const kept = await addFinishedSnapshot(store, users, later(1));
    await store.snapshots.prune({ keep: 1, now: later(600) });
    expect(await store.snapshots.evidenceOf(old, keyOf('mara'))).toEqual([]);
    expect(await store.snapshots.evidenceOf(kept, keyOf('mara'))).toHaveLength(1);
  });

  it('finds users whose tokens were used lately and of whom no source ever saw a login', async () => {
    const { store } = given();
    const used = (at: string) => makeEvidence({ source: 'tokens', kind: 'token-use', told: at, readAt: noon });
    const id = await addSnapshot(store, [
      makeUser('bot', { evidence: [used(later(-5)), item('list', null)] }),
      makeUser('person', { evidence: [used(later(-5)), item('list', later(-60 * 24 * 365))] }),
      makeUser('old.bot', { evidence: [used(later(-61))] }),
      makeUser('idle', { evidence: [item('list', null)] }),
    ]);
    expect(await store.snapshots.tokenOnlyUsers(id, later(-60))).toEqual([keyOf('bot')]);
  });
}
