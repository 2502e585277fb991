// What the store promises of the licence that each snapshot found, on either engine.
import { expect, it } from 'vitest';
import type { LicenceFinding } from '../../../sidecar/src/domain/licence/figures.ts';
import { makeLicence } from '../../support/licences.ts';
import { addFinishedSnapshot, addSnapshot, type Given, keyOf, later, makeUser, noon } from './given.ts';

export function describeLicence(given: () => Given): void {
  it('keeps who takes a seat of the licence with the snapshot, and removes it with the snapshot', async () => {
    const { snapshots } = given().store;
    const finding: LicenceFinding = {
      licence: makeLicence(['users'], { holders: [{ userKey: keyOf('ada'), certain: true }] }),
      figures: { seats: 1, unknown: 0, groups: [{ group: 'users', seats: 0, only: 0 }], own: { seats: 1, only: 1 } },
      host: { used: 1, most: null, remaining: null },
      asked: [{ witness: 'permissions', failure: null }],
    };
    const id = await addSnapshot(given().store, [makeUser('ada')]);
    expect(await snapshots.licence(id)).toBeNull();
    await snapshots.finish(id, { finishedAt: noon, sources: [], licence: finding });
    expect(await snapshots.licence(id)).toEqual(finding);
    const next = await addFinishedSnapshot(given().store, []);
    await snapshots.prune({ keep: 1, now: later(600) });
    expect([await snapshots.get(id), await snapshots.licence(id), await snapshots.licence(next)]).toEqual([
      null,
      null,
      null,
    ]);
  });
}
