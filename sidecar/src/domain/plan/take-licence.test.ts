// Taking the licence from people: every membership that can go goes, and the seat is free only where nothing else grants it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFacts, anyLicence, makeLicence } from '../../../../test/support/licences.ts';
import { makePerson } from '../../../../test/support/people.ts';
import { ableToDoAll, noFacts, placesUntold, select } from '../../../../test/support/plans.ts';
import type { Action } from '../action.ts';
import type { Licence } from '../licence/licence.ts';
import { openSeatCount, type PlanSeats, type SeatChange } from '../licence/plan-seats.ts';
import { createPersonJudge } from '../licence/seat.ts';
import type { UserKey, UserWithGroups } from '../user.ts';
import { fateOf, type PlanInput, planEntries } from './plan.ts';

const staff = { name: 'all-staff', below: ['subsidiary-staff'], complete: true };
const licence = makeLicence(['confluence-users', staff]);

function plan(person: UserWithGroups, known: Licence | null, more: Partial<PlanInput> = {}) {
  const facts = { ...noFacts, seatOf: known === null ? () => null : createPersonJudge(known) };
  const common = { abilities: ableToDoAll, refuse: () => null, membersKnown: () => true, ...placesUntold };
  const [entry] = planEntries({ actions: ['takeLicence'], people: [select(person)], ...common, facts, ...more });
  if (entry === undefined) throw new Error('Somebody selected has no entry.');
  return entry;
}

const lines = (...asked: Parameters<typeof plan>) =>
  plan(...asked).steps.map(({ change, disposition }) => [
    'group' in change ? change.group : change.kind,
    'reason' in disposition ? disposition.reason : disposition.kind,
  ]);

describe('taking the licence', () => {
  it('leaves every granting group the user is in directly, and no other', () => {
    const person = makePerson({ groups: ['Confluence-Users', 'all-staff', 'keep'] });
    expect(lines(person, licence)).toEqual([
      ['confluence-users', 'planned'],
      ['all-staff', 'planned'],
    ]);
  });

  it('leaves a group inside a licence group alone, and says so beside what it takes', () => {
    const groups = ['confluence-users', 'subsidiary-staff', { group: 'all-staff', direct: false }];
    expect(lines(makePerson({ groups }), licence)).toEqual([
      ['confluence-users', 'planned'],
      ['subsidiary-staff', 'nested-grant'],
    ]);
    expect(fateOf(plan(makePerson({ groups: ['subsidiary-staff'] }), licence))).toBe('unsupported');
  });

  it('takes a group inside a licence group where it grants the seat itself, or where an action of its own says so', () => {
    const both = makeLicence([{ ...staff, below: ['confluence-users'] }, 'confluence-users']);
    expect(lines(makePerson({ groups: ['confluence-users'] }), both)).toEqual([['confluence-users', 'planned']]);
    const actions: Action[] = ['takeLicence', { removeFromGroups: ['subsidiary-staff'] }];
    expect(lines(makePerson({ groups: ['subsidiary-staff'] }), licence, { actions })).toEqual([
      ['subsidiary-staff', 'planned'],
    ]);
  });

  it.each([
    ['personally', true, 'own-grant'],
    ['perhaps, by a shared display name', false, 'own-grant-not-certain'],
  ])('cannot take a permission that the user holds %s', (_how, certain, reason) => {
    const held = makeLicence(['confluence-users'], { holders: [{ userKey: 'key-mara' as UserKey, certain }] });
    expect(lines(makePerson({ groups: ['confluence-users'] }), held)).toEqual([
      ['confluence-users', 'planned'],
      ['take-licence', reason],
    ]);
  });

  it('has nothing to do for who takes no seat, and does not call it done where that is not known', () => {
    expect(lines(makePerson({ groups: ['keep'] }), licence)).toEqual([['take-licence', 'already']]);
    const assumed = { ...licence, toldBy: 'assumed' } as const;
    expect(lines(makePerson({ groups: ['keep'] }), assumed)).toEqual([['take-licence', 'grants-not-known']]);
    expect(lines(makePerson(), null)).toEqual([['take-licence', 'licence-not-read']]);
  });

  it('frees a seat exactly where it leaves nothing behind that grants one', () => {
    const met = { freed: 0, left: 0 };
    fc.assert(
      fc.property(anyLicence, anyFacts, (known, { userKey, status, directGroups }) => {
        const person = makePerson({ userKey, status, groups: directGroups });
        const { steps } = plan(person, known);
        const changes = steps.filter((step) => step.disposition.kind === 'planned').map((step) => step.change);
        const seats = countPlanSeats(known, [
          { facts: { userKey, status, directGroups }, changes, mayStayActive: false },
        ]);
        const stuck = steps.some((step) => step.disposition.kind === 'unsupported');
        if (seats.freed === 1) expect(stuck).toBe(false);
        const certain = known.toldBy !== 'assumed' && known.groups.every((group) => group.complete);
        const had = createPersonJudge(known)(person).seat === 'yes';
        if (had && certain && !stuck) expect(seats.freed).toBe(1);
        if (had && stuck) expect(seats.freed).toBe(0);
        met.freed += seats.freed;
        met.left += had && stuck ? 1 : 0;
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(met.freed, met.left)).toBeGreaterThan(0);
  });
});

function countPlanSeats(licence: Licence, changes: Iterable<SeatChange>): PlanSeats {
  const count = openSeatCount(licence);
  for (const change of changes) count.add(change);
  return count.total();
}
