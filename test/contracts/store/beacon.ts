// The store's contract on the page beacon: one row for each user and day, the last day of everybody, and forgetting.
import { expect, it } from 'vitest';
import type { BeaconDay } from '../../../sidecar/src/store/beacon.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { type Given, keyOf } from './given.ts';

async function lastDays({ beacon }: Store): Promise<Record<string, string>> {
  const days: BeaconDay[] = [];
  for await (const batch of beacon.lastDays()) days.push(...batch);
  expect(new Set(days.map((one) => one.userKey)).size).toBe(days.length);
  return Object.fromEntries(days.map(({ userKey, day }) => [userKey, day]));
}

export function describeBeacon(given: () => Given): void {
  it('keeps a day once however often it is told, and tells the last one of everybody', async () => {
    const { store } = given();
    const mara = keyOf('mara');
    await Promise.all(
      ['2026-03-02', '2026-03-02', '2026-03-01'].map((day) => store.beacon.note({ userKey: mara, day })),
    );
    await store.beacon.note({ userKey: keyOf('li'), day: '2026-02-28' });
    expect(await lastDays(store)).toEqual({ [mara]: '2026-03-02', [keyOf('li')]: '2026-02-28' });
  });

  it('forgets what lies before a day, and nothing else', async () => {
    const { store } = given();
    for (const day of ['2025-01-01', '2025-01-02', '2026-03-02']) {
      await store.beacon.note({ userKey: keyOf('mara'), day });
      await store.beacon.note({ userKey: keyOf(`only ${day}`), day });
    }
    await store.beacon.prune('2025-01-02');
    expect(await lastDays(store)).toEqual({
      [keyOf('mara')]: '2026-03-02',
      [keyOf('only 2025-01-02')]: '2025-01-02',
      [keyOf('only 2026-03-02')]: '2026-03-02',
    });
    await store.beacon.prune('2026-03-03');
    expect(await lastDays(store)).toEqual({});
  });

  it('tells of everybody where they are many', async () => {
    const { store } = given();
    const many = Array.from({ length: 501 }, (_, n) => ({ userKey: keyOf(`user ${n}`), day: '2026-03-02' }));
    await Promise.all(many.map((seen) => store.beacon.note(seen)));
    expect(Object.keys(await lastDays(store))).toHaveLength(501);
  });
}
