// The guard over the exempt: whom an exemption covers by key or group, and whom by nothing but a name.
import { describe, expect, it } from 'vitest';
import { makePerson } from '../../../../../test/support/people.ts';
import { protect } from '../../../../../test/support/protection.ts';
import type { Exemption } from '../../exemption.ts';
import type { UserKey } from '../../user.ts';
import { exempt } from './exempt.ts';

const endsAt = '2026-06-01T00:00:00.000Z';
const make = (id: number, wanted: Pick<Exemption, 'subject' | 'name' | 'userKey'>): Exemption => ({
  ...wanted,
  id,
  owner: 'ada',
  reason: 'long leave',
  addedAt: '2026-01-01T00:00:00.000Z',
  addedBy: 'ada',
  endsAt,
  endedAt: null,
  endedBy: null,
});
const person = makePerson({ username: 'Freed', groups: ['staff'] });
const { userKey } = person.user;
const detailsUnder = (...exemptions: readonly Exemption[]) =>
  exempt({ person, change: { kind: 'disable' }, protection: protect({ exemptions }) })?.details ?? null;

describe('the guard over the exempt', () => {
  const ofAnother = make(7, { subject: 'user', name: 'freed', userKey: 'key-gone' as UserKey });

  it('covers whoever has the name of an exemption made for another account, and says that only the name fits', () => {
    expect(detailsUnder(ofAnother)).toEqual({ exemption: 7, endsAt, byNameAlone: true });
    expect(detailsUnder(make(9, { subject: 'user', name: 'freed', userKey: null }))).toEqual({ exemption: 9, endsAt });
  });

  it('names the exemption of their own key or group before one that fits by name alone', () => {
    const own = make(8, { subject: 'user', name: 'maiden.name', userKey });
    const group = make(9, { subject: 'group', name: 'Staff', userKey: null });
    expect(detailsUnder(ofAnother, own)).toEqual({ exemption: 8, endsAt });
    expect(detailsUnder(ofAnother, group)).toEqual({ exemption: 9, endsAt });
  });

  it('covers nobody by the name of a group', () => {
    expect(detailsUnder(make(7, { subject: 'group', name: 'freed', userKey: null }))).toBeNull();
  });
});
