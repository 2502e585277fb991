// Addresses, names in lists, the directory of an account and the seat of the licence, each at its edge and where it is not told.
import { describe, expect, it } from 'vitest';
import { makeAccount, makeContext, makePerson, type PersonFacts } from '../../../../../test/support/people.ts';
import type { UserKey } from '../../user.ts';
import type { Criteria } from '../leaves.ts';
import { matches, unknownReasons } from '../matches.ts';

const answer = (criteria: Criteria, facts: PersonFacts = {}) => {
  const trace = matches(criteria, makePerson(facts), makeContext());
  return trace.verdict === 'unknown' ? unknownReasons(trace).join() : trace.verdict;
};

describe('an address, a display name, a list of names', () => {
  it.each([
    [{ email: ['*@EXAMPLE.com'] }, 'mara@example.com', 'yes'],
    [{ email: ['*@example.com'] }, 'mara@example.com.evil', 'no'],
    [{ email: ['.*'] }, 'mara@example.com', 'no'],
    [{ email: ['*'] }, '', 'email-not-told'],
    [{ email: ['*'] }, null, 'email-not-told'],
    [{ not: { email: ['*@example.com'] } }, null, 'email-not-told'],
    [{ users: ['MARA@example.com'] }, 'mara@example.com', 'yes'],
    [{ users: ['other@example.com'] }, 'mara@example.com', 'no'],
    [{ users: ['other@example.com'] }, null, 'email-not-told'],
    [{ not: { users: ['other@example.com'] } }, null, 'email-not-told'],
    [{ users: ['other'] }, null, 'no'],
    [{ users: ['Mara', 'other@example.com'] }, null, 'yes'],
    [{ users: ['key-mara', 'other@example.com'] }, null, 'yes'],
    [{ users: ['KEY-mara'] }, null, 'no'],
  ])('%j asked of the address %j is %s', (criteria, email, verdict) => {
    expect(answer(criteria, { email })).toBe(verdict);
  });

  it.each([
    [['Dr *'], 'yes'],
    [['mara*'], 'no'],
    [['*'], 'yes'],
  ])('display names like %j: %s', (displayName, verdict) => {
    expect(answer({ displayName }, { displayName: 'DR Mara Novak' })).toBe(verdict);
  });

  it('leave of a long list its beginning in the trace', () => {
    const users = Array.from({ length: 1000 }, (_, index) => `user-${index}`);
    expect(matches({ users }, makePerson(), makeContext())).toMatchObject({
      verdict: 'no',
      argument: users.slice(0, 20),
    });
  });
});

describe('an unsynced user', () => {
  const gone: ReadonlySet<UserKey> = new Set(['key-mara' as UserKey]);
  it.each([
    ['no directory has', gone, { unsynced: true }, 'yes', 'no'],
    ['a directory has', new Set<UserKey>(), {}, 'no', 'yes'],
    ['nobody told of', null, {}, 'unsynced-not-told', 'unsynced-not-told'],
    ['Confluence lists and its database has no account of', gone, {}, 'unsynced-at-odds', 'unsynced-at-odds'],
  ] as const)('is one whom %s', (_, unsynced, mark, wanted, unwanted) => {
    const ask = (criteria: Criteria) => {
      const trace = matches(criteria, { ...makePerson(), ...mark }, makeContext({}, { unsynced }));
      return trace.verdict === 'unknown' ? unknownReasons(trace).join() : trace.verdict;
    };
    expect([ask({ unsynced: true }), ask({ unsynced: false })]).toEqual([wanted, unwanted]);
    expect(ask({ not: { unsynced: false } })).toBe(wanted);
  });
});

describe('the directory of an account', () => {
  const told = (accounts: [string, boolean | null][], complete = true): PersonFacts => ({
    accounts: {
      kind: 'told',
      complete,
      accounts: accounts.map(([directory, effective]) => makeAccount(directory, { effective })),
    },
  });
  it.each([
    ['of the account that speaks', told([['ldap', true]], false), 'yes'],
    [
      'of an account that does not',
      told([
        ['LDAP', false],
        ['Internal', true],
      ]),
      'no',
    ],
    [
      'of one of two that may',
      told([
        ['LDAP', null],
        ['Internal', null],
      ]),
      'accounts-not-told',
    ],
    ['of the only one that may', told([['LDAP', null]]), 'yes'],
    ['of one that may, where others were not read', told([['LDAP', null]], false), 'accounts-not-told'],
    [
      'of none that may',
      told([
        ['Internal', null],
        ['Crowd', null],
      ]),
      'no',
    ],
    ['of nobody who is found anywhere', told([]), 'accounts-not-told'],
    ['that nobody tells', {}, 'accounts-not-told'],
  ] as [string, PersonFacts, string][])('%s', (_what, facts, verdict) => {
    expect(answer({ directory: ['LDAP'] }, facts)).toBe(verdict);
  });
});

describe('a seat of the licence', () => {
  it.each([
    ['yes', true, 'yes'],
    ['yes', false, 'no'],
    ['no', false, 'yes'],
    ['unknown', false, 'unknown'],
    [null, true, 'unknown'],
  ] as const)('known as %s, asked for %s, is %s', (seat, hasSeat, verdict) => {
    expect(matches({ hasSeat }, makePerson(), makeContext({}, { seatOf: () => seat })).verdict).toBe(verdict);
  });
});
