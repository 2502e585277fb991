// What begins the stages anew, what does not, and how somebody looks whom stages have changed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPerson, makePerson } from '../../../../test/support/people.ts';
import type { Activity } from '../activity.ts';
import type { Verdict } from '../criteria/matches.ts';
import { asIfUntouched, findReset, isUsedSince } from './reset.ts';
import type { Left } from './stage.ts';

const watchedFrom = '2026-03-01T00:00:00.000Z';
const untouched: Left = { statusBefore: null, groups: [] };

function seen(at: string): Activity {
  return { state: 'seen', at, kind: 'login', source: 'users.activity', readAt: at };
}

const uncovered: Activity = { state: 'unknown', reason: 'not-covered' };

function reset(
  person: ReturnType<typeof makePerson>,
  left: Left = untouched,
  verdict: Verdict = 'yes',
  email = 'ada@example.com',
) {
  return findReset({ standing: { watchedFrom, email, left }, person, verdict, isExempt: false });
}

describe('the stages of a user begin anew', () => {
  it('by any use since they began, whatever else is so', () => {
    fc.assert(
      fc.property(anyPerson, fc.constantFrom<Verdict>('yes', 'no', 'unknown'), (person, verdict) => {
        const used = { ...person, user: { ...person.user, activity: seen('2026-03-02T00:00:00.000Z') } };
        expect(reset(used, untouched, verdict)).toBe('activity');
      }),
    );
  });

  it('by use that is only known as a lower bound', () => {
    const atLeast = { at: '2026-03-02T00:00:00.000Z', kind: 'login', source: 'x', readAt: watchedFrom } as const;
    const activity: Activity = { state: 'unknown', reason: 'source-failed', atLeast };
    expect(isUsedSince(makePerson({ activity }), watchedFrom)).toBe(true);
  });

  it('by an exemption, another address, enabling, a group given back, and by not being meant any more', () => {
    const idle = makePerson({ activity: seen('2025-01-01T00:00:00.000Z'), email: 'ada@example.com', status: 'active' });
    const standing = { watchedFrom, email: 'ada@example.com', left: untouched };
    expect(findReset({ standing, person: idle, verdict: 'yes', isExempt: true })).toBe('exempt');
    expect(reset(idle, untouched, 'yes', 'old@example.com')).toBe('address-changed');
    expect(reset(idle, untouched, 'yes', 'ADA@example.com')).toBeNull();
    expect(reset(idle, { statusBefore: 'active', groups: [] })).toBe('reactivated');
    const back = { ...idle, memberships: [{ group: 'Wiki-Users', direct: true }] };
    expect(reset(back, { statusBefore: null, groups: ['wiki-users'] })).toBe('access-given-back');
    expect(reset(idle, untouched, 'no')).toBe('criteria-no-longer-match');
  });

  it('not by what is unknown: neither activity nor the answer of the criteria', () => {
    expect(reset(makePerson({ activity: uncovered, email: null }), untouched, 'unknown')).toBeNull();
  });
});

describe('somebody whom stages have changed', () => {
  const left: Left = { statusBefore: 'active', groups: ['wiki-users'] };
  const told = seen('2025-01-01T00:00:00.000Z');

  it('is seen as before them where nothing else happened', () => {
    const person = makePerson({ activity: uncovered, status: 'disabled' });
    const { user, memberships } = asIfUntouched(person, { left, activity: told, watchedFrom });
    expect(user).toMatchObject({ status: 'active', activity: told, firstSeenDisabledAt: null });
    expect(memberships).toContainEqual({ group: 'wiki-users', direct: true });
  });

  it('is as read wherever a source tells of them, or tells nothing for another reason', () => {
    const standing = { left, activity: told, watchedFrom };
    for (const activity of [seen('2026-05-01T00:00:00.000Z'), { state: 'unknown', reason: 'source-failed' } as const]) {
      expect(asIfUntouched(makePerson({ activity }), standing).user.activity).toEqual(activity);
    }
  });

  it('is as read while no stage has changed anything, so that unknown stays unknown', () => {
    fc.assert(
      fc.property(anyPerson, (person) => {
        expect(asIfUntouched(person, { left: untouched, activity: told, watchedFrom })).toBe(person);
        expect(asIfUntouched(person, null)).toBe(person);
      }),
    );
  });
});
