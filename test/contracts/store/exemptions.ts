// The store's contract on exemptions: they hold until their end or until somebody ends them, and leave audit entries.
import { expect, it } from 'vitest';
import type { NewExemption } from '../../../sidecar/src/store/exemptions.ts';
import { type Given, keyOf, later, noon } from './given.ts';

const leave: NewExemption = {
  subject: 'user',
  name: 'mara',
  userKey: keyOf('mara'),
  owner: 'people team',
  reason: 'parental leave',
  addedAt: noon,
  addedBy: 'ada',
  endsAt: later(60),
};

export function describeExemptions(given: () => Given): void {
  it('holds an exemption until its end, and lists it afterwards too', async () => {
    const { exemptions } = given().store;
    const added = await exemptions.add(leave);
    expect(added).toEqual({ ...leave, id: added.id, endedAt: null, endedBy: null });
    const group = await exemptions.add({ ...leave, subject: 'group', name: 'keep', userKey: null, endsAt: later(90) });
    expect(await exemptions.active(later(59))).toEqual([added, group]);
    expect(await exemptions.active(later(60))).toEqual([group]);
    expect(await exemptions.list({ limit: 10, before: null })).toEqual([group, added]);
    expect(await exemptions.list({ limit: 10, before: group.id })).toEqual([added]);
    expect(await exemptions.get(added.id)).toEqual(added);
    expect(await exemptions.get(added.id + 1_000)).toBeNull();
  });

  it('ends one once, and none that is over', async () => {
    const { exemptions } = given().store;
    const { id } = await exemptions.add(leave);
    const other = await exemptions.add(leave);
    expect(await exemptions.end({ id, by: 'bob', at: later(5) })).toMatchObject({ endedAt: later(5), endedBy: 'bob' });
    expect(await exemptions.end({ id, by: 'ada', at: later(6) })).toBeNull();
    expect(await exemptions.end({ id: other.id, by: 'ada', at: later(60) })).toBeNull();
    expect(await exemptions.active(later(6))).toEqual([other]);
  });

  it('tells the audit trail of both, by number and without the name', async () => {
    const { exemptions, audit } = given().store;
    const { id } = await exemptions.add(leave);
    await exemptions.end({ id, by: 'bob', at: later(5) });
    const entries = await audit.list({ limit: 10, before: null });
    expect(entries.map(({ actor, event, details }) => [actor, event, details])).toEqual([
      ['bob', 'exemption.ended', { exemption: id }],
      ['ada', 'exemption.added', { exemption: id, subject: 'user', endsAt: later(60) }],
    ]);
  });
}
