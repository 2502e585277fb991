// Why somebody was meant, in words: every fact as it is, and only those that decided.
import { describe, expect, it } from 'vitest';
import {
  makeAccount,
  makeContext,
  makePerson,
  neverSeen,
  now,
  type PersonFacts,
  seenAt,
} from '../../../test/support/people.ts';
import { inactiveTrace } from '../../../test/support/reports.ts';
import { daysBefore } from '../domain/criteria/days.ts';
import type { Criteria } from '../domain/criteria/leaves.ts';
import { matches } from '../domain/criteria/matches.ts';
import type { UserKey } from '../domain/user.ts';
import { makeUserList } from '../domain/user-list.ts';
import { wordTrace } from './trace-words.ts';

const say = (criteria: Criteria, facts: PersonFacts = {}, timeZone = 'UTC') =>
  wordTrace(matches(criteria, makePerson(facts), makeContext({ closed: 'unreadable' })), timeZone);

describe('the words of a trace', () => {
  it('say the whole of a policy', () => {
    expect(wordTrace(inactiveTrace, 'UTC')).toBe(
      'last active 143 days ago (login on 9 Oct 2025), in group confluence-users, active, not in group keep',
    );
  });

  it.each<[Criteria, PersonFacts, string]>([
    [
      { inactiveDays: 90 },
      { activity: seenAt(daysBefore(now, 1_100)) },
      'last active 1,100 days ago (login on 25 Feb 2023)',
    ],
    [{ inactiveDays: 1 }, { activity: seenAt(daysBefore(now, 1)) }, 'last active 1 day ago (login on 28 Feb 2026)'],
    [{ not: { inactiveDays: 90 } }, { activity: seenAt(now) }, 'last active less than a day ago (login on 1 Mar 2026)'],
    [{ not: { inactiveDays: 90 } }, { activity: neverSeen }, 'never active'],
    [
      { neverActive: { accountOlderThanDays: 30 } },
      { activity: neverSeen, createdAt: daysBefore(now, 59) },
      'never active, created on 1 Jan 2026',
    ],
    [
      { neverActive: { accountOlderThanDays: 30 } },
      { activity: neverSeen, firstSeenAt: daysBefore(now, 40) },
      'never active, first seen 40 days ago',
    ],
    [{ not: { neverActive: { accountOlderThanDays: 30 } } }, { activity: seenAt(now) }, 'last active on 1 Mar 2026'],
    [
      { disabledDays: 365 },
      { status: 'disabled', firstSeenDisabledAt: daysBefore(now, 400) },
      'seen disabled for 400 days',
    ],
    [{ not: { disabledDays: 365 } }, { status: 'active' }, 'not disabled'],
    [{ status: 'active' }, {}, 'active'],
    [{ not: { status: 'active' } }, { status: 'disabled' }, 'disabled'],
    [{ inGroup: 'Staff' }, { groups: ['staff'] }, 'in group Staff'],
    [{ inGroup: 'Staff' }, { groups: [{ group: 'staff', direct: false }] }, 'in group Staff (through another group)'],
    [{ not: { inGroup: 'keep' } }, {}, 'not in group keep'],
    [{ username: ['svc-*'] }, { username: 'svc-build' }, 'username matches svc-*'],
    [{ not: { username: ['svc-*'] } }, { username: 'mara' }, 'username mara'],
    [{ not: { emailDomain: ['partner.example'] } }, {}, 'mail domain example.com'],
    [{ displayName: ['Dr*'] }, { displayName: 'Dr Novak' }, 'name matches Dr*'],
    [{ not: { displayName: ['Dr*'] } }, {}, 'name mara'],
    [{ email: ['*@example.com'] }, {}, 'e-mail address matches *@example.com'],
    [{ not: { email: ['x*'] } }, {}, 'e-mail address mara@example.com'],
    [{ users: ['ann', 'MARA'] }, {}, 'named by username'],
    [{ users: ['mara@EXAMPLE.com'] }, {}, 'named by e-mail address'],
    [{ users: ['key-mara'] }, {}, 'named by user key'],
    [{ not: { users: ['ann'] } }, {}, 'not named'],
    [
      { directory: ['ldap'] },
      { accounts: { kind: 'told', complete: true, accounts: [makeAccount('LDAP', { effective: true })] } },
      'account in directory LDAP',
    ],
    [{ hasSeat: false }, {}, 'takes no seat of the licence'],
    [{ all: [] }, {}, 'everybody is meant'],
  ])('of %j', (criteria, facts, words) => {
    expect(say(criteria, facts)).toBe(words);
  });

  it('tell what administrators told, and who came once', () => {
    const mara = 'key-mara' as UserKey;
    const told = makeContext(
      {},
      {
        onlyLogins: new Map([[mara, daysBefore(now, 59)]]),
        field: () => new Map([[mara, '2026-01-31']]),
        list: () => makeUserList([{ name: 'mara', userKey: mara }]),
      },
    );
    const tell = (criteria: Criteria, facts: PersonFacts = {}) =>
      wordTrace(matches(criteria, makePerson(facts), told), 'UTC');
    const once = { loggedInOnce: { accountOlderThanDays: 1 } };
    expect(tell(once, { activity: seenAt(daysBefore(now, 59)) })).toBe(
      'logged in only once, 59 days ago (on 1 Jan 2026)',
    );
    expect(tell({ not: once })).toBe('logged in once and came back, last active 1 day ago (login on 28 Feb 2026)');
    expect(tell({ not: once }, { userKey: 'key-li' })).toBe('logged in more than once');
    expect(tell({ field: { key: 'contract-end', before: '2026-03-01' } })).toBe('contract-end: 2026-01-31');
    expect(tell({ field: { key: 'contract-end', absent: true } }, { userKey: 'key-li' })).toBe(
      'no value in contract-end',
    );
    expect(tell({ inList: 'leavers' })).toBe('on the list leavers');
    expect(tell({ not: { inList: 'leavers' } }, { userKey: 'key-li' })).toBe('not on the list leavers');
  });

  it('name of "any" only what holds, of "not all" only what does not', () => {
    expect(
      say({ any: [{ status: 'disabled' }, { inGroup: 'staff' }, { inGroup: 'closed' }] }, { groups: ['staff'] }),
    ).toBe('in group staff');
    expect(say({ not: { all: [{ status: 'active' }, { inGroup: 'keep' }] } })).toBe('not in group keep');
    expect(say({ not: { any: [{ status: 'disabled' }, { inGroup: 'keep' }] } })).toBe('active, not in group keep');
  });

  it('say a fact once, however often it was asked for', () => {
    expect(say({ all: [{ status: 'active' }, { not: { status: 'disabled' } }] })).toBe('active');
  });

  it('give the day of the reader', () => {
    const facts = { activity: seenAt('2025-12-31T23:30:00.000Z') };
    expect(say({ inactiveDays: 1 }, facts, 'UTC')).toContain('31 Dec 2025');
    expect(say({ inactiveDays: 1 }, facts, 'Europe/Berlin')).toContain('1 Jan 2026');
  });

  it('say why something is not known', () => {
    expect(say({ inGroup: 'closed' })).toBe('not known: the members of a group could not be read');
  });
});
