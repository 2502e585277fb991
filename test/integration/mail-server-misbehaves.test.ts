// Against a real mail server that misbehaves: each mail goes out once, or is marked as one that may have arrived.
import path from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { type Mailer, openMailer } from '../../sidecar/src/mail/mailer.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { StoredMail } from '../../sidecar/src/store/outbox.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { type BadMailServer, startBadMailServer } from '../support/bad-mail-server.ts';
import { createMovableClock } from '../support/clock.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { buildPolicy, runPolicy, type SidecarOptions, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const from = 'user-management@example.com';
const policy = (...to: string[]) =>
  buildPolicy({ criteria: { username: ['nobody'] }, actions: ['disable'], report: { to } });

let lab: Lab;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  lab = await startLab({ users: 20 });
  return lab.close;
});
beforeEach(() => {
  closers.length = 0;
});
afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

async function startServer(options: SMTPServerOptions = {}, port = 0): Promise<BadMailServer> {
  const server = await startBadMailServer(options, port);
  closers.push(server.close);
  return server;
}

function openTo(server: Pick<BadMailServer, 'port'>): Mailer {
  return openMailer({ smtpUrl: `smtp://127.0.0.1:${server.port}`, from, timeoutMs: 400 });
}

async function setStage(mailer: Mailer, options: Partial<SidecarOptions> = {}) {
  const clock = createMovableClock();
  const sidecar = await startSidecar({ lab, clock, ...options, overrides: { mailer } });
  closers.push(sidecar.close);
  const { deliverer, store } = sidecar.context;
  const deliver = async () => {
    deliverer.wake();
    await deliverer.settled();
  };
  const mails = (): Promise<readonly StoredMail[]> => store.outbox.list({ limit: 20 });
  return { clock, sidecar, store, deliver, mails };
}

const hour = 3_600_000;

describe('a mail whose answer is lost', () => {
  it.each(['falls-silent', 'hangs-up'] as const)(
    'is marked and never sent again by itself, where the server %s',
    async (manner) => {
      const server = await startServer();
      server.behave(manner);
      const { sidecar, deliver, clock, mails } = await setStage(openTo(server));
      const run = await runPolicy(sidecar, policy('one@example.com'), 'test');
      await deliver();
      server.behave('takes');
      for (let hours = 0; hours < 72; hours += 6) {
        clock.advanceMs(6 * hour);
        await deliver();
      }
      expect(server.mails).toHaveLength(1);
      expect(await mails()).toMatchObject([{ state: 'dead', failure: 'mail_answer_lost', attempts: 1 }]);
      expect(run).toMatchObject({ ending: 'completed', failure: null });
    },
  );

  it('is sent again once somebody says that it may arrive twice', async () => {
    const server = await startServer();
    server.behave('hangs-up');
    const { sidecar, deliver, mails, store, clock } = await setStage(openTo(server));
    await runPolicy(sidecar, policy('one@example.com'), 'test');
    await deliver();
    server.behave('takes');
    const [mail] = await mails();
    const asked = { mailId: mail?.id ?? 0, at: clock.now(), by: 'ada' };
    expect(await store.outbox.retry({ ...asked, evenIfItArrived: false })).toEqual({ kind: 'may-have-arrived' });
    expect(await store.outbox.retry({ ...asked, evenIfItArrived: true })).toMatchObject({ kind: 'done' });
    await deliver();
    expect(await mails()).toMatchObject([{ state: 'sent', attempts: 1, failure: null }]);
    expect(new Set(server.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await store.audit.list({ limit: 1, before: null })).toMatchObject([{ actor: 'ada', event: 'mail.retried' }]);
  });
});

describe('a mail that the server turns away', () => {
  it('after it had all of it is tried again, for the server has said that it did not take it', async () => {
    const server = await startServer();
    server.behave('says-later');
    const { sidecar, deliver, clock, mails } = await setStage(openTo(server));
    await runPolicy(sidecar, policy('one@example.com'), 'test');
    await deliver();
    expect(await mails()).toMatchObject([{ state: 'waiting', attempts: 1, failure: 'smtp_emessage' }]);
    server.behave('takes');
    clock.advanceMs(2 * 60_000);
    await deliver();
    expect(await mails()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('for one recipient goes to all others', async () => {
    const refused = 'nobody@example.com';
    const server = await startServer({
      onRcptTo: ({ address }, _session, done) =>
        done(address === refused ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    });
    const { sidecar, deliver, mails } = await setStage(openTo(server));
    await runPolicy(sidecar, policy('one@example.com', refused, 'two@example.com'), 'test');
    await deliver();
    const states = new Map((await mails()).map(({ to, state }) => [to, state]));
    expect(Object.fromEntries(states)).toEqual({
      'one@example.com': 'sent',
      'two@example.com': 'sent',
      [refused]: 'waiting',
    });
    expect(server.mails).toHaveLength(2);
  });
});

it('a mail server that is down for a day gets each mail once when it is back', async () => {
  const down = await startServer();
  await down.close();
  closers.pop();
  const { sidecar, deliver, clock, mails } = await setStage(openTo(down));
  const run = await runPolicy(sidecar, policy('one@example.com', 'two@example.com'), 'test');
  for (let hours = 0; hours < 24; hours += 1) {
    await deliver();
    clock.advanceMs(hour);
  }
  expect(run).toMatchObject({ ending: 'completed' });
  expect((await mails()).map(({ state }) => state)).toEqual(['waiting', 'waiting']);
  const up = await startServer({}, down.port);
  for (let hours = 0; hours < 48; hours += 6) {
    clock.advanceMs(6 * hour);
    await deliver();
  }
  expect(up.mails.flatMap(({ to }) => [to].flat().map((one) => one?.text)).sort()).toEqual([
    'one@example.com',
    'two@example.com',
  ]);
  expect((await mails()).map(({ state }) => state)).toEqual(['sent', 'sent']);
});

it('a mail that was with the server when the process was killed is marked, and not sent again by the next process', async () => {
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  const databaseFile = path.join(folder.path, 'store.db');
  const off = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from, timeoutMs: 400 });
  const first = await startSidecar({ lab, databaseFile, overrides: { mailer: off } });
  const run = await runPolicy(first, policy('one@example.com'), 'test');
  await first.close();
  const server = await startServer();
  server.behave('falls-silent');
  const started: Process[] = [];
  closers.push(() => endProcesses(started));
  const more = { UM_SMTP_URL: `smtp://127.0.0.1:${server.port}`, UM_MAIL_FROM: from };
  const arrived = server.nextMail();
  const second = await startSidecarProcess({ lab, databaseFile, aheadMs: 10 * 60_000, more }, started);
  await arrived;
  second.kill('SIGKILL');
  await second.ended;
  server.behave('takes');
  const third = await startSidecarProcess({ lab, databaseFile, aheadMs: 60 * 60_000, more }, started);
  const store = await openStore({ kind: 'sqlite', file: databaseFile });
  try {
    const dead = () => store.outbox.list({ runId: run.id, state: 'dead', limit: 1 });
    const [mail] = await waitFor('the mail to be laid aside', async () => ((await dead()).length > 0 ? dead() : null));
    expect(mail).toMatchObject({ failure: 'mail_interrupted' });
    expect(server.mails).toHaveLength(1);
  } finally {
    await store.close();
    third.kill('SIGKILL');
  }
});

it('hands at most so many mails to the server within any minute as was set', async () => {
  const server = await startServer();
  const { sidecar, deliver, clock } = await setStage(openTo(server), { mailsPerMinute: 2 });
  await runPolicy(sidecar, policy(...[1, 2, 3, 4, 5].map((one) => `${one}@example.com`)), 'test');
  const arrived: number[] = [];
  for (let seconds = 0; seconds <= 150; seconds += 10) {
    await deliver();
    arrived.push(server.mails.length);
    clock.advanceMs(10_000);
  }
  expect(arrived).toEqual([2, 2, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5]);
});
