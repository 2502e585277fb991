// Seats that a run really freed: by what was done and read back, never by what was meant.
import { describe, expect, it } from 'vitest';
import { makeLicence } from '../../../../test/support/licences.ts';
import type { UserKey } from '../user.ts';
import { type DoneEntry, openDoneSeatCount } from './done-seats.ts';

const entry = (steps: DoneEntry['steps'], groups: readonly string[] = ['users']): DoneEntry => ({
  userKey: 'key' as UserKey,
  before: { status: 'active', email: null, displayName: 'A', directGroups: groups },
  steps,
});
const disable = (facts: Partial<DoneEntry['steps'][number]>): DoneEntry['steps'][number] => ({
  change: { kind: 'disable' },
  outcome: { kind: 'applied' },
  verification: 'confirmed',
  ...facts,
});

function count(...entries: DoneEntry[]) {
  const seats = openDoneSeatCount(makeLicence(['users', 'staff']));
  for (const one of entries) seats.add(one);
  return seats.total();
}

const nothing = { freed: 0, kept: 0, none: 0, taken: 0, unknown: 0 };

describe('the seats a run freed', () => {
  it('count only where the step was done and reads back', () => {
    expect(count(entry([disable({})]))).toEqual({ ...nothing, freed: 1 });
    expect(count(entry([disable({ outcome: { kind: 'failed', code: 'host_refused' } })]))).toEqual(nothing);
    expect(count(entry([disable({ verification: 'contradicted' })]))).toEqual(nothing);
    expect(count(entry([disable({ outcome: null, verification: null })]))).toEqual(nothing);
  });

  it('are not claimed where a call may or may not have been done, or could not be read back', () => {
    const uncertain = [
      disable({ outcome: { kind: 'unknown', code: 'lost' } }),
      disable({ outcome: { kind: 'pending-synchronisation' } }),
      disable({ verification: 'unreadable' }),
    ];
    expect(count(...uncertain.map((step) => entry([step])))).toEqual({ ...nothing, unknown: 3 });
  });

  it('stay where another group grants them, and where nobody had one there is none to free', () => {
    const leave = disable({ change: { kind: 'remove-from-group', group: 'users' } });
    expect(count(entry([leave], ['users', 'staff']), entry([leave]), entry([disable({})], ['others']))).toEqual({
      ...nothing,
      freed: 1,
      kept: 1,
      none: 1,
    });
  });
});
