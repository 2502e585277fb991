// Who takes a seat: active and granted; what is not known for certain is never called "no seat".
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFacts, anyLicence, makeFacts, makeLicence } from '../../../../test/support/licences.ts';
import type { UserKey } from '../user.ts';
import { createSeatJudge } from './seat.ts';

const judge = (licence: Parameters<typeof createSeatJudge>[0], facts: Parameters<typeof makeFacts>) =>
  createSeatJudge(licence)(makeFacts(...facts));
const staff = { name: 'all-staff', below: ['subsidiary-staff'], complete: true };

describe('a seat', () => {
  it('is taken by an active member of a granting group, however the name is written', () => {
    expect(judge(makeLicence(['Users']), [['USERS', 'keep']])).toEqual({
      seat: 'yes',
      grants: [{ group: 'Users', direct: true, through: [] }],
      ownGrant: 'no',
    });
  });

  it('is taken through a group inside the granting one, and the way is named', () => {
    expect(judge(makeLicence([staff]), [['Subsidiary-Staff']])).toEqual({
      seat: 'yes',
      grants: [{ group: 'all-staff', direct: false, through: ['Subsidiary-Staff'] }],
      ownGrant: 'no',
    });
    expect(judge(makeLicence([staff]), [['all-staff', 'subsidiary-staff']]).grants).toEqual([
      { group: 'all-staff', direct: true, through: ['subsidiary-staff'] },
    ]);
  });

  it('is taken by a grant of the user alone', () => {
    const licence = makeLicence(['users'], { holders: [{ userKey: 'key-mara' as UserKey, certain: true }] });
    expect(judge(licence, [[]])).toEqual({ seat: 'yes', grants: [], ownGrant: 'yes' });
  });

  it('is not taken by who is disabled, or active and certainly granted by nothing', () => {
    expect(judge(makeLicence(['users']), [['users'], { status: 'disabled' }]).seat).toBe('no');
    expect(judge(makeLicence(['users']), [['keep']]).seat).toBe('no');
  });

  it.each([
    ['the status is not known', makeLicence(['users']), makeFacts(['users'], { status: 'unknown' })],
    ['a granting group is not completely known', makeLicence([{ ...staff, complete: false }]), makeFacts([])],
    ['nobody told which groups grant', makeLicence(['users'], { toldBy: 'assumed' }), makeFacts([])],
    [
      'somebody of the same display name holds the permission',
      makeLicence([], { holders: [{ userKey: 'key-mara' as UserKey, certain: false }] }),
      makeFacts([]),
    ],
  ])('is not known where %s', (_why, licence, facts) => {
    expect(createSeatJudge(licence)(facts).seat).toBe('unknown');
  });

  it('is never denied to an active user by knowing less', () => {
    const met = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(anyLicence, anyFacts, (licence, facts) => {
        const full = createSeatJudge(licence)(facts);
        met[full.seat] += 1;
        const less = { ...licence, groups: licence.groups.map((group) => ({ ...group, complete: false })) };
        const known = createSeatJudge(less)(facts);
        if (facts.status === 'active' && licence.groups.length > 0) expect(known.seat).not.toBe('no');
        if (full.seat !== 'no') expect(known.seat).not.toBe('no');
        if (full.seat === 'yes') expect(known.seat).toBe('yes');
      }),
    );
    expect(Math.min(met.yes, met.no, met.unknown)).toBeGreaterThan(0);
  });
});
