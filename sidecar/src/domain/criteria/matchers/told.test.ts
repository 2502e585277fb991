// Who logged in only once, what own fields say, and who is on a list: at their edges and where it is not told.
import { describe, expect, it } from 'vitest';
import {
  makeContext,
  makePerson,
  neverSeen,
  now,
  type PersonFacts,
  seenAt,
  shiftMs,
} from '../../../../../test/support/people.ts';
import type { Activity, ActivityUnknownReason } from '../../activity.ts';
import type { UserKey } from '../../user.ts';
import { makeUserList } from '../../user-list.ts';
import { daysBefore } from '../days.ts';
import type { FieldQuestion } from '../field-question.ts';
import { dependsOnActivity } from '../leaves.ts';
import { type MatchContext, matches, unknownReasons } from '../matches.ts';

const mara = 'key-mara' as UserKey;
const unknown = (reason: ActivityUnknownReason): Activity => ({ state: 'unknown', reason });

describe('somebody who logged in only once', () => {
  const once = daysBefore(now, 200);
  const counted = { onlyLogins: new Map([[mara, once]]) };
  const verdictOf = (facts: PersonFacts, parts: Partial<MatchContext> = counted) => {
    const trace = matches(
      { loggedInOnce: { accountOlderThanDays: 90 } },
      makePerson({ activity: seenAt(once), createdAt: daysBefore(now, 300), ...facts }),
      makeContext({}, parts),
    );
    return trace.verdict === 'unknown' ? unknownReasons(trace).join() : trace.verdict;
  };
  it.each([
    ['and was not seen since', {}, 'yes'],
    ['and looked around for a day', { activity: seenAt(daysBefore(now, 199)) }, 'yes'],
    ['and came back by a token', { activity: seenAt(shiftMs(daysBefore(now, 199), 1)) }, 'no'],
    ['in an account too young', { createdAt: daysBefore(now, 89) }, 'no'],
    ['in an account of unknown age, known long', { createdAt: null }, 'yes'],
    ['in an account of unknown age, known briefly', { createdAt: null, firstSeenAt: now }, 'account-age-not-told'],
    ['as far as was told before a source failed', { activity: unknown('source-failed') }, 'activity-source-failed'],
  ] as [string, PersonFacts, string][])('%s', (_what, facts, verdict) => {
    expect(verdictOf(facts)).toBe(verdict);
  });

  it('is nobody who logged in more often, or never', () => {
    expect(verdictOf({}, { onlyLogins: new Map() })).toBe('no');
    expect(verdictOf({ activity: neverSeen })).toBe('no');
    expect(verdictOf({ activity: neverSeen }, {})).toBe('no');
  });

  it('is not known where a date could not be read, nor where nobody counts', () => {
    expect(verdictOf({ activity: unknown('unreadable') }, { onlyLogins: new Map() })).toBe('activity-unreadable');
    expect(verdictOf({}, {})).toBe('logins-not-counted');
  });

  it('is told as depending on activity, so that unknown activity stops a step', () => {
    expect(dependsOnActivity({ not: { loggedInOnce: { accountOlderThanDays: 1 } } })).toBe(true);
    expect(dependsOnActivity({ inList: 'leavers' })).toBe(false);
  });
});

describe('an own field', () => {
  const ask = (question: Omit<FieldQuestion, 'key'>, value: string | null, at: string = now) => {
    const values = new Map(value === null ? [] : [[mara, value]]);
    const context = { ...makeContext({}, { field: () => values }), now: at };
    const trace = matches({ field: { key: 'end', ...question } }, makePerson(), context);
    return trace.verdict === 'unknown' ? unknownReasons(trace).join() : trace.verdict;
  };
  it.each([
    [{ is: ['ext*'] }, 'External', 'yes'],
    [{ is: ['ext'] }, 'External', 'no'],
    [{ is: ['*'] }, null, 'field-not-told'],
    [{ before: '2026-03-01' }, '2026-02-28', 'yes'],
    [{ before: '2026-03-01' }, '2026-03-01', 'no'],
    [{ after: '2026-03-01' }, '2026-03-02', 'yes'],
    [{ after: '2026-03-01' }, '2026-03-01', 'no'],
    [{ before: '2026-03-01' }, '2026-02-30', 'field-no-day'],
    [{ before: '2026-03-01' }, null, 'field-not-told'],
    [{ absent: true }, null, 'yes'],
    [{ absent: true }, 'x', 'no'],
    [{ absent: false }, 'x', 'yes'],
    [{ absent: false }, null, 'no'],
  ] as const)('asked %j of %j is %s', (question, value, verdict) => {
    expect(ask(question, value)).toBe(verdict);
  });

  it.each([
    ['2026-02-28', '2026-03-01T12:00:00.000Z', 'yes'],
    ['2026-02-28', '2026-03-01T11:59:59.999Z', 'field-day-open'],
    ['2026-03-01', '2026-03-01T09:00:00.000Z', 'no'],
    ['2026-03-01', '2026-03-01T10:00:00.000Z', 'field-day-open'],
    ['2026-03-02', '2026-03-01T12:00:00.000Z', 'no'],
  ])('a contract that ended on %s is over at %s: %s', (value, at, verdict) => {
    expect(ask({ beforeDaysAgo: 0 }, value, at)).toBe(verdict);
  });
});

describe('a list', () => {
  const li = 'key-li' as UserKey;
  const answerOf = (rows: Parameters<typeof makeUserList>[0], facts: PersonFacts) => {
    const trace = matches(
      { inList: 'leavers' },
      makePerson(facts),
      makeContext({}, { list: () => makeUserList(rows) }),
    );
    return trace.verdict === 'unknown' ? unknownReasons(trace).join() : trace.verdict;
  };
  it.each([
    ['names whom its row named when it was saved', [{ name: 'old-name', userKey: mara }], {}, 'yes'],
    ['does not name somebody new of an old name', [{ name: 'mara', userKey: li }], {}, 'no'],
    ['may name whom a row without a user fits', [{ name: 'MARA', userKey: null }], {}, 'list-unmatched'],
    ['may name whom an address fits', [{ name: 'Mara@example.com', userKey: null }], {}, 'list-unmatched'],
    [
      'may name anybody without a known address',
      [{ name: 'x@y.example', userKey: null }],
      { email: null },
      'list-unmatched',
    ],
    ['does not name whom no open row fits', [{ name: 'li', userKey: null }], { email: null }, 'no'],
  ] as [string, Parameters<typeof makeUserList>[0], PersonFacts, string][])('%s', (_what, rows, facts, verdict) => {
    expect(answerOf(rows, facts)).toBe(verdict);
  });
});
