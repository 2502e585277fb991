// What the store promises of mails that an earlier version wrote: each is taken over once, with its number and its state.
import { expect, it } from 'vitest';
import { type Database, openDatabase } from '../../../sidecar/src/store/database.ts';
import { createOutboxSettingsAudit } from '../../../sidecar/src/store/migrations/0005-outbox-settings-audit.ts';
import { createLicenceAlerts } from '../../../sidecar/src/store/migrations/0035-licence-alerts.ts';
import { createMailsAndDigests } from '../../../sidecar/src/store/migrations/0040-mails-and-digests.ts';
import { spellFor } from '../../../sidecar/src/store/migrations/dialect.ts';
import { type Given, later, noon, requestRun } from './given.ts';

/** The tables as they were, as far as they matter here. */
type Before = {
  outbox: Record<'run_id' | 'attempts', number> &
    Record<'kind' | 'recipient' | 'state' | 'next_attempt_at' | 'failure', string>;
  licence_alert_mails: Record<'alert_id' | 'attempts', number> & { recipient: string } & Record<
      'next_attempt_at' | 'handed_over_at' | 'sent_at' | 'failure',
      string | null
    >;
};

export function describeMovedMails(given: () => Given): void {
  it('takes over mails of runs and of crossed lines, also when it was cut off in between and begins again', async () => {
    const { store, address } = given();
    const { id: runId } = await requestRun(store, 'idle', 'reporting');
    await store.runs.finish({ runId, at: noon, report: {}, mails: [] });
    await store.licenceAlerts.raise({ line: 'seats', threshold: 4, seats: 5, most: null, raisedAt: noon });
    const [alert] = await store.licenceAlerts.raised();
    const database = openDatabase(address);
    try {
      await goBack(database, { runId, alertId: alert?.id ?? 0 });
      const steps = createMailsAndDigests(spellFor(database.engine));
      for (const step of [...steps.slice(0, -1), ...steps, ...steps]) await step.execute(database.writes);
    } finally {
      await database.close();
    }
    const mails = await store.outbox.list({ limit: 10 });
    expect(Object.fromEntries(mails.map(({ to, state }) => [to, state]))).toEqual({
      'a@b.c': 'dead',
      'd@e.f': 'waiting',
      'sent@b.c': 'sent',
      'dead@b.c': 'dead',
      'open@b.c': 'sending',
      'waiting@b.c': 'waiting',
    });
    expect(mails).toHaveLength(6);
    const ofRun = mails.filter(({ kind }) => kind === 'run-report');
    expect(ofRun.map(({ id, to }) => [id, to])).toEqual([
      [2, 'd@e.f'],
      [1, 'a@b.c'],
    ]);
    expect(ofRun[1]).toMatchObject({ runId, attempts: 3, failure: 'smtp_eauth' });
    // Handed over by somebody not heard of again: it may have gone out.
    await store.outbox.claimDue({ now: later(6), leaseUntil: later(8) });
    expect(await store.licenceAlerts.failedMails()).toEqual(['smtp_eauth', 'mail_interrupted']);
  });
}

/** To what there was before the migration, with mails in both tables. */
async function goBack(database: Database, { runId, alertId }: { runId: number; alertId: number }): Promise<void> {
  const spelling = spellFor(database.engine);
  for (const statement of [...createOutboxSettingsAudit(spelling), ...createLicenceAlerts(spelling)]) {
    await statement.execute(database.writes);
  }
  const rows = database.writes.withTables<Before>();
  const mail = { run_id: runId, kind: 'run-report', attempts: 3, next_attempt_at: noon, failure: 'smtp_eauth' };
  await rows
    .insertInto('outbox')
    .values([
      { ...mail, recipient: 'a@b.c', state: 'dead' },
      { ...mail, recipient: 'd@e.f', state: 'waiting' },
    ])
    .execute();
  const open = { alert_id: alertId, attempts: 1, next_attempt_at: null, handed_over_at: null, sent_at: null };
  await rows
    .insertInto('licence_alert_mails')
    .values([
      { ...open, recipient: 'sent@b.c', handed_over_at: noon, sent_at: later(1), failure: null },
      { ...open, recipient: 'dead@b.c', failure: 'smtp_eauth' },
      { ...open, recipient: 'open@b.c', next_attempt_at: later(5), handed_over_at: noon, failure: null },
      { ...open, recipient: 'waiting@b.c', next_attempt_at: later(9), failure: 'smtp_eauth' },
    ])
    .execute();
}
