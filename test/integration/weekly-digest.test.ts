// The mail of a week: all runs of a policy that gathers its reports, told once, over real SMTP.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import { defaultLimits, type PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { buildPolicy, runPolicy, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const publicUrl = 'https://wiki.example.com/um/';
const weekly = (changes: Partial<PolicyDefinition> = {}) =>
  buildPolicy({
    name: 'Accounts nobody uses',
    criteria: { username: ['two.licences.idle'] },
    actions: ['disable'],
    ...changes,
    report: { to: ['desk@example.com', 'it@example.com'], when: 'weekly', ...changes.report },
  });

const closers: (() => Promise<void>)[] = [];
let folder: TemporaryFolder;
let down = false;
let catcher: MailCatcher;
beforeEach(async () => {
  down = false;
  folder = await makeTemporaryFolder();
  closers.push(folder.remove);
  catcher = await catchMails(folder.path, { refuses: () => down });
  closers.push(catcher.close);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Begins on a Sunday; Monday at eight is 30 hours later. */
async function start() {
  const lab = await startLab({ users: 40 });
  closers.push(lab.close);
  const clock = createMovableClock('2026-03-01T02:00:00.000Z');
  const sidecar = await startSidecar({ lab, clock, smtpUrl: catcher.url, publicUrl });
  closers.push(sidecar.close);
  const { context } = sidecar;
  const lookAt = async (instant: string) => {
    clock.setTo(instant);
    await context.scheduler.look();
    await context.deliverer.settled();
  };
  return { lab, clock, sidecar, context, lookAt };
}

const digests = () => catcher.mails.filter(({ subject }) => subject?.includes('Week to') === true);

describe('the digest of a week', () => {
  it('tells of all runs in one mail to each address on Monday at eight, with what was done, and of none before', async () => {
    const { sidecar, lookAt } = await start();
    const rehearsed = await runPolicy(sidecar, weekly(), 'test');
    const held = await runPolicy(
      sidecar,
      weekly({ criteria: { status: 'active' }, limits: { ...defaultLimits, maxUsers: 1 } }),
      'live',
    );
    const done = await runPolicy(sidecar, weekly(), 'live');
    await lookAt('2026-03-02T07:59:00.000Z');
    expect(digests()).toEqual([]);
    await lookAt('2026-03-02T08:00:05.000Z');
    await lookAt('2026-03-02T08:00:15.000Z');
    await lookAt('2026-03-09T08:00:15.000Z');
    expect(
      digests()
        .map(({ to }) => [to ?? []].flat()[0]?.text)
        .sort(),
    ).toEqual(['desk@example.com', 'it@example.com']);
    const [mail] = digests();
    expect(mail?.subject).toBe(
      'Week to 2026-03-02: 3 runs (1 of them TEST), 1 user changed, 1 held – Accounts nobody uses',
    );
    const text = (mail?.text ?? '').replaceAll(/\s+/g, ' ');
    for (const { id } of [rehearsed, held, done]) {
      expect(text).toContain(`${publicUrl}#/runs/${id}`);
      expect(mail?.html).toContain(`href="${publicUrl}#/runs/${id}"`);
    }
    expect(text).toContain(`TEST Run ${rehearsed.id}, ended Sunday`);
    expect(text).toMatch(/HELD Run \d+, .* Held, because - \d+ users would be changed, the limit of the policy is 1\./);
    expect(text).toMatch(/Audit trail up to entry \d+ [0-9a-f]{64}/);
  });

  it('does not keep a plan waiting that lapses: a held one is mailed at once, with the day it lapses, and stands in the digest too', async () => {
    const { sidecar, context, lookAt } = await start();
    const tooMany = { criteria: { status: 'active' }, limits: { ...defaultLimits, maxUsers: 1 } } as const;
    await runPolicy(sidecar, weekly(tooMany), 'test');
    const held = await runPolicy(sidecar, weekly(tooMany), 'live');
    expect(held.ending).toBe('quarantined');
    context.deliverer.wake();
    await context.deliverer.settled();
    const atOnce = catcher.mails.map(({ to, subject }) => [[to ?? []].flat()[0]?.text, subject]).sort();
    const subject = expect.stringMatching(new RegExp(`^Held, \\d+ users would be changed – .* \\(run ${held.id}\\)$`));
    expect(atOnce).toEqual([
      ['desk@example.com', subject],
      ['it@example.com', subject],
    ]);
    expect((catcher.mails[0]?.text ?? '').replaceAll(/\s+/g, ' ')).toMatch(
      /otherwise it lapses on Sunday,? 8 March 2026 at \d\d:\d\d \(UTC\)\./,
    );
    await lookAt('2026-03-02T08:00:05.000Z');
    expect(digests()[0]?.subject).toContain('2 runs (1 of them TEST), no user changed, 2 held');
    expect(catcher.mails).toHaveLength(4);
  });

  it('is sent of tests alone too, and then says TEST in subject and body', async () => {
    const { sidecar, lookAt } = await start();
    await runPolicy(sidecar, weekly(), 'test');
    await lookAt('2026-03-02T08:00:05.000Z');
    expect(catcher.mails).toHaveLength(2);
    expect(catcher.mails[0]?.subject).toMatch(/^TEST: Week to 2026-03-02: 1 run, no user changed/);
    expect(catcher.mails[0]?.text).toMatch(/^TEST\s+Accounts nobody uses/);
  });

  it('names whose change failed, and why', async () => {
    const { lab, sidecar, lookAt } = await start();
    lab.wire.faults.add({
      match: { method: 'PUT', path: '/**/disable' },
      kind: 'status',
      status: 403,
    });
    await runPolicy(sidecar, weekly(), 'live');
    await lookAt('2026-03-02T08:00:05.000Z');
    expect(catcher.mails[0]?.subject).toContain('trouble with 1');
    expect(catcher.mails[0]?.text).toMatch(/\(two\.licences\.idle\)\s+not disabled: /);
  });

  it('is not sent of a week without runs, and goes out late where nobody looked on Monday', async () => {
    const { sidecar, lookAt } = await start();
    await lookAt('2026-03-02T08:00:05.000Z');
    await runPolicy(sidecar, weekly(), 'test');
    await lookAt('2026-03-19T12:00:00.000Z');
    expect(catcher.mails.map(({ subject }) => subject?.slice(0, 24))).toEqual([
      'TEST: Week to 2026-03-16',
      'TEST: Week to 2026-03-16',
    ]);
  });

  it('goes by the clock of the policy’s own zone', async () => {
    const { sidecar, lookAt } = await start();
    const schedule = { cron: '0 3 1 1 *', zone: 'America/New_York', missed: 'skip' } as const;
    await runPolicy(sidecar, weekly({ schedule }), 'test');
    await lookAt('2026-03-02T12:59:00.000Z');
    expect(catcher.mails).toEqual([]);
    await lookAt('2026-03-02T13:00:00.000Z');
    expect(catcher.mails).toHaveLength(2);
  });

  it('still tells what was gathered when the policy gathers no more, and of each run once', async () => {
    const { sidecar, context, lookAt } = await start();
    await runPolicy(sidecar, weekly(), 'test');
    await runPolicy(sidecar, weekly({ report: { to: ['desk@example.com'], when: 'always' } }), 'test');
    context.deliverer.wake();
    await context.deliverer.settled();
    expect(catcher.mails).toHaveLength(1);
    await lookAt('2026-03-02T08:00:05.000Z');
    expect(catcher.mails).toHaveLength(2);
    expect(catcher.mails[1]?.subject).toContain('1 run,');
  });

  it('is tried again while the mail server refuses it, and arrives once', async () => {
    const { sidecar, context, lookAt } = await start();
    await runPolicy(sidecar, weekly({ report: { to: ['desk@example.com'], when: 'weekly' } }), 'test');
    down = true;
    await lookAt('2026-03-02T08:00:05.000Z');
    expect(catcher.mails).toEqual([]);
    expect(await context.store.outbox.list({ limit: 5 })).toMatchObject([
      { kind: 'digest', state: 'waiting', attempts: 1 },
    ]);
    down = false;
    for (const minute of ['02', '10', '59']) await lookAt(`2026-03-02T08:${minute}:00.000Z`);
    expect(catcher.mails).toHaveLength(1);
  });
});
