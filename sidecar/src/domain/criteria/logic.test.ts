// Criteria are three-valued: the laws of strong Kleene logic hold, and what becomes known never turns an answer round.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activityUnknownReasons,
  anyContext,
  anyCriteria,
  anyPerson,
  groupNames,
  makeContext,
  makePerson,
  now,
} from '../../../../test/support/people.ts';
import { foldName, type UserWithGroups } from '../user.ts';
import { type Criteria, openCriteria } from './leaves.ts';
import { type MatchContext, matches, type Verdict } from './matches.ts';

const verdictOf = (criteria: Criteria, person: UserWithGroups, context: MatchContext): Verdict =>
  matches(criteria, person, context).verdict;

const rank: Readonly<Record<Verdict, number>> = { no: 0, unknown: 1, yes: 2 };
const ranked = ['no', 'unknown', 'yes'] as const;

/** Kleene's tables by numbers: all is the least, any the greatest, not turns round the middle. */
function evaluate(criteria: Criteria, ask: (leaf: Criteria) => Verdict): number {
  const node = openCriteria(criteria);
  if (node.kind === 'leaf') return rank[ask(criteria)];
  if (node.kind === 'not') return 2 - evaluate(node.child, ask);
  const values = node.children.map((child) => evaluate(child, ask));
  return node.kind === 'all' ? Math.min(2, ...values) : Math.max(0, ...values);
}

/** Holds two trees against each other for every person and context. */
function expectSame(left: (a: Criteria, b: Criteria) => Criteria, right: (a: Criteria, b: Criteria) => Criteria) {
  fc.assert(
    fc.property(anyCriteria, anyCriteria, anyPerson, anyContext, (a, b, person, context) => {
      expect(verdictOf(left(a, b), person, context)).toBe(verdictOf(right(a, b), person, context));
    }),
    { numRuns: 500 },
  );
}

describe('criteria', () => {
  it('answer as the tables of three-valued logic say', () => {
    const answers: Record<Verdict, number> = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(anyCriteria, anyPerson, anyContext, (criteria, person, context) => {
        const value = evaluate(criteria, (leaf) => verdictOf(leaf, person, context));
        const verdict = verdictOf(criteria, person, context);
        expect(verdict).toBe(ranked[value]);
        answers[verdict] += 1;
      }),
      { numRuns: 3_000 },
    );
    for (const count of Object.values(answers)) expect(count).toBeGreaterThan(300);
  });

  it.each<[string, (a: Criteria, b: Criteria) => Criteria, (a: Criteria, b: Criteria) => Criteria]>([
    ['not not a is a', (a) => ({ not: { not: a } }), (a) => a],
    [
      'not (a and b) is not a or not b',
      (a, b) => ({ not: { all: [a, b] } }),
      (a, b) => ({ any: [{ not: a }, { not: b }] }),
    ],
    [
      'not (a or b) is not a and not b',
      (a, b) => ({ not: { any: [a, b] } }),
      (a, b) => ({ all: [{ not: a }, { not: b }] }),
    ],
    ['a and b is b and a', (a, b) => ({ all: [a, b] }), (a, b) => ({ all: [b, a] })],
    ['a or b is b or a', (a, b) => ({ any: [a, b] }), (a, b) => ({ any: [b, a] })],
    ['a and a is a', (a) => ({ all: [a, a] }), (a) => a],
    ['a or (a and b) is a', (a, b) => ({ any: [a, { all: [a, b] }] }), (a) => a],
    ['a and (a or b) is a', (a, b) => ({ all: [a, { any: [a, b] }] }), (a) => a],
    ['one alone is itself', (a) => ({ any: [{ all: [a] }] }), (a) => a],
    ['all of nothing holds', (a) => ({ all: [a, { all: [] }] }), (a) => a],
    ['any of nothing does not', (a) => ({ any: [a, { any: [] }] }), (a) => a],
  ])('keep the law: %s', (_law, left, right) => {
    expectSame(left, right);
  });

  it('leave out under "not" whoever is unknown without it', () => {
    let unknown = 0;
    fc.assert(
      fc.property(anyCriteria, anyPerson, anyContext, (criteria, person, context) => {
        if (verdictOf(criteria, person, context) !== 'unknown') return;
        unknown += 1;
        expect(verdictOf({ not: criteria }, person, context)).toBe('unknown');
      }),
      { numRuns: 1_000 },
    );
    expect(unknown).toBeGreaterThan(100);
  });

  it('do not hold "a or not a" of somebody unknown', () => {
    const person = makePerson({ status: 'unknown' });
    const either: Criteria = { any: [{ status: 'active' }, { not: { status: 'active' } }] };
    expect(verdictOf(either, person, makeContext())).toBe('unknown');
  });
});

type Known = readonly [UserWithGroups, MatchContext];
type Forget = (known: Known) => Known;

const forgetAccounts: Forget = ([person, context]) => [{ ...person, accounts: { kind: 'untold' } }, context];

/** One directory was not read: its account is gone, and nobody of the others speaks for certain. */
const forgetAnAccount: Forget = ([person, context]) => {
  if (person.accounts.kind === 'untold') return [person, context];
  const accounts = person.accounts.accounts.slice(1).map((account) => ({ ...account, effective: null }));
  return [{ ...person, accounts: { kind: 'told', complete: false, accounts } }, context];
};

const forgetSpeaker: Forget = ([person, context]) => {
  if (person.accounts.kind === 'untold') return [person, context];
  const accounts = person.accounts.accounts.map((account) => ({ ...account, effective: null }));
  return [{ ...person, accounts: { ...person.accounts, accounts } }, context];
};

function forgetSeat(seat: 'unknown' | null): Forget {
  return ([person, context]) => [person, { ...context, seatOf: () => seat }];
}

function forgetUser(facts: Partial<UserWithGroups['user']>): (known: Known) => Known {
  return ([person, context]) => [{ ...person, user: { ...person.user, ...facts } }, context];
}

function forgetGroup(name: string, knowledge: 'unreadable' | 'nesting-unread' | 'missing'): (known: Known) => Known {
  const folded = foldName(name);
  return ([person, context]) => [
    { ...person, memberships: person.memberships.filter((one) => foldName(one.group) !== folded) },
    { ...context, groupKnowledge: (group) => (group === folded ? knowledge : context.groupKnowledge(group)) },
  ];
}

/** Every way of knowing one thing less. */
const forgetting = fc.oneof(
  fc.constantFrom(...activityUnknownReasons).map((reason) => forgetUser({ activity: { state: 'unknown', reason } })),
  fc.constant(forgetUser({ status: 'unknown' })),
  fc.constant(forgetUser({ email: null })),
  fc.constantFrom<Forget>(forgetAccounts, forgetAnAccount, forgetSpeaker),
  fc.constantFrom('unknown', null).map(forgetSeat),
  fc.constantFrom<Partial<MatchContext>>({ onlyLogins: null }, { field: () => null }, { list: () => null }).map(
    (less): Forget =>
      ([person, context]) => [person, { ...context, ...less }],
  ),
  fc.constant(forgetUser({ createdAt: null })),
  fc.constant(forgetUser({ firstSeenDisabledAt: null })),
  fc.constant(forgetUser({ createdAt: null, firstSeenAt: now })),
  fc.constant(forgetUser({ firstSeenDisabledAt: now })),
  fc
    .tuple(fc.constantFrom(...groupNames), fc.constantFrom('unreadable', 'nesting-unread', 'missing'))
    .map(([name, knowledge]) => forgetGroup(name, knowledge)),
);

describe('knowing less', () => {
  it('leaves an answer as it is or makes it unknown, and never turns it round', () => {
    let lost = 0;
    fc.assert(
      fc.property(
        anyCriteria,
        anyPerson,
        anyContext,
        fc.array(forgetting, { minLength: 1, maxLength: 3 }),
        (criteria, person, context, steps) => {
          const before = verdictOf(criteria, person, context);
          const [lessPerson, lessContext] = steps.reduce<Known>((known, forget) => forget(known), [person, context]);
          const after = verdictOf(criteria, lessPerson, lessContext);
          if (after === before) return;
          lost += 1;
          expect(after).toBe('unknown');
        },
      ),
      { numRuns: 10_000 },
    );
    expect(lost).toBeGreaterThan(300);
  });
});

describe('a deep tree', () => {
  it('is answered to its last leaf', () => {
    let tree: Criteria = { status: 'active' };
    for (let depth = 0; depth < 1_001; depth += 1) tree = depth % 2 === 0 ? { not: tree } : { all: [tree] };
    expect(verdictOf(tree, makePerson(), makeContext())).toBe('no');
    expect(verdictOf(tree, makePerson({ status: 'unknown' }), makeContext())).toBe('unknown');
    expect(verdictOf({ not: tree }, makePerson(), makeContext())).toBe('yes');
  });

  it('leaves a trace of its own shape', () => {
    const shapeOf = (criteria: Criteria): unknown => {
      const node = openCriteria(criteria);
      if (node.kind === 'leaf') return [node.key, node.argument];
      return [node.kind, (node.kind === 'not' ? [node.child] : node.children).map(shapeOf)];
    };
    const shapeOfTrace = (trace: ReturnType<typeof matches>): unknown =>
      'leaf' in trace ? [trace.leaf, trace.argument] : [trace.combine, trace.children.map(shapeOfTrace)];
    fc.assert(
      fc.property(anyCriteria, anyPerson, anyContext, (criteria, person, context) => {
        expect(shapeOfTrace(matches(criteria, person, context))).toEqual(shapeOf(criteria));
      }),
    );
  });
});
