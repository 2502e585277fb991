// The outbox by the API: what became of each mail, and the decision about those that were laid aside.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestRun } from '../contracts/store/given.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let harness: ApiHarness;
beforeEach(async () => {
  harness = await startApi();
});
afterEach(() => harness.close());

/** Mails of one run, each claimed once and then laid aside, or not, with its code. */
async function sendAll(ends: readonly (string | null)[]): Promise<number[]> {
  const { outbox, runs } = harness.store;
  const run = await requestRun(harness.store, 'idle', 'reporting');
  const at = harness.now();
  const mails = ends.map((_end, index) => ({ kind: 'run-report', to: `${index}@example.com` }) as const);
  await runs.finish({ runId: run.id, at, report: {}, mails });
  const ids: number[] = [];
  for (const failure of ends) {
    const mail = await outbox.claimDue({ now: at, leaseUntil: at });
    const id = mail?.id ?? 0;
    if (failure === null) await outbox.sent(id, at);
    else await outbox.failed(id, { failure, nextAttemptAt: null });
    ids.push(id);
  }
  return ids;
}

const list = async (query = '') => (await harness.call('GET', `/mails${query}`)).json();
const decide = async (path: string, body: object = {}) => {
  const response = await harness.call('POST', `/mails/${path}`, body);
  return { status: response.statusCode, ...response.json() };
};

describe('the outbox', () => {
  it('says of each mail whether it arrived, may have, or did not, and why', async () => {
    await sendAll([null, 'smtp_eenvelope', 'mail_answer_lost', 'smtp_something_new']);
    const { items, counts, enabled } = await list();
    expect(items.map(({ state, arrived }: Record<string, unknown>) => [state, arrived])).toEqual([
      ['dead', 'no'],
      ['dead', 'maybe'],
      ['dead', 'no'],
      ['sent', 'yes'],
    ]);
    expect(items[2].failure).toEqual({
      code: 'smtp_eenvelope',
      message: expect.stringContaining('does not take mails'),
    });
    expect(counts).toEqual({ waiting: 0, sending: 0, sent: 1, dead: 3 });
    expect(enabled).toBe(false);
  });

  it('is paged, and asked by state and run', async () => {
    await sendAll([null, 'mail_off', 'mail_off']);
    const first = await list('?state=dead&limit=1');
    const rest = await list(`?state=dead&limit=1&before=${first.nextBefore}`);
    expect([first.items[0].to, rest.items[0].to]).toEqual(['2@example.com', '1@example.com']);
    expect((await list('?run=999')).items).toEqual([]);
  });

  it('sends a mail again that was laid aside, and wakes the sender; one that may have arrived only with that word', async () => {
    const [off = 0, lost = 0] = await sendAll(['mail_off', 'mail_answer_lost']);
    expect(await decide(`${off}/retry`)).toMatchObject({ status: 200, state: 'waiting', attempts: 0 });
    expect(harness.woken).toContain('mails');
    expect(await decide(`${off}/retry`)).toMatchObject({ status: 409, error: { code: 'mail_not_dead' } });
    expect(await decide(`${lost}/retry`)).toMatchObject({ status: 409, error: { code: 'mail_may_have_arrived' } });
    expect(await decide(`${lost}/retry`, { mayArriveTwice: true })).toMatchObject({ status: 200, state: 'waiting' });
    expect(await decide('999/retry')).toMatchObject({ status: 404, error: { code: 'mail_not_found' } });
  });

  it('drops a mail for good: it stays on record, counts no more, and is not sent again', async () => {
    const [off = 0] = await sendAll(['mail_off']);
    expect(await decide(`${off}/drop`)).toMatchObject({ status: 200, state: 'dropped', arrived: 'no' });
    expect(await list()).toMatchObject({ items: [{ state: 'dropped' }], counts: { dead: 0 } });
    expect(await decide(`${off}/retry`)).toMatchObject({ error: { code: 'mail_not_dead' } });
    const audit = await harness.store.audit.list({ limit: 1, before: null });
    expect(audit).toMatchObject([{ actor: 'ada', event: 'mail.dropped', details: { mail: off } }]);
  });
});
