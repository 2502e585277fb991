// Which events are new: nothing before the first look, nobody twice, and nobody who may only have been missing before.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AppearedUser,
  type EventLook,
  findCreations,
  isReadingDue,
  type UserEvent,
  withoutDealtWith,
} from './event.ts';
import type { UserKey } from './user.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 15) + minutes * 60_000).toISOString();
const anyInstant = fc.integer({ min: -600, max: 600 }).map(at);
const anyKey = fc.constantFrom('ada', 'bob', 'eve').map((name) => name as UserKey);
const anyUser: fc.Arbitrary<AppearedUser> = fc.record({
  userKey: anyKey,
  createdAt: fc.option(anyInstant),
  firstSeenAt: anyInstant,
  seenBefore: fc.option(fc.boolean()),
});
const anyLook: fc.Arbitrary<EventLook> = fc.record({
  event: fc.constantFrom('creation', 'login'),
  since: anyInstant,
  snapshotId: fc.nat(),
  seenUntil: anyInstant,
  complete: fc.boolean(),
});
const anyEvents = fc.array(fc.record({ userKey: anyKey, at: anyInstant }), { maxLength: 8 });

describe('creations', () => {
  it('never lie before the first look, whatever is told', () => {
    fc.assert(
      fc.property(fc.array(anyUser), anyLook, anyLook, (users, from, to) => {
        for (const { at: happened } of findCreations(users, from, to)) expect(happened > from.since).toBe(true);
      }),
    );
  });

  it('are not believed of users without a creation date where a reading did not hold everybody', () => {
    fc.assert(
      fc.property(fc.array(anyUser), anyLook, anyLook, (users, from, to) => {
        const undated = users.map((user) => ({ ...user, createdAt: null }));
        if (!from.complete || !to.complete) expect(findCreations(undated, from, to)).toEqual([]);
      }),
    );
  });

  it('are never those of users who stood in the reading before, however the clock was set between the two', () => {
    fc.assert(
      fc.property(fc.array(anyUser), anyLook, anyLook, (users, from, to) => {
        const known = users.map((user) => ({ ...user, createdAt: null, seenBefore: true }));
        expect(findCreations(known, from, to)).toEqual([]);
      }),
    );
  });

  it('are told by who stands in which reading where the clock was set back between the two, and where that is not kept by nobody', () => {
    const from: EventLook = { event: 'creation', since: at(0), snapshotId: 1, seenUntil: at(500), complete: true };
    const to = { ...from, snapshotId: 2, seenUntil: at(30) };
    const user = { createdAt: null, firstSeenAt: at(30) };
    const users = [
      { ...user, userKey: 'new' as UserKey, seenBefore: false },
      { ...user, userKey: 'old' as UserKey, seenBefore: true },
      { ...user, userKey: 'perhaps' as UserKey, seenBefore: null },
    ];
    expect(findCreations(users, from, to)).toEqual([{ userKey: 'new', at: at(30) }]);
  });

  it('are told by the date of the host, else by who was first seen after the reading before', () => {
    const look: EventLook = { event: 'creation', since: at(0), snapshotId: 1, seenUntil: at(10), complete: true };
    const users = [
      { userKey: 'dated' as UserKey, createdAt: at(5), firstSeenAt: at(20), seenBefore: null },
      { userKey: 'old, seen late' as UserKey, createdAt: at(-5), firstSeenAt: at(20), seenBefore: null },
      { userKey: 'undated' as UserKey, createdAt: null, firstSeenAt: at(20), seenBefore: null },
      { userKey: 'seen before' as UserKey, createdAt: null, firstSeenAt: at(10), seenBefore: null },
    ];
    expect(findCreations(users, look, { ...look, snapshotId: 2, seenUntil: at(25) })).toEqual([
      { userKey: 'dated', at: at(5) },
      { userKey: 'undated', at: at(20) },
    ]);
  });
});

describe('events that were dealt with', () => {
  it('are not new again: looking twice at the same finds nothing the second time', () => {
    fc.assert(
      fc.property(anyEvents, fc.constantFrom('creation', 'login'), (events, kind) => {
        const last = new Map<UserKey, string>();
        for (const event of [...events].sort(byInstant)) last.set(event.userKey, event.at);
        expect(withoutDealtWith(events, kind, last)).toEqual([]);
        expect(withoutDealtWith(events, kind, new Map())).toEqual(events);
      }),
    );
  });

  it('leave a later login new, and no second creation of the same user', () => {
    const last = new Map([['ada' as UserKey, at(10)]]);
    const events = [{ userKey: 'ada' as UserKey, at: at(11) }];
    expect(withoutDealtWith(events, 'login', last)).toEqual(events);
    expect(withoutDealtWith(events, 'creation', last)).toEqual([]);
    expect(withoutDealtWith([{ userKey: 'ada' as UserKey, at: at(9) }], 'login', last)).toEqual([]);
  });
});

describe('a reading for events', () => {
  it('is due at first, then after its interval, and not put off by a clock that was set back', () => {
    expect(isReadingDue(60, [], at(0))).toBe(true);
    expect(isReadingDue(60, [at(0)], at(59))).toBe(false);
    expect(isReadingDue(60, [at(0)], at(60))).toBe(true);
    expect(isReadingDue(60, [at(-90), at(-30)], at(0))).toBe(false);
    expect(isReadingDue(60, [at(600)], at(0))).toBe(true);
  });
});

function byInstant(one: UserEvent, other: UserEvent): number {
  return one.at < other.at ? -1 : 1;
}
