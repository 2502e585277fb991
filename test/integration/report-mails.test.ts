// Whom a report reaches, when it does, what it carries besides words, and the copy in a folder.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import type { PolicyDefinition } from '../../sidecar/src/domain/policy.ts';
import { renderReport } from '../../sidecar/src/mail/render.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readState } from '../support/lab-state.ts';
import { hand, makeReport, makeReported } from '../support/reports.ts';
import { buildPolicy, runPolicy, type Sidecar, type SidecarOptions, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

let lab: Lab;
let folder: TemporaryFolder;
let catcher: MailCatcher;
let sidecar: Sidecar | null = null;
beforeAll(async () => {
  lab = await startLab({ users: 60, checkAnswers: false });
});
afterAll(() => lab.close());
beforeEach(async () => {
  folder = await makeTemporaryFolder();
  catcher = await catchMails(path.join(folder.path, 'caught'));
});
afterEach(async () => {
  await sidecar?.close();
  sidecar = null;
  await catcher.close();
  await folder.remove();
});

const nobody = buildPolicy({ criteria: { username: ['nobody-at-all'] }, actions: ['disable'] });
const somebody = buildPolicy({ criteria: { username: ['two.licences.idle'] }, actions: ['disable'] });

async function run(policy: PolicyDefinition, options: Partial<SidecarOptions> = {}) {
  sidecar ??= await startSidecar({ lab, smtpUrl: catcher.url, ...options });
  const ended = await runPolicy(sidecar, policy, 'test');
  sidecar.context.deliverer.wake();
  await sidecar.context.deliverer.settled();
  return { run: ended, store: sidecar.context.store };
}

const reached = () => catcher.mails.flatMap(({ to }) => [to ?? []].flat().map(({ text }) => text)).sort();

describe('a report', () => {
  it('goes to addresses, users and active members of groups, each once, and names those without an address', async () => {
    const people = [...(await readState(lab)).values()];
    // One of them is in a group that lies inside.
    const isAdmin = ({ username, groups }: (typeof people)[number]) =>
      groups.includes('confluence-administrators') || username === 'admin.nested';
    const admins = people.filter((user) => user.status === 'current' && isAdmin(user));
    const emails = admins.flatMap(({ email }) => (email === null || email === '' ? [] : [email]));
    expect(emails.length).toBeGreaterThan(0);
    const [first = ''] = emails;
    const report = {
      to: [first.toUpperCase(), 'desk@example.com'],
      users: ['two.licences.idle', 'no.email', 'nobody-at-all'],
      groups: ['Confluence-Administrators'],
    };
    const { store, run: ended } = await run({ ...nobody, report });
    const own = people.find(({ username }) => username === 'two.licences.idle')?.email ?? '';
    const wanted = new Set([...emails, own, 'desk@example.com'].map((one) => one.toLowerCase()));
    expect(new Set(reached().map((one) => one.toLowerCase()))).toEqual(wanted);
    expect(reached()).toHaveLength(wanted.size);
    const kept = (await store.runs.report(ended.id)) as { recipientsWithoutAddress?: number };
    expect(kept.recipientsWithoutAddress).toBe(2 + admins.length - emails.length);
    expect((catcher.mails[0]?.text ?? '').replaceAll(/\s+/g, ' ')).toMatch(
      /of those who should get this report have no known address: .*\bno\.email\b.*\bnobody-at-all\b/,
    );
  });

  it('comes only where somebody was changed, or only where there was trouble, if the policy says so', async () => {
    const to = ['desk@example.com'];
    await run({ ...nobody, report: { to, when: 'on-change' } });
    await run({ ...somebody, report: { to, when: 'on-trouble' } });
    expect(reached()).toEqual([]);
    await run({ ...somebody, report: { to, when: 'on-change' } });
    expect(reached()).toEqual(to);
  });

  it('says what comes next, and bears the end of the audit trail as the trail tells it', async () => {
    const schedule = { cron: '0 3 * * 1', zone: 'Europe/Berlin', missed: 'run-once' } as const;
    const { store } = await run({ ...nobody, schedule, report: { to: ['desk@example.com'] } });
    const { text = '' } = catcher.mails[0] ?? {};
    expect(text).toMatch(/What comes next\n +Nobody is changed until the policy is switched to live\./);
    expect(text).toMatch(/The next run is due on Monday, .* \(UTC\)\./);
    const [, number, digest] = /Audit trail up to entry (\d+) ([0-9a-f]{64})/.exec(text.replaceAll(/\s+/g, ' ')) ?? [];
    const [entry] = await store.audit.list({ limit: 1, before: Number(number) + 1 });
    expect(entry).toMatchObject({ id: Number(number), digest });
  });

  it('carries its users as a table and as JSON, and says where they are if they are too large for a mail', async () => {
    const users = [makeReported('ada'), makeReported('bob')];
    const report = makeReport();
    const ask = { publicUrl: 'https://wiki.test/um', timeZone: 'UTC' };
    const whole = await renderReport(report, { entries: hand(users), unknown: [] }, ask);
    const json = JSON.parse(whole.attachments[1]?.content ?? '');
    expect(json).toMatchObject({
      report: { runId: 118 },
      users: [{ username: 'ada' }, { username: 'bob' }],
      unknown: [],
    });
    const small = await renderReport(
      report,
      { entries: hand(users), unknown: [] },
      { ...ask, attachmentLimitBytes: 100 },
    );
    expect(small.attachments).toEqual([]);
    for (const part of [small.text, small.html])
      expect(part).toContain('too large for a mail; it stands at https://wiki.test/um#/runs/118');
    expect(small.text).not.toContain('in the attached list');
  });
});

describe('the copy of a report', () => {
  it('is written for every run, mailed or not, without a mail server too', async () => {
    const reportsDir = path.join(folder.path, 'reports');
    sidecar = await startSidecar({ lab, reportsDir });
    const { run: ended } = await run({ ...somebody, report: { to: [], when: 'on-trouble' } });
    const names = ['', '-users'].flatMap((part) =>
      (part === '' ? ['.html', '.json', '.txt'] : ['.csv']).map((end) => `run-${ended.id}${part}${end}`),
    );
    expect((await readdir(reportsDir)).sort()).toEqual(names.sort());
    expect(await readFile(path.join(reportsDir, `run-${ended.id}.txt`), 'utf8')).toMatch(
      /^TEST: 1 user would be changed/,
    );
  });

  it('is tried again where it cannot be written, and changes nothing about the run', async () => {
    const reportsDir = path.join(folder.path, 'in-the-way');
    await writeFile(reportsDir, 'a file where the folder should be');
    sidecar = await startSidecar({ lab, reportsDir });
    const { run: ended, store } = await run(nobody);
    expect(ended).toMatchObject({ ending: 'completed' });
    expect(await store.outbox.list({ limit: 5 })).toMatchObject([
      { kind: 'report-copy', state: 'waiting', failure: 'copy_failed' },
    ]);
  });
});
