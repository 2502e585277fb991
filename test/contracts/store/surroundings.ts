// What the store promises of mails, settings and its own opening, on either engine.
import { expect, it } from 'vitest';
import { openDatabase } from '../../../sidecar/src/store/database.ts';
import { migrateToNewest } from '../../../sidecar/src/store/migrations/migrate.ts';
import { openStore } from '../../../sidecar/src/store/open.ts';
import type { HostBinding } from '../../../sidecar/src/store/settings.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { type Given, later, noon, requestRun } from './given.ts';

export function describeOutbox(given: () => Given): void {
  it('gives each due mail to one of several who claim at once', async () => {
    const { store } = given();
    await addMails(store, ['a@b.c', 'd@e.f']);
    expect(await store.outbox.claimDue({ now: later(-1), leaseUntil: later(5) })).toBeNull();
    const claims = await Promise.all([1, 2, 3].map(() => store.outbox.claimDue({ now: noon, leaseUntil: later(5) })));
    const claimed = claims.flatMap((mail) => mail ?? []);
    expect(claimed.map((mail) => mail.to).sort()).toEqual(['a@b.c', 'd@e.f']);
    expect(claimed).toMatchObject([{ state: 'sending', attempts: 1 }, { state: 'sending' }]);
  });

  it('puts a failed mail back for later, or aside for good', async () => {
    const { store } = given();
    const [mailId] = await addMails(store, ['a@b.c']);
    const claim = (minute: number) => store.outbox.claimDue({ now: later(minute), leaseUntil: later(minute + 5) });
    await claim(0);
    await store.outbox.failed(mailId ?? 0, { failure: 'connection-refused', nextAttemptAt: later(10) });
    expect(await claim(9)).toBeNull();
    expect(await claim(10)).toMatchObject({ id: mailId, attempts: 2, failure: 'connection-refused' });
    await store.outbox.failed(mailId ?? 0, { failure: 'rejected', nextAttemptAt: null });
    expect(await claim(1_000)).toBeNull();
    expect(await store.outbox.list({ limit: 10 })).toMatchObject([{ state: 'dead', failure: 'rejected' }]);
  });

  it('takes up a mail whose sender was not heard of again', async () => {
    const { store } = given();
    const [mailId] = await addMails(store, ['a@b.c']);
    await store.outbox.claimDue({ now: noon, leaseUntil: later(5) });
    expect(await store.outbox.claimDue({ now: later(4), leaseUntil: later(9) })).toBeNull();
    expect(await store.outbox.claimDue({ now: later(5), leaseUntil: later(9) })).toMatchObject({
      id: mailId,
      attempts: 2,
    });
  });

  it('lays a mail aside that was handed over by somebody who was not heard of again, for it may have gone out', async () => {
    const { store } = given();
    const [mailId] = await addMails(store, ['a@b.c']);
    await store.outbox.claimDue({ now: noon, leaseUntil: later(5) });
    await store.outbox.handOver(mailId ?? 0, later(1));
    expect(await store.outbox.claimDue({ now: later(4), leaseUntil: later(9) })).toBeNull();
    expect(await store.outbox.list({ limit: 10 })).toMatchObject([{ state: 'sending' }]);
    expect(await store.outbox.claimDue({ now: later(5), leaseUntil: later(10) })).toBeNull();
    expect(await store.outbox.list({ limit: 10 })).toMatchObject([{ state: 'dead', failure: 'mail_interrupted' }]);
  });

  it('sends a mail again that the server turned away after it was handed over', async () => {
    const { store } = given();
    const [mailId] = await addMails(store, ['a@b.c']);
    await store.outbox.claimDue({ now: noon, leaseUntil: later(5) });
    await store.outbox.handOver(mailId ?? 0, later(1));
    await store.outbox.failed(mailId ?? 0, { failure: 'busy', nextAttemptAt: later(2) });
    await store.outbox.claimDue({ now: later(2), leaseUntil: later(7) });
    expect(await store.outbox.claimDue({ now: later(7), leaseUntil: later(12) })).toMatchObject({ id: mailId });
  });

  it('leaves a sent mail sent', async () => {
    const { store } = given();
    const [mailId] = await addMails(store, ['a@b.c']);
    await store.outbox.claimDue({ now: noon, leaseUntil: later(5) });
    await store.outbox.sent(mailId ?? 0, later(1));
    await store.outbox.sent(mailId ?? 0, later(2));
    await store.outbox.failed(mailId ?? 0, { failure: 'late', nextAttemptAt: later(3) });
    expect(await store.outbox.claimDue({ now: later(60), leaseUntil: later(65) })).toBeNull();
    expect(await store.outbox.list({ limit: 10 })).toMatchObject([{ state: 'sent', sentAt: later(1), failure: null }]);
  });
}

async function addMails(store: Store, recipients: readonly string[]): Promise<number[]> {
  const { id: runId } = await requestRun(store, 'idle', 'reporting');
  const mails = recipients.map((to) => ({ kind: 'run-report', to }) as const);
  await store.runs.finish({ runId, at: noon, report: {}, mails });
  return (await store.outbox.list({ runId, limit: 10 })).map((mail) => mail.id).reverse();
}

const binding: HostBinding = {
  hostId: 'host-1',
  statedUrl: 'https://wiki.example.com',
  configuredUrl: 'http://localhost:8090',
  boundAt: noon,
  confirmedBy: null,
};

export function describeSettings(given: () => Given): void {
  it('observes, is not stopped and is bound to nothing at first', async () => {
    const settings = await given().store.settings.all();
    expect(settings).toMatchObject({
      processMode: 'observe',
      emergencyStop: null,
      hostBinding: null,
      nestedGroups: 'read',
    });
    expect(settings.installationSalt).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps the salt of the installation for good', async () => {
    const { store, address } = given();
    const { installationSalt } = await store.settings.all();
    const again = await openStore(address);
    expect((await again.settings.all()).installationSalt).toBe(installationSalt);
    await again.close();
  });

  it('changes a setting together with its audit entry, which names nobody but the actor', async () => {
    const { settings, audit } = given().store;
    await settings.set('processMode', 'live', { by: 'ada', at: noon });
    await settings.set('emergencyStop', { by: 'bob', at: later(1) }, { by: 'bob', at: later(1) });
    await settings.set('nestedGroups', 'declared-none', { by: 'ada', at: later(2) });
    expect(await settings.all()).toMatchObject({
      processMode: 'live',
      emergencyStop: { by: 'bob', at: later(1) },
      nestedGroups: 'declared-none',
    });
    await settings.set('emergencyStop', null, { by: 'ada', at: later(3) });
    expect((await settings.all()).emergencyStop).toBeNull();
    const entries = await audit.list({ limit: 10, before: null });
    expect(entries.map(({ actor, event, details }) => [actor, event, details])).toEqual([
      ['ada', 'settings.emergency-stop-changed', { value: 'off' }],
      ['ada', 'settings.nested-groups-changed', { value: 'declared-none' }],
      ['bob', 'settings.emergency-stop-changed', { value: 'on' }],
      ['ada', 'settings.process-mode-changed', { value: 'live' }],
    ]);
  });

  it('asks who holds the emergency stop at the very moment of change, so that of two at once none lifts the stop of the other', async () => {
    const { settings } = given().store;
    const [bob, ada] = [
      { by: 'bob', at: later(1) },
      { by: 'ada', at: later(2) },
    ];
    expect(await settings.replaceEmergencyStop(bob, (present) => present === null, bob)).toBe(true);
    expect(await settings.replaceEmergencyStop(ada, (present) => present === null, ada)).toBe(false);
    await Promise.all([
      settings.replaceEmergencyStop(ada, () => true, ada),
      settings.replaceEmergencyStop(null, (present) => present?.by === 'bob', bob),
    ]);
    expect((await settings.all()).emergencyStop).toEqual(ada);
  });

  it('remembers when a second person was last made unnecessary, and nothing else moves that moment', async () => {
    const { settings } = given().store;
    const set = (twoPersons: boolean, days: number, hour: number) =>
      settings.setApproval({ twoPersons, days }, { by: 'ada', at: later(hour) });
    await set(false, 5, 1);
    expect((await settings.all()).approvalLoosenedAt).toBeNull();
    await set(true, 5, 2);
    await set(false, 5, 3);
    await set(false, 9, 4);
    await set(true, 9, 5);
    expect(await settings.all()).toMatchObject({
      approval: { twoPersons: true, days: 9 },
      approvalLoosenedAt: later(3),
    });
    await Promise.all([set(false, 9, 6), set(false, 8, 6)]);
    expect(await settings.all()).toMatchObject({ approval: { twoPersons: false }, approvalLoosenedAt: later(6) });
  });

  it('binds the host once, also when two try at once, and anew after the binding was lifted', async () => {
    const { settings } = given().store;
    const other = { ...binding, hostId: 'host-2' };
    const bound = await Promise.all([settings.bindHostOnce(binding), settings.bindHostOnce(other)]);
    expect(bound[0]).toEqual(bound[1]);
    expect((await settings.all()).hostBinding).toEqual(bound[0]);
    await settings.set('hostBinding', null, { by: 'ada', at: noon });
    expect(await settings.bindHostOnce(other)).toEqual(other);
    const confirmed = { ...other, confirmedBy: 'ada' };
    await settings.set('hostBinding', confirmed, { by: 'ada', at: noon });
    expect(await settings.bindHostOnce(binding)).toEqual(confirmed);
  });
}

export function describeOpening(given: () => Given): void {
  it('is brought from empty to newest once', async () => {
    const database = openDatabase(await given().createEmpty());
    expect(await migrateToNewest(database)).toEqual([
      '0001-snapshots',
      '0002-policies',
      '0003-runs',
      '0004-journal',
      '0005-outbox-settings-audit',
      '0006-evidence',
      '0007-accounts',
      '0008-licence',
      '0009-beacon',
      '0010-fields-and-lists',
      '0011-exemptions',
      '0012-decisions',
      '0013-aftermath',
      '0014-simulations-and-events',
      '0015-stages',
      '0017-newcomers',
      '0018-unknown-users',
      '0019-retention',
      '0020-second-persons',
      '0020-waves',
      '0022-sessions',
      '0023-readings',
      '0024-simulation-missing',
      '0027-personal-views',
      '0029-audit-chain',
      '0030-audit-feeds',
      '0031-personal-links',
      '0034-licence-days',
      '0035-licence-alerts',
      '0036-api-tokens',
      '0037-directory-feeds',
      '0038-faults-by-user',
      '0039-host-records',
      '0039-webhooks',
      '0040-mails-and-digests',
      '0042-audit-steps',
      '0043-run-search',
      '0044-helpdesk-sessions',
    ]);
    expect(await migrateToNewest(database)).toEqual([]);
    await database.close();
  });

  it('keeps what was written when it is opened again', async () => {
    const { store, address } = given();
    await requestRun(store, 'idle');
    await store.close();
    const again = await openStore(address);
    expect(await again.runs.list({ limit: 10, before: null })).toHaveLength(1);
    await again.ping();
    await again.close();
    await expect(again.ping()).rejects.toThrow();
  });
}
