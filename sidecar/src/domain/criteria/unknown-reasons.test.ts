// The reasons named for an unknown answer are those of the leaves that could still decide it, and of no other.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeContext, makePerson } from '../../../../test/support/people.ts';
import { type Criteria, type Leaf, openCriteria } from './leaves.ts';
import { matches, type UnknownReason, unknownReasons } from './matches.ts';

/** Somebody of whom little is told: each of these leaves is unknown for a reason of its own. */
const person = makePerson({ status: 'unknown', email: null, activity: { state: 'unknown', reason: 'not-covered' } });
const context = makeContext({ a: 'unreadable', b: 'nesting-unread', c: 'missing' });
const open: readonly { readonly leaf: Leaf; readonly reason: UnknownReason }[] = [
  { leaf: { inactiveDays: 90 }, reason: 'activity-not-covered' },
  { leaf: { status: 'active' }, reason: 'status-not-told' },
  { leaf: { emailDomain: ['example.com'] }, reason: 'email-not-told' },
  { leaf: { inGroup: 'a' }, reason: 'group-unreadable' },
  { leaf: { inGroup: 'b' }, reason: 'group-nesting-unread' },
  { leaf: { inGroup: 'c' }, reason: 'group-missing' },
];
const settled: readonly Leaf[] = [{ username: ['*'] }, { username: ['nobody'] }, { inGroup: 'readable' }];

/** Trees in which each open leaf stands at most once: there a leaf matters if and only if it could still decide. */
const tree: fc.Arbitrary<Criteria> = fc
  .tuple(
    fc.shuffledSubarray([...open.map((one) => one.leaf), ...settled], { minLength: 1 }),
    fc.infiniteStream(fc.constantFrom('all', 'any', 'not-all', 'not-any', 'not')),
    fc.infiniteStream(fc.nat({ max: 3 })),
  )
  .map(([leaves, kinds, cuts]) => {
    const build = (some: readonly Criteria[]): Criteria => {
      const [only, ...others] = some;
      const kind = kinds.next().value ?? 'all';
      if (only === undefined) return { any: [] };
      if (others.length === 0) return kind === 'not' ? { not: only } : only;
      const cut = Math.min(some.length - 1, 1 + (cuts.next().value ?? 0));
      const parts = [build(some.slice(0, cut)), build(some.slice(cut))];
      const joined = kind.endsWith('any') ? { any: parts } : { all: parts };
      return kind.startsWith('not') ? { not: joined } : joined;
    };
    return build(leaves);
  });

function decide(criteria: Criteria, truth: (leaf: Criteria) => boolean): boolean {
  const node = openCriteria(criteria);
  if (node.kind === 'leaf') return truth(criteria);
  if (node.kind === 'not') return !decide(node.child, truth);
  return node.kind === 'all'
    ? node.children.every((child) => decide(child, truth))
    : node.children.some((child) => decide(child, truth));
}

/** Tries every way the open leaves could turn out; a leaf matters when turning it alone turns the answer. */
function decidingReasons(criteria: Criteria): Set<UnknownReason> {
  const found = new Set<UnknownReason>();
  for (let bits = 0; bits < 2 ** open.length; bits += 1) {
    const answer = (turned: number): boolean =>
      decide(criteria, (leaf) => {
        const index = open.findIndex((one) => one.leaf === leaf);
        if (index >= 0) return ((turned >> index) & 1) === 1;
        return matches(leaf, person, context).verdict === 'yes';
      });
    for (const [index, { reason }] of open.entries()) {
      if (answer(bits) !== answer(bits ^ (1 << index))) found.add(reason);
    }
  }
  return found;
}

describe('the reasons of an unknown answer', () => {
  it('are those of exactly the leaves that could still decide it', () => {
    let unknown = 0;
    fc.assert(
      fc.property(tree, (criteria) => {
        const trace = matches(criteria, person, context);
        const deciding = decidingReasons(criteria);
        expect(trace.verdict === 'unknown').toBe(deciding.size > 0);
        expect(new Set(unknownReasons(trace))).toEqual(deciding);
        if (trace.verdict === 'unknown') unknown += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(unknown).toBeGreaterThan(200);
  });

  it('leave out a leaf beside one that decides already', () => {
    const asked: Criteria = {
      all: [{ inGroup: 'a' }, { any: [{ status: 'active' }, { username: ['*'] }] }, { not: { inGroup: 'c' } }],
    };
    expect(unknownReasons(matches(asked, person, context))).toEqual(['group-unreadable', 'group-missing']);
  });

  it('stand there once each, and not at all where the answer is known', () => {
    const twice: Criteria = { all: [{ inGroup: 'a' }, { inGroup: 'a' }] };
    expect(unknownReasons(matches(twice, person, context))).toEqual(['group-unreadable']);
    const known: Criteria = { any: [{ inGroup: 'a' }, { username: ['*'] }] };
    expect(unknownReasons(matches(known, person, context))).toEqual([]);
  });
});
