// The mail test over real HTTP and SMTP: one mail to whoever asks, nobody else, and the truth about what became of it.
import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { catchMails } from '../../scripts/demo/mail-catcher.ts';
import { startLab } from '../lab/lab.ts';
import { signInAs } from '../support/call-as.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function open(refuses = () => false) {
  const started: Process[] = [];
  const lab = await startLab({ users: 60, checkAnswers: false });
  const folder = await makeTemporaryFolder();
  const catcher = await catchMails(`${folder.path}/mails`, { refuses });
  closers.push(folder.remove, lab.close, catcher.close, () => endProcesses(started));
  const more = { UM_SMTP_URL: catcher.url, UM_MAIL_FROM: 'um@example.com' };
  const sidecar = await startSidecarProcess({ lab, databaseFile: `${folder.path}/store.db`, more }, started);
  return { catcher, call: await signInAs({ lab, apiUrl: sidecar.apiUrl, username: 'admin' }) };
}

describe('the mail test', () => {
  it('sends one mail to the address of whoever asks, and is noted', async () => {
    const { catcher, call } = await open();
    expect(await call('POST', '/mails/test', {})).toMatchObject({ status: 409, code: 'own_address_unknown' });
    await call('POST', '/snapshots', {});
    await waitFor('a reading', async () => ((await call('GET', '/snapshots/newest')).status === 200 ? true : null));
    expect(await call('POST', '/mails/test', {})).toMatchObject({ body: { to: 'admin@example.com', failure: null } });
    expect(catcher.mails.map(({ to, subject }) => [[to].flat()[0]?.text, subject])).toEqual([
      ['admin@example.com', 'User management: test mail'],
    ]);
    const { body } = await call('GET', '/audit?event=mail.tested');
    expect(body).toMatchObject({ items: [{ actor: 'admin', details: { result: 'taken' } }] });
  });

  it('tells what the mail server said where it turns the mail away', async () => {
    const { call } = await open(() => true);
    await call('POST', '/snapshots', {});
    await waitFor('a reading', async () => ((await call('GET', '/snapshots/newest')).status === 200 ? true : null));
    const { body } = await call('POST', '/mails/test', {});
    expect(body).toMatchObject({ to: 'admin@example.com', failure: { code: 'smtp_eenvelope' } });
  });
});
