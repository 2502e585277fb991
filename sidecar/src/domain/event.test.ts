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
      fc.property(fc.array(anyUser), anyLook, fc.boolean(), (users, look, complete) => {
        for (const { at: happened } of findCreations(users, look, complete)) expect(happened > look.since).toBe(true);
      }),
    );
  });

  it('are not believed of users without a creation date where a reading did not hold everybody', () => {
    fc.assert(
      fc.property(fc.array(anyUser), anyLook, fc.boolean(), (users, look, complete) => {
        const undated = users.map((user) => ({ ...user, createdAt: null }));
        if (!look.complete || !complete) expect(findCreations(undated, look, complete)).toEqual([]);
      }),
    );
  });

  it('are told by the date of the host, else by who was first seen after the reading before', () => {
    const look: EventLook = { event: 'creation', since: at(0), snapshotId: 1, seenUntil: at(10), complete: true };
    const users = [
      { userKey: 'dated' as UserKey, createdAt: at(5), firstSeenAt: at(20) },
      { userKey: 'old, seen late' as UserKey, createdAt: at(-5), firstSeenAt: at(20) },
      { userKey: 'undated' as UserKey, createdAt: null, firstSeenAt: at(20) },
      { userKey: 'seen before' as UserKey, createdAt: null, firstSeenAt: at(10) },
    ];
    expect(findCreations(users, look, true)).toEqual([
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
