// Each leaf at its edge: thresholds to the millisecond, names without regard to case, and unknown wherever nothing is told.
import { describe, expect, it } from 'vitest';
import {
  activityUnknownReasons,
  makeContext,
  makePerson,
  neverSeen,
  now,
  type PersonFacts,
  seenAt,
  shiftMs,
} from '../../../../test/support/people.ts';
import type { UserKey } from '../user.ts';
import { makeUserList } from '../user-list.ts';
import { daysBefore, daysSince } from './days.ts';
import type { Criteria } from './leaves.ts';
import { type GroupKnowledge, type MatchContext, matches, type UnknownReason, unknownReasons } from './matches.ts';

const days = 90;
const mara = 'key-mara' as UserKey;
const threshold = daysBefore(now, days);
const ask = (criteria: Criteria, facts: PersonFacts, knowledge: Readonly<Record<string, GroupKnowledge>> = {}) =>
  matches(criteria, makePerson(facts), makeContext(knowledge));
const answer = (...asked: Parameters<typeof ask>) => {
  const trace = ask(...asked);
  return trace.verdict === 'unknown' ? unknownReasons(trace).join() : trace.verdict;
};

describe('inactive for some days', () => {
  it.each([
    [-1, 'yes'],
    [0, 'yes'],
    [1, 'no'],
    [86_400_000 * days, 'no'],
    [86_400_000 * days + 60_000, 'no'],
  ])('from the threshold on, to the millisecond: %i ms later is %s', (offset, verdict) => {
    expect(answer({ inactiveDays: days }, { activity: seenAt(shiftMs(threshold, offset)) })).toBe(verdict);
  });

  it('tells when, how, from where and how many whole days ago', () => {
    const at = shiftMs(threshold, -86_399_999);
    expect(ask({ inactiveDays: days }, { activity: seenAt(at) })).toMatchObject({
      facts: { lastActivityAt: at, days: 90, kind: 'login', source: 'users.activity', readAt: now },
    });
  });

  it('does not mean somebody who was never active', () => {
    expect(answer({ inactiveDays: days }, { activity: neverSeen })).toBe('no');
  });

  it.each(activityUnknownReasons)('is unknown where activity is: %s', (reason) => {
    const activity = { state: 'unknown', reason } as const;
    expect(answer({ inactiveDays: days }, { activity })).toBe(`activity-${reason}`);
    expect(answer({ neverActive: { accountOlderThanDays: days } }, { activity })).toBe(`activity-${reason}`);
  });
});

describe('never active in an account of some age', () => {
  const criteria: Criteria = { neverActive: { accountOlderThanDays: days } };

  it.each([
    [-1, 'yes', 'yes'],
    [0, 'yes', 'yes'],
    [1, 'no', 'account-age-not-told'],
  ])('%i ms from the threshold: created then %s, first seen then %s', (offset, created, seen) => {
    const at = shiftMs(threshold, offset);
    expect(answer(criteria, { activity: neverSeen, createdAt: at, firstSeenAt: now })).toBe(created);
    expect(answer(criteria, { activity: neverSeen, createdAt: null, firstSeenAt: at })).toBe(seen);
  });

  it('does not mean somebody who was active once, however old the account', () => {
    expect(answer(criteria, { activity: seenAt(daysBefore(now, 3_000)) })).toBe('no');
  });

  it('says "first seen" and not "created" where the host tells no creation', () => {
    const trace = ask(criteria, { activity: neverSeen, firstSeenAt: daysBefore(now, 100) });
    expect(trace).toMatchObject({ facts: { firstSeenAt: daysBefore(now, 100), days: 100 } });
    expect(trace).not.toHaveProperty('facts.createdAt');
  });
});

describe('disabled for some days', () => {
  it.each([
    [-1, 'yes'],
    [0, 'yes'],
    [1, 'disabled-since-not-told'],
  ])('%i ms from the threshold is %s', (offset, verdict) => {
    const firstSeenDisabledAt = shiftMs(threshold, offset);
    expect(answer({ disabledDays: days }, { status: 'disabled', firstSeenDisabledAt })).toBe(verdict);
  });

  it.each([
    ['active', 'no'],
    ['unknown', 'status-not-told'],
    ['disabled', 'disabled-since-not-told'],
  ] as const)('of somebody %s without a date is %s', (status, verdict) => {
    expect(answer({ disabledDays: days }, { status, firstSeenDisabledAt: null })).toBe(verdict);
  });

  it('takes no old date for an account that is not disabled now', () => {
    const firstSeenDisabledAt = daysBefore(now, 1_000);
    expect(answer({ disabledDays: days }, { status: 'active', firstSeenDisabledAt })).toBe('no');
    expect(answer({ disabledDays: days }, { status: 'unknown', firstSeenDisabledAt })).toBe('status-not-told');
  });
});

describe('in a group', () => {
  const criteria: Criteria = { inGroup: 'Straße/Å' };

  it('finds a membership without regard to case and composition, and says whether it is direct', () => {
    expect(ask(criteria, { groups: ['STRAẞE/A\u030a'] })).toMatchObject({ verdict: 'yes', facts: { direct: true } });
    expect(ask(criteria, { groups: [{ group: 'straße/å', direct: false }] })).toMatchObject({
      verdict: 'yes',
      facts: { direct: false },
    });
  });

  it.each([
    ['complete', 'no'],
    ['unreadable', 'group-unreadable'],
    ['nesting-unread', 'group-nesting-unread'],
    ['missing', 'group-missing'],
  ] as const)('without a membership in a group known as %s is %s', (knowledge, verdict) => {
    expect(answer(criteria, { groups: ['strasse/å'] }, { 'straße/å': knowledge })).toBe(verdict);
    expect(answer(criteria, { groups: ['straße/å'] }, { 'straße/å': knowledge })).toBe('yes');
  });
});

describe('a name, a domain, a status', () => {
  it.each([
    [{ username: ['nobody', 'SVC-*'] }, 'svc-Build', 'yes'],
    [{ username: ['J\u030c*'] }, '\u01f0an', 'yes'],
    [{ username: ['ΟΔΟΣ*'] }, 'οδοσα', 'yes'],
    [{ username: ['svc'] }, 'svc-build', 'no'],
    [{ username: [] }, 'anybody', 'no'],
  ] as const)('%j asked of %s is %s', (criteria, username, verdict) => {
    expect(answer(criteria, { username })).toBe(verdict);
  });

  it.each([
    ['a@EXAMPLE.com', 'yes'],
    ['a@b\u00fccher.example', 'yes'],
    ['a@bu\u0308cher.example', 'yes'],
    ['a@strasse.example', 'no'],
    ['a@sub.example.com', 'no'],
    ['a@example.com.evil', 'no'],
    ['a@one.example, b@example.com', 'email-not-told'],
    ['', 'email-not-told'],
    [null, 'email-not-told'],
  ])('the address %j is of the domain: %s', (email, verdict) => {
    expect(
      answer({ emailDomain: ['x.example', 'Example.COM', 'BU\u0308cher.example', 'Stra\u00dfe.example'] }, { email }),
    ).toBe(verdict);
  });

  it.each([
    ['active', 'active', 'yes'],
    ['active', 'disabled', 'no'],
    ['disabled', 'disabled', 'yes'],
    ['disabled', 'unknown', 'status-not-told'],
  ] as const)('asked for %s, somebody %s is %s', (wanted, status, verdict) => {
    expect(answer({ status: wanted }, { status })).toBe(verdict);
  });
});

describe('reasons for not knowing', () => {
  const asked = (criteria: Criteria, parts: Partial<MatchContext>) =>
    matches(criteria, makePerson(), makeContext({}, parts));

  it('each come up somewhere', () => {
    const young = { activity: neverSeen, firstSeenAt: now };
    const byActivity = (reason: (typeof activityUnknownReasons)[number]) =>
      ask({ inactiveDays: 1 }, { activity: { state: 'unknown', reason } });
    const met = {
      'activity-no-source': byActivity('no-source'),
      'activity-not-covered': byActivity('not-covered'),
      'activity-not-told': byActivity('not-told'),
      'activity-in-the-future': byActivity('in-the-future'),
      'activity-unreadable': byActivity('unreadable'),
      'activity-source-failed': byActivity('source-failed'),
      'activity-source-stale': byActivity('source-stale'),
      'activity-before-coverage': byActivity('before-coverage'),
      'account-age-not-told': ask({ neverActive: { accountOlderThanDays: 1 } }, young),
      'disabled-since-not-told': ask({ disabledDays: 1 }, { status: 'disabled' }),
      'status-not-told': ask({ status: 'active' }, { status: 'unknown' }),
      'email-not-told': ask({ emailDomain: ['a.example'] }, { email: null }),
      'group-unreadable': ask({ inGroup: 'a' }, {}, { a: 'unreadable' }),
      'group-nesting-unread': ask({ inGroup: 'a' }, {}, { a: 'nesting-unread' }),
      'group-missing': ask({ inGroup: 'a' }, {}, { a: 'missing' }),
      'accounts-not-told': ask({ directory: ['LDAP'] }, {}),
      'unsynced-not-told': asked({ unsynced: true }, {}),
      'unsynced-at-odds': asked({ unsynced: true }, { unsynced: new Set([mara]) }),
      'seat-not-known': asked({ hasSeat: true }, { seatOf: () => 'unknown' }),
      'licence-not-read': asked({ hasSeat: true }, { seatOf: () => null }),
      'logins-not-counted': asked({ loggedInOnce: { accountOlderThanDays: 1 } }, {}),
      'field-missing': asked({ field: { key: 'end', absent: true } }, {}),
      'field-not-told': asked({ field: { key: 'end', is: ['*'] } }, { field: () => new Map() }),
      'field-no-day': asked(
        { field: { key: 'end', before: '2026-01-01' } },
        { field: () => new Map([[mara, 'soon']]) },
      ),
      'field-day-open': asked(
        { field: { key: 'end', beforeDaysAgo: 0 } },
        { field: () => new Map([[mara, '2026-03-01']]) },
      ),
      'list-missing': asked({ inList: 'leavers' }, {}),
      'list-unmatched': asked({ inList: 'leavers' }, { list: () => makeUserList([{ name: 'MARA', userKey: null }]) }),
    } satisfies Record<UnknownReason, unknown>;
    for (const [reason, trace] of Object.entries(met)) expect(unknownReasons(trace)).toEqual([reason]);
  });
});

describe('days', () => {
  it('are whole days of 24 hours', () => {
    expect(daysBefore('2026-03-30T00:30:00.000Z', 2)).toBe('2026-03-28T00:30:00.000Z');
    expect(daysSince('2026-03-28T00:30:00.001Z', '2026-03-30T00:30:00.000Z')).toBe(1);
    expect(daysSince('2026-03-28T00:30:00.000Z', '2026-03-30T00:30:00.000Z')).toBe(2);
  });
});
