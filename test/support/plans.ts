// Plans for tests of the pure middle: actions, abilities and whole plan inputs in every combination.
import fc from 'fast-check';
import type { Action } from '../../sidecar/src/domain/action.ts';
import { matches } from '../../sidecar/src/domain/criteria/matches.ts';
import type { PlanFacts } from '../../sidecar/src/domain/plan/expand.ts';
import type { PlanAbilities, PlanInput } from '../../sidecar/src/domain/plan/plan.ts';
import type { UserWithGroups } from '../../sidecar/src/domain/user.ts';
import { anyPerson, groupNames, makeContext } from './people.ts';

/** Nobody has accounts that were read for the plan. */
export const noFacts: PlanFacts = {
  transferOf: () => ({ kind: 'unread', reason: 'directory-not-configured' }),
  resetMailFrom: () => null,
  seatOf: () => null,
  canNotify: true,
  changesDirectly: () => false,
};

/** Nobody tells what directories allow. */
export const placesUntold: Pick<PlanInput, 'directoryAllows'> = { directoryAllows: () => 'untold' };

export const ableToDoAll: PlanAbilities = { unsupportedChange: () => null };

/** The person with the trace that would have selected them. */
export function select(person: UserWithGroups): PlanInput['people'][number] {
  return { person, trace: matches({ all: [] }, person, makeContext()) };
}

const someGroups = fc.uniqueArray(fc.constantFrom(...groupNames, 'KEEP', 'new'), { minLength: 1, maxLength: 3 });

export const anyActions: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.oneof(
    fc.constantFrom<Action>('disable', 'enable', 'delete'),
    someGroups.map((addToGroups) => ({ addToGroups })),
    someGroups.map((removeFromGroups) => ({ removeFromGroups })),
  ),
  { maxLength: 4 },
);

/** Several people, each with a key of their own. */
export const anyPeople: fc.Arbitrary<readonly UserWithGroups[]> = fc.array(anyPerson, { maxLength: 8 }).map((people) =>
  people.map((person, index) => ({
    ...person,
    user: { ...person.user, userKey: `key-${index}` as typeof person.user.userKey },
  })),
);

/** Abilities and guards by a table of chance, the same answer for the same question. */
export const anyPlanInput: fc.Arbitrary<PlanInput> = fc
  .record({
    actions: anyActions,
    people: anyPeople,
    absent: fc.func(fc.constantFrom(null, null, null, 'capability-absent', 'user-not-addressable')),
    guard: fc.func(fc.constantFrom(null, null, null, null, 'protected-user', 'administrator')),
  })
  .map(({ actions, people, absent, guard }) => ({
    actions,
    people: people.map(select),
    abilities: { unsupportedChange: (change, username) => absent(change, username) },
    refuse: (person, change) => {
      const name = guard(person.user.userKey, change);
      return name === null ? null : { guard: name };
    },
    facts: noFacts,
    membersKnown: () => true,
    ...placesUntold,
  }));
