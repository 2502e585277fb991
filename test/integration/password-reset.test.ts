// Resetting passwords: by Crowd's own mail where it has one, else a random one that nobody learns, and a notice.
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { effectiveAccount, findUser } from '../lab/world/views.ts';
import { configureDirectories } from '../support/directories.ts';
import { outcomesOf, writesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type SidecarOptions, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<void>)[] = [];
let folder: TemporaryFolder;
beforeEach(async () => {
  folder = await makeTemporaryFolder();
  closers.push(folder.remove);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function setStage(more: (lab: Lab) => Partial<SidecarOptions> = () => ({}), withMail = true) {
  const lab = await startLab({ users: 160, directories: 'three', checkAnswers: false });
  closers.push(lab.close);
  const catcher: MailCatcher = await catchMails(folder.path);
  const databaseFile = `${folder.path}/store.db`;
  const smtp = withMail ? { smtpUrl: catcher.url } : {};
  const sidecar = await startSidecar({ lab, databaseFile, ...smtp, ...more(lab) });
  closers.push(catcher.close, sidecar.close);
  const reset = async (username: string, mode: 'test' | 'live' = 'live') => {
    const policy = buildPolicy({ criteria: { username: [username] }, actions: ['resetPassword'] });
    const run = await runPolicy(sidecar, policy, mode);
    sidecar.context.deliverer.wake();
    await sidecar.context.deliverer.settled();
    return { run, outcomes: await outcomesOf(sidecar.context, run.id, username) };
  };
  return { lab, catcher, sidecar, reset, databaseFile };
}

function passwordAt({ world }: Lab, username: string): string | null {
  const user = findUser(world, username);
  if (user === undefined) throw new Error(`nobody is named ${username}`);
  return effectiveAccount(user).password;
}

it('a random password is set, told to nobody, and the user is told that it was', async () => {
  const { lab, catcher, reset, databaseFile } = await setStage();
  const before = passwordAt(lab, 'show.markup');
  const { outcomes } = await reset('show.markup');
  expect(outcomes).toEqual([{ kind: 'applied' }]);
  const password = passwordAt(lab, 'show.markup');
  expect(password).not.toBe(before);
  expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[-_.:+=%#]).{40}$/);
  const [notice, ...others] = catcher.mails;
  expect(others).toEqual([]);
  expect(notice?.subject).toBe('Your Confluence password was reset');
  expect(notice?.text).toContain('show.markup');
  expect(notice?.html).not.toContain('<script');
  const kept = [await readFile(databaseFile), await readFile(`${databaseFile}-wal`).catch(() => '')].join('');
  for (const place of [
    kept,
    notice?.text,
    String(notice?.html),
    lab.wire.log
      .list()
      .map(({ path }) => path)
      .join(),
  ]) {
    expect(place).not.toContain(password);
  }
});

it('a random password whose answer is missing twice may have been set: that is unknown, and no failure', async () => {
  const { lab, sidecar, reset } = await setStage();
  const before = passwordAt(lab, 'show.markup');
  lab.wire.faults.add({ match: { method: 'POST', path: '**/password' }, kind: 'lost-answer', count: 2 });
  const { run, outcomes } = await reset('show.markup');
  expect(passwordAt(lab, 'show.markup')).not.toBe(before);
  expect(outcomes).toMatchObject([{ kind: 'unknown' }]);
  const rows = await sidecar.context.store.journal.rows({ runId: run.id, after: 0, limit: 10 });
  expect(rows.map(({ kind }) => kind)).toEqual(['attempting', 'attempting', 'settled']);
});

it('in test mode nothing is sent, neither to Confluence nor by mail', async () => {
  const { lab, catcher, reset } = await setStage();
  const { outcomes } = await reset('show.markup', 'test');
  expect(outcomes).toEqual([{ kind: 'rehearsed' }]);
  expect(writesAt(lab)).toEqual([]);
  expect(catcher.mails).toEqual([]);
});

it('somebody without an e-mail address keeps the password, because nobody could be told', async () => {
  const { lab, reset } = await setStage();
  const { outcomes } = await reset('no.email');
  expect(outcomes).toEqual([{ kind: 'unsupported', reason: 'email-not-told' }]);
  expect(writesAt(lab)).toEqual([]);
});

it('without a mail server nobody is given a password they cannot be told of', async () => {
  const { lab, reset } = await setStage(undefined, false);
  const { outcomes } = await reset('show.markup');
  expect(outcomes).toEqual([{ kind: 'unsupported', reason: 'mail-off' }]);
  expect(writesAt(lab)).toEqual([]);
});

it('the directory that keeps the account mails the link itself, where it is configured', async () => {
  const { lab, catcher, reset } = await setStage((one) => configureDirectories(one));
  const before = passwordAt(lab, 'crowd.only.idle');
  const { outcomes } = await reset('crowd.only.idle');
  expect(outcomes).toEqual([{ kind: 'applied' }]);
  expect(writesAt(lab).map((request) => request.replace(/ .*\/1/, ' '))).toEqual(['POST /user/mail/password']);
  expect(passwordAt(lab, 'crowd.only.idle')).toBe(before);
  expect(catcher.mails).toEqual([]);
});

it('an administrator is left alone', async () => {
  const { lab, reset } = await setStage();
  const { outcomes } = await reset('admin.idle');
  expect(outcomes).toEqual([{ kind: 'refused', guard: 'administrator' }]);
  expect(writesAt(lab)).toEqual([]);
});
