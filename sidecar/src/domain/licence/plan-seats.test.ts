// What a plan does to the licence: nothing is promised that another grant, a missing step or a gap in knowledge undoes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFacts, anyGroupName, anyLicence, makeFacts, makeLicence } from '../../../../test/support/licences.ts';
import type { Change } from '../action.ts';
import type { UserKey } from '../user.ts';
import type { Licence } from './licence.ts';
import { openSeatCount, type PlanSeats, type SeatChange } from './plan-seats.ts';
import { createSeatJudge } from './seat.ts';

const licence = makeLicence(['users', { name: 'staff', below: ['inner'], complete: true }], {
  holders: [{ userKey: 'key-own' as UserKey, certain: true }],
});
const leave = (group: string): Change => ({ kind: 'remove-from-group', group });
const join = (group: string): Change => ({ kind: 'add-to-group', group });

function effectOf(facts: ReturnType<typeof makeFacts>, changes: readonly Change[]): [string, PlanSeats] {
  const seats = countPlanSeats(licence, [{ facts, changes, mayStayActive: false }]);
  const effects = (['freed', 'kept', 'none', 'taken', 'unknown'] as const).filter((effect) => seats[effect] === 1);
  return [effects.join(), seats];
}

describe('the seats of a plan', () => {
  it.each<[string, ReturnType<typeof makeFacts>, Change[], string]>([
    ['whose only licence group goes', makeFacts(['users']), [leave('USERS')], 'freed'],
    ['whose two licence groups go', makeFacts(['users', 'staff']), [leave('users'), leave('staff')], 'freed'],
    ['who is disabled', makeFacts(['users', 'inner']), [{ kind: 'disable' }], 'freed'],
    ['who is deleted', makeFacts(['users']), [{ kind: 'delete' }], 'freed'],
    ['with a second licence group', makeFacts(['users', 'staff']), [leave('users')], 'kept'],
    ['licensed through a nested group too', makeFacts(['staff', 'inner']), [leave('staff')], 'kept'],
    ['with a grant of their own', makeFacts(['users'], { userKey: 'key-own' as UserKey }), [leave('users')], 'kept'],
    ['disabled already', makeFacts(['users'], { status: 'disabled' }), [leave('users')], 'none'],
    ['without a licence', makeFacts(['keep']), [{ kind: 'disable' }], 'none'],
    ['enabled within a licence group', makeFacts(['users'], { status: 'disabled' }), [{ kind: 'enable' }], 'taken'],
    ['put into a group inside a licence group', makeFacts([]), [join('inner')], 'taken'],
    ['whose status is not known', makeFacts(['users'], { status: 'unknown' }), [leave('users')], 'none'],
  ])('of somebody %s', (_who, facts, changes, effect) => {
    expect(effectOf(facts, changes)[0]).toBe(facts.status === 'unknown' ? 'unknown' : effect);
  });

  it('name what keeps them', () => {
    expect(effectOf(makeFacts(['users', 'inner']), [leave('users')])[1].keptThrough).toEqual([
      { group: 'staff', users: 1 },
    ]);
    const own = makeFacts(['users'], { userKey: 'key-own' as UserKey });
    expect(effectOf(own, [leave('users')])[1].keptThrough).toEqual([{ group: null, users: 1 }]);
  });

  it('promise nothing where another grant may be hidden', () => {
    const change = { facts: makeFacts(['users']), changes: [leave('users')], mayStayActive: false };
    const assumed = countPlanSeats({ ...licence, toldBy: 'assumed' }, [change]);
    expect(assumed).toMatchObject({ freed: 0, unknown: 1, toldBy: 'assumed' });
    const hidden = makeLicence(['users', { name: 'staff', below: [], complete: false }]);
    expect(countPlanSeats(hidden, [change])).toMatchObject({ freed: 0, unknown: 1 });
  });

  it('are not promised by disabling somebody for whom another account may speak', () => {
    const change = { facts: makeFacts(['users']), changes: [{ kind: 'disable' } as const], mayStayActive: true };
    expect(countPlanSeats(licence, [change])).toMatchObject({ freed: 0, unknown: 1 });
    const both = { ...change, changes: [...change.changes, leave('users')] };
    expect(countPlanSeats(licence, [both])).toMatchObject({ freed: 1 });
  });

  it('leave out who is not acted upon, and whose password alone changes', () => {
    const changes: Change[][] = [[], [{ kind: 'set-random-password' }]];
    const people = changes.map((some) => ({ facts: makeFacts(['users']), changes: some, mayStayActive: false }));
    expect(countPlanSeats(licence, people)).toMatchObject({ actedUpon: 0 });
  });

  it('are not promised for one account of several, and stay where an account moves with its groups', () => {
    const account: Change = { kind: 'disable-account', directory: 'Crowd' };
    expect(effectOf(makeFacts(['users']), [account])[0]).toBe('unknown');
    expect(effectOf(makeFacts(['users']), [account, { kind: 'disable' }])[0]).toBe('freed');
    const move: Change[] = [
      { kind: 'create-account', directory: 'Crowd', from: 'LDAP' },
      { kind: 'add-account-to-group', directory: 'Crowd', group: 'users' },
      { kind: 'delete-account', directory: 'LDAP', keptIn: 'Crowd' },
    ];
    expect(effectOf(makeFacts(['users']), move)[0]).toBe('kept');
  });

  it('may be taken by somebody for whom an account is enabled: whether it speaks for them only Confluence knows', () => {
    const account: Change = { kind: 'enable-account', directory: 'Crowd' };
    const disabled = makeFacts(['users'], { status: 'disabled' });
    expect(effectOf(disabled, [account])[0]).toBe('unknown');
    expect(effectOf(disabled, [{ kind: 'enable' }, account])[0]).toBe('taken');
    expect(effectOf(makeFacts(['users']), [account])[0]).toBe('kept');
    expect(effectOf(makeFacts(['keep'], { status: 'disabled' }), [account])[0]).toBe('none');
  });

  const anyChange: fc.Arbitrary<Change> = fc.oneof(
    fc.constantFrom<Change>({ kind: 'disable' }, { kind: 'enable' }, { kind: 'delete' }),
    anyGroupName.map(leave),
    anyGroupName.map(join),
  );
  const anySeatChange = fc.record({
    facts: anyFacts,
    changes: fc.array(anyChange, { maxLength: 3 }),
    mayStayActive: fc.boolean(),
  });

  it('add up to those acted upon, and no seat is freed that nobody had', () => {
    const met = { freed: 0, kept: 0, none: 0, taken: 0, unknown: 0 };
    fc.assert(
      fc.property(anyLicence, fc.array(anySeatChange, { maxLength: 6 }), (known, people) => {
        const seats = countPlanSeats(known, people);
        const { freed, kept, none, taken, unknown } = seats;
        expect(freed + kept + none + taken + unknown).toBe(seats.actedUpon);
        expect(seats.actedUpon).toBe(people.filter((one) => one.changes.length > 0).length);
        const judge = createSeatJudge(known);
        expect(freed + kept).toBeLessThanOrEqual(people.filter((one) => judge(one.facts).seat === 'yes').length);
        for (const { users } of seats.keptThrough) expect(users).toBeLessThanOrEqual(kept);
        if (kept > 0) expect(seats.keptThrough).not.toEqual([]);
        for (const effect of Object.keys(met) as (keyof typeof met)[]) met[effect] += seats[effect];
      }),
      { numRuns: 500 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(0);
  });
});

function countPlanSeats(licence: Licence, changes: Iterable<SeatChange>): PlanSeats {
  const count = openSeatCount(licence);
  for (const change of changes) count.add(change);
  return count.total();
}
