// When this product's own token ends: told by Confluence, else by the administrator, and warned of a month before.
import { afterEach, describe, expect, it } from 'vitest';
import { renderReport } from '../../sidecar/src/mail/render.ts';
import { startLab } from '../lab/lab.ts';
import { issueToken } from '../lab/world/tokens.ts';
import { findUser } from '../lab/world/views.ts';
import { signInAs } from '../support/call-as.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { hand } from '../support/reports.ts';
import { requireReport } from '../support/runs.ts';
import { buildPolicy, requestRun, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';
import { startApi } from './api-harness.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What the API says where Confluence tells nothing and the administrator states a day, or none; today is 2 March. */
async function declare(env: Readonly<Record<string, string>>) {
  const harness = await startApi({ env });
  closers.push(harness.close);
  return (await harness.call('GET', '/host')).json().serviceToken;
}

describe('the end of the token of this product', () => {
  it('is told by Confluence, with a warning from 30 days before', async () => {
    const lab = await startLab({ users: 60, checkAnswers: false });
    const folder = await makeTemporaryFolder();
    const started: Process[] = [];
    closers.push(folder.remove, lab.close, () => endProcesses(started));
    const user = findUser(lab.world, lab.service.username);
    if (user === undefined) throw new Error('the lab has its service account');
    const { raw } = issueToken(lab.world, user, { name: 'short', expirationDays: 20 });
    const service = { ...lab.service, token: raw };
    const input = { lab: { baseUrl: lab.baseUrl, service, admin: lab.admin }, databaseFile: `${folder.path}/store.db` };
    const sidecar = await startSidecarProcess(input, started);
    const call = await signInAs({ lab, apiUrl: sidecar.apiUrl, username: 'admin' });
    const { body } = await call('GET', '/host');
    expect(body).toMatchObject({ serviceToken: { known: 'told', endsSoon: true } });
  });

  it('stands in the report of a run from 30 days before, with what to do, and in none before that', async () => {
    const lab = await startLab({ users: 60, checkAnswers: false });
    closers.push(lab.close);
    const user = findUser(lab.world, lab.service.username);
    if (user === undefined) throw new Error('the lab has its service account');
    for (const [expirationDays, said] of [
      [20, true],
      [60, false],
    ] as const) {
      const { raw } = issueToken(lab.world, user, { name: `for ${expirationDays} days`, expirationDays });
      const sidecar = await startSidecar({ lab, token: raw });
      closers.push(sidecar.close);
      const run = await requestRun(
        sidecar.context,
        buildPolicy({ criteria: { inactiveDays: 90 }, actions: ['disable'] }),
        'test',
      );
      sidecar.context.runner.wake();
      await sidecar.context.runner.settled();
      const report = await requireReport(sidecar.context, run.id);
      expect(report.tokenEndsAt !== undefined).toBe(said);
      const mail = await renderReport(
        report,
        { entries: hand([]), unknown: [] },
        { publicUrl: null, timeZone: 'Europe/Berlin' },
      );
      expect(mail.text.includes('put a new one into UM_CONFLUENCE_TOKEN')).toBe(said);
    }
  });

  it('is the stated day where Confluence does not tell', async () => {
    expect(await declare({ UM_CONFLUENCE_TOKEN_EXPIRES: '2026-03-31' })).toEqual({
      expiresAt: '2026-03-31T00:00:00.000Z',
      known: 'declared',
      endsSoon: true,
    });
    expect(await declare({ UM_CONFLUENCE_TOKEN_EXPIRES: '2026-04-02' })).toMatchObject({ endsSoon: false });
  });

  it('is said to be unknown where nobody tells, and is none where it signs in with a password', async () => {
    expect(await declare({})).toEqual({ expiresAt: null, known: 'unknown', endsSoon: false });
    const password = { UM_CONFLUENCE_TOKEN: '', UM_CONFLUENCE_USERNAME: 'um', UM_CONFLUENCE_PASSWORD: 'secret' };
    expect(await declare(password)).toBeNull();
  });
});
