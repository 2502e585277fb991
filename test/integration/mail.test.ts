// The report mail over real SMTP: what it says, that it is safe to open, and that it arrives once, or is laid aside.
import type { ParsedMail } from 'mailparser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CatcherOptions, catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import { defaultLimits, type PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { viewUnknown } from '../../sidecar/src/http/views/runs.ts';
import { listUnknown } from '../../sidecar/src/services/runs.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { requirePlan } from '../support/runs.ts';
import { buildPolicy, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const to = 'confluence-admins@example.com';
const inactive = buildPolicy({
  name: 'Inactive for 90 days',
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
  protect: { users: [], groups: ['keep'] },
  report: { to: [to] },
});

const closers: (() => Promise<void>)[] = [];
let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
  closers.push(folder.remove);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startCatcher(options: CatcherOptions = {}): Promise<MailCatcher> {
  const catcher = await catchMails(folder.path, options);
  let closed = false;
  const close = async () => {
    if (!closed) await catcher.close();
    closed = true;
  };
  // A mail server that ends waits for its clients: the sidecar goes first, whenever it was started.
  closers.unshift(close);
  return { ...catcher, close };
}

interface Stage {
  readonly lab: Lab;
  readonly clock: MovableClock;
  readonly sidecar: Sidecar;
  /** Lets the deliverer look now and waits until it has done what it could. */
  readonly deliver: () => Promise<void>;
}

async function setStage(smtpUrl: string | null, confluence = '10.2'): Promise<Stage> {
  const lab = await startLab({ users: 120, confluence });
  closers.push(lab.close);
  const clock = createMovableClock();
  const sidecar = await startSidecar({ lab, clock, ...(smtpUrl === null ? {} : { smtpUrl }) });
  closers.push(sidecar.close);
  const deliver = async () => {
    sidecar.context.deliverer.wake();
    await sidecar.context.deliverer.settled();
  };
  return { lab, clock, sidecar, deliver };
}

async function mailOf(mode: 'test' | 'live', policy: PolicyDefinition = inactive, confluence = '10.2') {
  const catcher = await startCatcher();
  const { sidecar, deliver } = await setStage(catcher.url, confluence);
  const run = await runPolicy(sidecar, policy, mode);
  await deliver();
  const [mail, ...others] = catcher.mails;
  if (mail === undefined) throw new Error('no mail came');
  expect(others).toEqual([]);
  return { mail, run, context: sidecar.context };
}

/** A figure of the text part: a number and what it counts, on a line of their own. */
function tells(mail: ParsedMail, users: number, label: RegExp): void {
  expect(mail.text).toMatch(new RegExp(`^ +${users} +${label.source}`, 'im'));
}

/** Rows of cells, by the rules of RFC 4180. */
function readCsv(mail: ParsedMail): string[][] {
  const text = mail.attachments[0]?.content.toString('utf8').replace(/^\uFEFF/, '') ?? '';
  const cells = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)];
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of cells) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

describe('the report mail', () => {
  it('says of a test run in its first word that it was one, with the numbers of the plan', async () => {
    const { mail, run, context } = await mailOf('test');
    const { summary } = await requirePlan(context, run.id);
    const { users } = await context.store.runs.counts(run.id);
    expect(mail.subject).toBe(`TEST: ${summary.planned} users would be changed – Inactive for 90 days (run ${run.id})`);
    expect(mail).toMatchObject({ to: { text: to }, from: { text: 'user-management@example.com' } });
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.text).toMatch(/^TEST\b/);
    expect(mail.html).toContain('>TEST<');
    expect(mail.text).toContain('because the policy is in test mode');
    expect(users.rehearsed).toBe(summary.planned);
    expect(mail.text).toContain(`${summary.matched} of ${summary.usersRead} users match`);
    expect(mail.text).toContain(`${summary.unknown} more are`);
    expect(mail.text).toContain(`${summary.planned} users would be changed`);
    tells(mail, summary.refused, /left alone/);
  });

  it('says of a live run what was changed, with a CSV of every user and step', async () => {
    const { mail, run, context } = await mailOf('live');
    const { summary } = await requirePlan(context, run.id);
    const { users, steps } = await context.store.runs.counts(run.id);
    expect(mail.subject).toBe(`${users.applied} users changed – Inactive for 90 days (run ${run.id})`);
    expect(mail.text).not.toContain('TEST');
    tells(mail, users.applied ?? 0, /changed/);
    expect(users.applied).toBe(summary.planned);
    expect(mail.attachments).toMatchObject([
      { filename: `run-${run.id}-users.csv`, contentType: 'text/csv' },
      { filename: `run-${run.id}.json`, contentType: 'application/json' },
    ]);
    const [header = [], ...rows] = readCsv(mail);
    expect(header.slice(0, 3)).toEqual(['username', 'display_name', 'user_key']);
    expect(new Set(rows.map(([username]) => username)).size).toBe(summary.matched + summary.unknown);
    const applied = rows.filter((row) => row[header.indexOf('outcome')] === 'applied');
    expect(applied).toHaveLength(steps.applied ?? 0);
  });

  it('is safe to open: names are text, cells are no formulas, nothing is loaded from anywhere', async () => {
    const { mail } = await mailOf('test', {
      ...inactive,
      criteria: { username: ['show.*'] },
      name: '<b>R&D</b>\r\nBcc: x',
    });
    const html = String(mail.html);
    expect(html).not.toMatch(
      /<(?:img|script|link|iframe|object|embed|form|svg)\b|\b(?:src|href|background|action)\s*=|url\(|@import/i,
    );
    expect(html).toContain('&lt;script&gt;alert(');
    expect(html).toContain('&lt;b&gt;R&amp;D&lt;/b&gt;');
    expect(html).toContain('<bdi>محمد');
    expect(mail.subject).toContain('<b>R&D</b> Bcc: x');
    expect(mail.headers.has('bcc')).toBe(false);
    const [header = [], ...rows] = readCsv(mail);
    const names = rows.map((row) => row[1] ?? '');
    expect(names.some((name) => name.startsWith("'=HYPERLINK("))).toBe(true);
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });

  it('says on Confluence 9.2 why nobody was selected, and names each in its table with the words of the API', async () => {
    const { mail, run, context } = await mailOf('test', { ...inactive, criteria: { inactiveDays: 90 } }, '9.2');
    expect(mail.subject).toMatch(/^TEST: (?:0|no) users? would be changed/i);
    expect(mail.text).toMatch(/120 (?:more )?are (?:not known|unknown) and were left out/);
    expect(mail.text).toMatch(/^ *-? *120: .*(?:source|signed in)/m);
    const [header = [], ...rows] = readCsv(mail);
    const told = rows.map((row) => ['user_key', 'outcome', 'why'].map((column) => row[header.indexOf(column)]));
    const unknown = await listUnknown(context, { runId: run.id, after: 0, limit: 500 });
    expect(unknown).toHaveLength(120);
    expect(told).toEqual(unknown.map((user) => [user.userKey, 'left-out', viewUnknown(user, 'UTC').why]));
    expect(mail.text).toContain('The attached table names them.');
  });

  it('says of a plan that is held by which limit, in numbers', async () => {
    const { mail, run, context } = await mailOf('live', { ...inactive, limits: { ...defaultLimits, maxUsers: 2 } });
    const { planned } = (await requirePlan(context, run.id)).summary;
    expect(mail.subject).toMatch(new RegExp(`^Held, ${planned} users would be changed – `));
    expect(mail.text).toContain(`- ${planned} users would be changed, the limit of the policy is 2.`);
  });
});

describe('delivery', () => {
  it('is made up for, once, when the mail server was down', async () => {
    const down = await startCatcher();
    await down.close();
    const { sidecar, deliver, clock } = await setStage(down.url);
    const run = await runPolicy(sidecar, inactive, 'test');
    await deliver();
    const { outbox } = sidecar.context.store;
    const waiting = { state: 'waiting', attempts: 1, failure: expect.stringMatching(/^smtp_/), sentAt: null };
    expect(await outbox.list({ runId: run.id, limit: 10 })).toMatchObject([waiting]);
    expect(run).toMatchObject({ state: 'finished', ending: 'completed' });

    const up = await startCatcher({ port: Number(new URL(down.url).port) });
    await deliver();
    expect(up.mails).toHaveLength(0);
    for (let minute = 0; minute < 5; minute += 1) {
      clock.advanceMs(61_000);
      await deliver();
    }
    expect(up.mails.map((mail) => mail.subject)).toEqual([expect.stringContaining(`run ${run.id}`)]);
    expect(await outbox.list({ runId: run.id, limit: 10 })).toMatchObject([
      { state: 'sent', attempts: 2, failure: null },
    ]);
  });

  it('is given up after the last attempt for a recipient who is refused, which changes neither run nor other mails', async () => {
    const nobody = 'nobody@example.com';
    const catcher = await startCatcher({ refuses: (recipient) => recipient === nobody });
    const { sidecar, deliver, clock } = await setStage(catcher.url);
    const run = await runPolicy(sidecar, { ...inactive, report: { to: [nobody, to] } }, 'live');
    const { runs, outbox } = sidecar.context.store;
    const report = await runs.report(run.id);
    for (let day = 0; day < 12; day += 1) {
      await deliver();
      clock.advanceMs(1441 * 60_000);
    }
    const mails = await outbox.list({ runId: run.id, limit: 10 });
    expect(mails.find((mail) => mail.to === nobody)).toMatchObject({
      state: 'dead',
      attempts: 9,
      failure: expect.stringMatching(/^smtp_/),
    });
    expect(mails.find((mail) => mail.to === to)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(catcher.mails).toHaveLength(1);
    expect(await requireRun(sidecar.context, run.id)).toMatchObject({ ending: 'completed', failure: null });
    expect(await runs.report(run.id)).toEqual(report);
  });

  it('is said to be off where no mail server is configured', async () => {
    const { sidecar, deliver } = await setStage(null);
    const run = await runPolicy(sidecar, inactive, 'test');
    await deliver();
    const mails = await sidecar.context.store.outbox.list({ runId: run.id, limit: 10 });
    expect(mails).toMatchObject([{ to, state: 'dead', failure: 'mail_off', sentAt: null }]);
    expect(run).toMatchObject({ ending: 'completed' });
  });
});
