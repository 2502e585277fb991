// What the store promises of users found by criteria and of the figures of everybody, on either engine.
import { expect, it } from 'vitest';
import type { Activity } from '../../../sidecar/src/domain/activity.ts';
import type { FindQuery } from '../../../sidecar/src/store/snapshots.ts';
import { addSnapshot, type Given, keyOf, makeUser, noon } from './given.ts';

const seen = (at: string): Activity => ({ state: 'seen', at, kind: 'login', source: 'users.activity', readAt: noon });
const [today, longAgo] = [seen(noon), seen('2025-01-01T00:00:00.000Z')];
const unknown: Activity = { state: 'unknown', reason: 'not-covered' };

const people = [
  makeUser('Ada', { activity: longAgo }),
  makeUser('bob', { activity: today }),
  makeUser('cleo', { activity: unknown }),
  makeUser('dora', { activity: longAgo }),
  makeUser('emil', { activity: longAgo, status: 'disabled' }),
];

export function describeFinding(given: () => Given): void {
  const find = (snapshotId: number, parts: Partial<FindQuery> = {}) =>
    given().store.snapshots.findUsers({
      snapshotId,
      now: noon,
      criteria: { inactiveDays: 90 },
      search: '',
      sort: 'username',
      descending: false,
      limit: 2,
      cursor: null,
      ...parts,
    });

  it('gives those whom the criteria mean page by page, with their groups, and counts them once', async () => {
    const { snapshots } = given().store;
    const id = await addSnapshot(given().store, people);
    await snapshots.addMemberships(id, [{ group: 'Staff', userKey: keyOf('dora'), direct: true }]);
    const first = await find(id);
    expect(first.counts).toEqual({ total: 3, unknown: 1 });
    const second = await find(id, { cursor: first.nextCursor });
    expect([second.counts, second.nextCursor]).toEqual([null, null]);
    const found = [...first.people, ...second.people];
    expect(found.map(({ user, memberships }) => [user.username, memberships.length])).toEqual([
      ['Ada', 0],
      ['dora', 1],
      ['emil', 0],
    ]);
    expect((await find(id, { criteria: null })).counts).toEqual({ total: 5, unknown: 0 });
    expect((await find(id, { criteria: { not: { inactiveDays: 90 } } })).counts).toEqual({ total: 1, unknown: 1 });
  });

  it('counts enabled users by how long ago they were last active, those never seen and unknown beside them', async () => {
    const { snapshots } = given().store;
    const never = makeUser('nora', { activity: { state: 'never', source: 'users.activity', readAt: noon } });
    const id = await addSnapshot(given().store, [...people, never]);
    const input = { snapshotId: id, now: noon, limitDays: [1, 90] };
    expect(await snapshots.activityHistogram(input)).toEqual({
      within: [
        { days: 1, users: 1 },
        { days: 90, users: 0 },
      ],
      beyond: 2,
      never: 1,
      unknown: 1,
    });
  });

  it('counts every user once: disabled before protected, protected before what is known of their activity', async () => {
    const { snapshots } = given().store;
    const id = await addSnapshot(given().store, people);
    await snapshots.addMemberships(id, [{ group: 'Keepers', userKey: keyOf('dora'), direct: false }]);
    const input = { snapshotId: id, now: noon, inactiveDays: 90, protectedUsers: [], protectedGroups: [] };
    const open = { active: 1, inactive: 2, unknown: 1, protected: 0, disabled: 1 };
    expect(await snapshots.standing(input)).toEqual(open);
    const kept = { protectedUsers: [keyOf('emil')], protectedGroups: ['keepers'] };
    expect(await snapshots.standing({ ...input, ...kept })).toEqual({ ...open, inactive: 1, protected: 1 });
  });
}
