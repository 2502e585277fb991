// What the store promises of the licence that each snapshot found, on either engine.
import { expect, it } from 'vitest';
import type { LicenceDay } from '../../../sidecar/src/domain/licence/day.ts';
import type { LicenceFinding } from '../../../sidecar/src/domain/licence/figures.ts';
import { makeLicence } from '../../support/licences.ts';
import { addFinishedSnapshot, addSnapshot, type Given, keyOf, later, makeUser, noon } from './given.ts';

export function describeLicence(given: () => Given): void {
  it('keeps who takes a seat of the licence with the snapshot, and removes it with the snapshot', async () => {
    const { snapshots } = given().store;
    const finding: LicenceFinding = {
      licence: makeLicence(['users'], { holders: [{ userKey: keyOf('ada'), certain: true }] }),
      figures: { seats: 1, unknown: 0, groups: [{ group: 'users', seats: 0, only: 0 }], own: { seats: 1, only: 1 } },
      host: { used: 1, most: null, remaining: null },
      asked: [{ witness: 'permissions', failure: null }],
    };
    const id = await addSnapshot(given().store, [makeUser('ada')]);
    expect(await snapshots.licence(id)).toBeNull();
    await snapshots.finish(id, { finishedAt: noon, sources: [], licence: finding });
    expect(await snapshots.licence(id)).toEqual(finding);
    const next = await addFinishedSnapshot(given().store, []);
    await snapshots.prune({ keep: 1, now: later(600) });
    expect([await snapshots.get(id), await snapshots.licence(id), await snapshots.licence(next)]).toEqual([
      null,
      null,
      null,
    ]);
  });
}

export function describeLicenceDays(given: () => Given): void {
  const day = (name: string, seats: number | null, readAt = `${name}T02:00:00.000Z`): LicenceDay => ({
    day: name,
    readAt,
    seats,
    seatsUnknown: seats === null ? null : 2,
    hostUsed: null,
    most: 500,
    active: 300,
    inactive: 40,
    unknown: 5,
    protected: 3,
    disabled: 12,
  });

  it('keeps one row a day, the last reading of the day standing, and makes up none between', async () => {
    const { licenceDays } = given().store;
    await licenceDays.note(day('2026-03-01', 340));
    await licenceDays.note(day('2026-03-04', null));
    await licenceDays.note(day('2026-03-01', 345, '2026-03-01T20:00:00.000Z'));
    await licenceDays.note(day('2026-03-01', 1, '2026-03-01T03:00:00.000Z'));
    expect(await licenceDays.between({ from: '2026-03-01', to: '2026-03-04' })).toEqual([
      day('2026-03-01', 345, '2026-03-01T20:00:00.000Z'),
      day('2026-03-04', null),
    ]);
    expect(await licenceDays.between({ from: '2026-03-02', to: '2026-03-03' })).toEqual([]);
  });
}

export function describeLicenceAlerts(given: () => Given): void {
  it('raises a line once until it is lowered, whoever asks at the same time', async () => {
    const { licenceAlerts } = given().store;
    const alert = { line: 'seats', threshold: 450, seats: 455, most: 500, raisedAt: noon } as const;
    const raised = await Promise.all([licenceAlerts.raise(alert), licenceAlerts.raise({ ...alert, seats: 460 })]);
    expect(raised.filter(Boolean)).toHaveLength(1);
    await licenceAlerts.raise({ ...alert, line: 'percent' });
    expect((await licenceAlerts.raised()).map(({ line }) => line)).toEqual(['seats', 'percent']);
    await licenceAlerts.lower('seats', later(1));
    expect((await licenceAlerts.raised()).map(({ line }) => line)).toEqual(['percent']);
    expect(await licenceAlerts.raise({ ...alert, raisedAt: later(2) })).toBe(true);
    expect(await licenceAlerts.raised()).toMatchObject([{ line: 'percent' }, { ...alert, raisedAt: later(2) }]);
  });
}

export function describeAlertMails(given: () => Given): void {
  const alert = { line: 'seats', threshold: 450, seats: 455, most: 500, raisedAt: noon } as const;

  it('writes one mail to each address with the crossing, and none for a line that counts as crossed', async () => {
    const { licenceAlerts, outbox } = given().store;
    await licenceAlerts.raise(alert, ['ada@example.com', 'bob@example.com', 'ada@example.com']);
    await licenceAlerts.raise(alert, ['eve@example.com']);
    const claims = await Promise.all([1, 2, 3].map(() => outbox.claimDue({ now: noon, leaseUntil: later(5) })));
    const claimed = claims.flatMap((mail) => mail ?? []);
    expect(claimed.map((mail) => mail.to).sort()).toEqual(['ada@example.com', 'bob@example.com']);
    const [first] = claimed;
    expect(first).toMatchObject({ kind: 'licence-alert', attempts: 1 });
    expect(first?.kind === 'licence-alert' ? await licenceAlerts.get(first.alertId) : null).toMatchObject(alert);
  });

  it('tells why a mail was laid aside while the line is crossed, until somebody lets the mail go', async () => {
    const { licenceAlerts, outbox } = given().store;
    await licenceAlerts.raise(alert, ['ada@example.com']);
    const mail = await outbox.claimDue({ now: noon, leaseUntil: later(5) });
    await outbox.failed(mail?.id ?? 0, { failure: 'smtp_eauth', nextAttemptAt: null });
    expect(await licenceAlerts.failedMails()).toEqual(['smtp_eauth']);
    await outbox.drop({ mailId: mail?.id ?? 0, at: later(6), by: 'ada' });
    expect(await licenceAlerts.failedMails()).toEqual([]);
  });
}
