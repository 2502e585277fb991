// A plan says of every selected user and every change what would become of it, and adds up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../../test/support/people.ts';
import { ableToDoAll, anyPlanInput, noFacts, placesUntold, select } from '../../../../test/support/plans.ts';
import { type Change, changesOf, isAccountChange, isByHand, isNotice, sameChange } from '../action.ts';
import { foldName, type UserWithGroups } from '../user.ts';
import { fateOf, holdsAlready, type Plan, type PlanInput, planEntries, summarise } from './plan.ts';

function plan(person: UserWithGroups, actions: PlanInput['actions'], more: Partial<PlanInput> = {}) {
  const [entry] = planEntries({
    actions,
    people: [select(person)],
    abilities: ableToDoAll,
    refuse: () => null,
    facts: noFacts,
    membersKnown: () => true,
    ...placesUntold,
    ...more,
  });
  if (entry === undefined) throw new Error('Somebody selected has no entry.');
  return entry;
}

const dispositions = (...asked: Parameters<typeof plan>) => plan(...asked).steps.map((step) => step.disposition);
const planOf = (input: PlanInput): Plan => ({
  snapshotId: 1,
  usersRead: 10_000,
  entries: planEntries(input),
  unknownByReason: {},
  unknownUsers: 7,
  seats: null,
});

describe('a plan', () => {
  it('says of whoever no directory has any more that nothing can be changed, whatever the actions are', () => {
    const unsynced = { ...makePerson({ status: 'unknown' }), unsynced: true } as const;
    const actions = [
      'disable',
      'enable',
      'deleteOrDisable',
      'resetPassword',
      'takeLicence',
      { addToGroups: ['staff'] },
      { removeFromGroups: ['staff'] },
    ] as const;
    for (const disposition of dispositions(unsynced, actions)) {
      expect(disposition).toEqual({ kind: 'unsupported', reason: 'unsynced' });
    }
    const refuse = () => ({ guard: 'protected-user' });
    expect(dispositions(unsynced, ['delete'], { refuse })).toEqual([{ kind: 'refused', guard: 'protected-user' }]);
  });

  it('adds up: matched is planned and already and refused and unsupported', () => {
    const met = { planned: 0, already: 0, refused: 0, unsupported: 0 };
    fc.assert(
      fc.property(anyPlanInput, (input) => {
        const made = planOf(input);
        const summary = summarise(made);
        expect(summary.planned + summary.already + summary.refused + summary.unsupported).toBe(summary.matched);
        expect(summary).toMatchObject({ usersRead: 10_000, unknown: 7, matched: input.people.length });
        for (const entry of made.entries) met[fateOf(entry)] += 1;
        expect(summary.planned).toBe(
          made.entries.filter((entry) => entry.steps.some((step) => step.disposition.kind === 'planned')).length,
        );
      }),
      { numRuns: 400 },
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(20);
  });

  it('names everybody in the order given, with every distinct change in the order of the actions', () => {
    fc.assert(
      fc.property(anyPlanInput, (input) => {
        const wanted: Change[] = [];
        for (const change of input.actions.flatMap(changesOf)) {
          if (!wanted.some((one) => sameChange(one, change))) wanted.push(change);
        }
        const entries = planEntries(input);
        expect(entries.map((entry) => entry.userKey)).toEqual(input.people.map(({ person }) => person.user.userKey));
        for (const [index, entry] of entries.entries()) {
          expect(entry.steps.map((step) => step.change)).toEqual(wanted);
          expect(entry.trace).toBe(input.people[index]?.trace);
        }
      }),
    );
  });

  it('plans nothing for a user of whom a guard refuses anything', () => {
    fc.assert(
      fc.property(anyPlanInput, (input) => {
        for (const entry of planEntries(input)) {
          const kinds = entry.steps.map((step) => step.disposition.kind);
          if (kinds.includes('refused')) expect(kinds).not.toContain('planned');
        }
      }),
    );
  });

  it('plans only what a guard lets pass, is possible here and is not so already', () => {
    fc.assert(
      fc.property(anyPlanInput, (input) => {
        for (const [index, entry] of planEntries(input).entries()) {
          const person = input.people[index]?.person ?? makePerson();
          for (const { change, disposition } of entry.steps) {
            if (disposition.kind !== 'planned') continue;
            expect(input.refuse(person, change)).toBeNull();
            if (isAccountChange(change) || isByHand(change) || isNotice(change))
              throw new Error('Nobody asked for that.');
            if (change.kind === 'set-random-password' || change.kind === 'create-user')
              throw new Error('Nobody asked for that.');
            expect(input.abilities.unsupportedChange(change, entry.username)).toBeNull();
            expect(holdsAlready(change, entry.before)).toBe(false);
          }
        }
      }),
    );
  });

  it('keeps a before-image from which every change can be taken back', () => {
    fc.assert(
      fc.property(anyPlanInput, (input) => {
        for (const [index, { before }] of planEntries(input).entries()) {
          const { user, memberships, accounts } = input.people[index]?.person ?? makePerson();
          const directGroups = memberships.filter((one) => one.direct).map((one) => one.group);
          const { status, email, displayName } = user;
          const told = accounts.kind === 'told' ? { accounts } : {};
          expect(before).toEqual({ status, email, displayName, directGroups, ...told });
        }
      }),
    );
  });
});

describe('a change', () => {
  it('stands once, however often and in whatever case it is asked for', () => {
    const entry = plan(makePerson(), [
      { addToGroups: ['Straße', 'new'] },
      'disable',
      { addToGroups: ['STRAẞE'] },
      'disable',
    ]);
    expect(entry.steps.map((step) => step.change)).toEqual([
      { kind: 'add-to-group', group: 'Straße' },
      { kind: 'add-to-group', group: 'new' },
      { kind: 'disable' },
    ]);
  });

  it.each([
    ['disable', makePerson({ status: 'disabled' })],
    ['enable', makePerson({ status: 'active' })],
    [{ addToGroups: ['Keep'] }, makePerson({ groups: ['keep'] })],
    [{ removeFromGroups: ['keep'] }, makePerson({ groups: ['staff'] })],
  ] as const)('%j is already so', (action, person) => {
    expect(dispositions(person, [action])).toEqual([{ kind: 'already' }]);
    const nothing = { abilities: { unsupportedChange: () => 'capability-absent' as const } };
    expect(dispositions(person, [action], nothing)).toEqual([{ kind: 'already' }]);
  });

  it('to delete is never so already', () => {
    expect(dispositions(makePerson({ status: 'disabled' }), ['delete'])).toEqual([{ kind: 'planned' }]);
  });

  it.each(['disable', 'enable'] as const)('to %s is not supported where the status is not told', (action) => {
    const person = makePerson({ status: 'unknown' });
    expect(dispositions(person, [action])).toEqual([{ kind: 'unsupported', reason: 'status-not-told' }]);
    expect(dispositions(person, [{ addToGroups: ['staff'] }])).toEqual([{ kind: 'planned' }]);
  });

  it('cannot take a membership that comes through another group, and can give it directly', () => {
    const nested = makePerson({ groups: [{ group: 'Licence', direct: false }] });
    expect(dispositions(nested, [{ removeFromGroups: ['licence'] }])).toEqual([
      { kind: 'unsupported', reason: 'nested-membership' },
    ]);
    expect(dispositions(nested, [{ addToGroups: ['licence'] }])).toEqual([{ kind: 'planned' }]);
  });

  it('takes the direct one of two memberships', () => {
    const both = makePerson({ groups: [{ group: 'Licence', direct: false }, 'licence'] });
    expect(dispositions(both, [{ removeFromGroups: ['LICENCE'] }])).toEqual([{ kind: 'planned' }]);
  });

  it('takes nobody for absent from a group that could not be read: leaving it is planned, joining it too', () => {
    const membersKnown = (group: string) => foldName(group) !== 'partners/emea';
    const seen = makePerson({ groups: ['staff', { group: 'partners/emea', direct: false }] });
    for (const person of [makePerson({ groups: ['staff'] }), seen]) {
      const leave = { removeFromGroups: ['Partners/EMEA', 'other'] };
      expect(dispositions(person, [leave], { membersKnown })).toEqual([{ kind: 'planned' }, { kind: 'already' }]);
      expect(dispositions(person, [{ addToGroups: ['partners/emea'] }], { membersKnown })).toEqual([
        { kind: 'planned' },
      ]);
    }
  });

  it('carries the reason why it is not possible here', () => {
    const abilities: PlanInput['abilities'] = {
      unsupportedChange: (change, username) =>
        change.kind === 'delete' && foldName(username) === 'mara' ? 'user-not-addressable' : null,
    };
    expect(dispositions(makePerson(), ['disable', 'delete'], { abilities })).toEqual([
      { kind: 'planned' },
      { kind: 'unsupported', reason: 'user-not-addressable' },
    ]);
  });
});

describe('a refusal', () => {
  const refuse: PlanInput['refuse'] = (_person, change) =>
    change.kind === 'disable' ? { guard: 'administrator' } : null;

  it('withholds the other planned steps of that user by the same guard, whichever comes first', () => {
    const refused = { kind: 'refused', guard: 'administrator' };
    const person = makePerson({ groups: ['staff'] });
    const actions = [{ removeFromGroups: ['staff', 'other'] }, 'disable', 'delete'] as const;
    expect(dispositions(person, actions, { refuse })).toEqual([refused, { kind: 'already' }, refused, refused]);
  });

  it('touches nobody else', () => {
    const refuseMara: PlanInput['refuse'] = ({ user }) =>
      user.username === 'mara' ? { guard: 'protected-user' } : null;
    const people = [makePerson(), makePerson({ username: 'ada' })].map(select);
    const entries = planEntries({
      actions: ['disable'],
      people,
      abilities: ableToDoAll,
      refuse: refuseMara,
      facts: noFacts,
      membersKnown: () => true,
      ...placesUntold,
    });
    expect(entries.map(fateOf)).toEqual(['refused', 'planned']);
  });
});

describe('the fate of a user', () => {
  it.each([
    [[], 'already'],
    [['already'], 'already'],
    [['already', 'unsupported'], 'unsupported'],
    [['unsupported', 'refused'], 'refused'],
    [['refused', 'already', 'unsupported', 'planned'], 'planned'],
  ] as const)('of steps %j is %s', (kinds, fate) => {
    const dispositionOf = {
      planned: { kind: 'planned' },
      already: { kind: 'already' },
      refused: { kind: 'refused', guard: 'own-account' },
      unsupported: { kind: 'unsupported', reason: 'capability-absent' },
    } as const;
    const steps = kinds.map((kind) => ({ change: { kind: 'disable' }, disposition: dispositionOf[kind] }) as const);
    expect(fateOf({ steps })).toBe(fate);
  });
});
