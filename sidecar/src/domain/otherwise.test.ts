// A user compared with what a snapshot shows: what counts as a difference, and what was only never told.
import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../test/support/people.ts';
import type { GroupKnowledge } from './criteria/matches.ts';
import { isOtherwise } from './otherwise.ts';
import type { UserStatus } from './user.ts';

const shown = makePerson({ groups: ['Staff', { group: 'everybody', direct: false }] });
const look = (
  present: { status: UserStatus; groups: string[] } | null,
  knowledge: GroupKnowledge = 'complete',
): boolean => isOtherwise({ shown, present, groupKnowledge: () => knowledge });

describe('a user is otherwise than the snapshot shows them', () => {
  it('when they are gone, have another status, or have left or joined a group', () => {
    expect(look(null)).toBe(true);
    expect(look({ status: 'disabled', groups: ['staff'] })).toBe(true);
    expect(look({ status: 'active', groups: [] })).toBe(true);
    expect(look({ status: 'active', groups: ['staff', 'editors'] })).toBe(true);
    expect(look({ status: 'active', groups: ['staff', 'editors'] }, 'missing')).toBe(true);
  });

  it('and not when names are written in another way, the status is untold, or the group could not be read', () => {
    expect(look({ status: 'active', groups: ['STAFF'] })).toBe(false);
    expect(look({ status: 'unknown', groups: ['staff'] })).toBe(false);
    expect(look({ status: 'active', groups: ['staff', 'editors'] }, 'unreadable')).toBe(false);
  });
});
