// What the store promises of digests: each week of a policy is told once, and each run in one of them.
import { expect, it } from 'vitest';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { type Given, idOf, later, noon, requestRun } from './given.ts';

const week = { policyId: idOf('idle'), week: '2026-03-02', zone: 'UTC', madeAt: later(60), auditHead: null };

async function endRun(store: Store, { at = noon, forDigest = true } = {}): Promise<number> {
  const { id: runId } = await requestRun(store, 'idle', 'reporting');
  await store.runs.finish({ runId, at, report: {}, mails: [], forDigest });
  return runId;
}

export function describeDigests(given: () => Given): void {
  it('keeps reports waiting, by policy with the oldest, and no report that does not wait', async () => {
    const { store } = given();
    await endRun(store, { forDigest: false });
    expect(await store.digests.waiting()).toEqual([]);
    await endRun(store, { at: later(5) });
    await endRun(store, { at: later(2) });
    expect(await store.digests.waiting()).toEqual([{ policyId: 'idle', oldestAt: later(2) }]);
  });

  it('makes the digest of a week once, whoever asks at the same time, with one mail to each address', async () => {
    const { store } = given();
    const runs = [await endRun(store), await endRun(store)];
    const to = ['ada@example.com', 'bob@example.com', 'ada@example.com'];
    const made = await Promise.all([1, 2, 3].map(() => store.digests.make(week, to)));
    expect(made.filter(Boolean)).toHaveLength(1);
    const mails = await store.outbox.list({ kind: 'digest', limit: 10 });
    expect(mails.map((mail) => mail.to).sort()).toEqual(['ada@example.com', 'bob@example.com']);
    const [mail] = mails;
    const digestId = mail?.kind === 'digest' ? mail.digestId : 0;
    expect(await store.digests.get(digestId)).toEqual({ ...week, id: digestId });
    expect(await store.digests.runs(digestId)).toEqual(runs);
    expect(await store.digests.waiting()).toEqual([]);
  });

  it('leaves a report that comes in after the digest of its week for the next', async () => {
    const { store } = given();
    await endRun(store);
    await store.digests.make(week, ['ada@example.com']);
    const late = await endRun(store);
    expect(await store.digests.make(week, ['ada@example.com'])).toBe(false);
    expect(await store.digests.waiting()).toHaveLength(1);
    expect(await store.digests.make({ ...week, week: '2026-03-09' }, ['ada@example.com'])).toBe(true);
    const [mail] = await store.outbox.list({ kind: 'digest', limit: 1 });
    expect(await store.digests.runs(mail?.kind === 'digest' ? mail.digestId : 0)).toEqual([late]);
  });

  it('has its mails tried again and decided upon like any other, with a line in the audit trail', async () => {
    const { store } = given();
    await endRun(store);
    await store.digests.make(week, ['ada@example.com']);
    const mail = await store.outbox.claimDue({ now: later(60), leaseUntil: later(65) });
    const mailId = mail?.id ?? 0;
    await store.outbox.failed(mailId, { failure: 'smtp_eenvelope', nextAttemptAt: null });
    const again = await store.outbox.retry({ mailId, at: later(70), by: 'ada', evenIfItArrived: false });
    expect(again).toMatchObject({ kind: 'done', mail: { kind: 'digest', state: 'waiting' } });
    const [entry] = await store.audit.list({ limit: 1, before: null });
    expect(entry).toMatchObject({ event: 'mail.retried', details: { mail: mailId } });
    expect(entry?.details).toHaveProperty('digest');
  });
}
