// Mails as the console shows them in a real Chromium: templates with what is wrong with them, and mails with their looks in a
// frame that runs nothing, under the policy of the stand-alone console.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { catchMails } from '../../scripts/demo/mail-catcher.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { requestRun } from '../contracts/store/given.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { tabTo } from '../support/keyboard.ts';
import { askMail } from '../support/mail-frame.ts';
import { makeReport } from '../support/reports.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const hostile = 'Idle <img src=x onerror="parent.hacked=1"> and everybody else';

/** A run with a report to two people, of which one mail was laid aside. */
async function finishRun(file: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', file });
  const at = new Date().toISOString();
  const run = await requestRun(store, 'idle', 'reporting', { requestedAt: at });
  const report = makeReport({ runId: run.id, policy: { id: 'idle', name: hostile, version: 1 } });
  const mails = [
    { kind: 'run-report' as const, to: 'admins@example.com' },
    { kind: 'run-report' as const, to: `${'long.name.of.a.department.'.repeat(4)}@example.com` },
  ];
  await store.runs.finish({ runId: run.id, at, report, mails });
  const mail = await store.outbox.claimDue({ now: at, leaseUntil: at });
  await store.outbox.failed(mail?.id ?? 0, { failure: 'mail_answer_lost', nextAttemptAt: null });
  await store.close();
}

let site: ConsoleSite;
let templates: TemporaryFolder;

/** What is seen of the mail in the frame, and what a mail could do to the page around it. */
async function readFrame(page: Page) {
  await expect.poll(() => askMail(page, 'true')).toBe(true);
  return {
    title: await askMail(page, 'mail.querySelector("h1").textContent'),
    size: await askMail(page, 'styleOf(mail.querySelector("h1")).fontSize'),
    background: await askMail(page, 'styleOf(mail.body).backgroundColor'),
    hacked: await page.evaluate('window.hacked ?? null'),
  };
}

describe('mails in the console', () => {
  if (reason !== null) {
    it('are looked at in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    templates = await makeTemporaryFolder();
    await writeFile(path.join(templates.path, 'stage-warning.text.hbs'), 'Write to us.');
    await writeFile(path.join(templates.path, 'password-notice.html.hbs'), '<p>{{policy.owner}}</p>');
    await writeFile(path.join(templates.path, 'raport.html.hbs'), 'x');
    const environment = { UM_TEMPLATES_DIR: templates.path };
    site = await openConsole({ users: 60, seed: 2, prepare: finishRun, environment });
  });
  afterAll(async () => {
    await site?.close();
    await templates?.remove();
  });

  it.each(['light', 'dark'] as const)(
    'have templates whose faults are told in words, and are seen with the data of a real run, in %s',
    async (colorScheme) => {
      const page = await site.visit('#/settings/mails', { colorScheme });
      const notice = page.getByRole('alert').filter({ hasText: 'These files cannot be used' });
      await notice.getByText('raport.html.hbs').waitFor();
      expect(await notice.getByRole('listitem').allTextContents()).toEqual([
        expect.stringMatching(/^password-notice\.html\.hbs: .*owner/),
        expect.stringMatching(/^raport\.html\.hbs: no mail has a template of this name/),
      ]);
      const statesOf = (name: string) =>
        page
          .getByRole('row', { name })
          .locator('td')
          .filter({ hasNot: page.getByRole('button') })
          .allTextContents();
      expect(await statesOf('Report')).toEqual(['built in', 'built in']);
      expect(await statesOf('Warning to a user')).toEqual(['built in', 'your own']);
      expect(await statesOf('New password')).toEqual(['broken', 'built in']);

      await page.getByRole('button', { name: 'Look at the report' }).click();
      expect(await readFrame(page)).toEqual({
        title: hostile,
        size: '20px',
        background: colorScheme === 'light' ? 'rgb(247, 248, 249)' : 'rgb(22, 26, 29)',
        hacked: null,
      });
      await page.getByText('With the data of', { exact: false }).waitFor();
      for (const width of [1280, 768]) {
        await page.setViewportSize({ width, height: 900 });
        const file = path.join(pictures, `settings-mails-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true });
        const overhang = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
        expect([width, overhang]).toEqual([width, 0]);
      }
      expect(await findBarriers(page)).toEqual([]);
      await page.close();
    },
  );

  it('that nobody has had yet are shown with made-up data, and say so', async () => {
    const page = await site.visit('#/settings/mails');
    await page.getByRole('button', { name: 'Look at a warning' }).click();
    await page.getByText('With made-up data', { exact: false }).waitFor();
    await page.locator('pre', { hasText: 'Write to us.' }).waitFor();
    expect((await readFrame(page)).title).toContain('action needed');
    await page.close();
  });

  it('are opened, scrolled and closed by the keyboard alone, and are named for whoever listens', async () => {
    const page = await site.visit('#/settings/mails');
    await page.getByRole('button', { name: 'Look at the report' }).waitFor();
    await tabTo(page, /^Look at the report$/);
    await page.keyboard.press('Enter');
    await readFrame(page);
    await page.getByRole('status').getByText('is shown.').waitFor();
    const title = await page.locator('.um-mail-frame').getAttribute('title');
    expect(title).toContain('and everybody else');
    const isInFrame = () => page.evaluate<boolean>('document.activeElement.tagName === "IFRAME"');
    for (let stop = 0; stop < 10 && !(await isInFrame()); stop += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    await expect.poll(() => askMail(page, 'mail.defaultView.scrollY')).toBeGreaterThan(0);
    await page.keyboard.press('Tab');
    await page.locator('pre:focus').waitFor();
    await page.close();
  });

  it.each(['light', 'dark'] as const)(
    'of a run are listed with how each stands, and shown with their looks, in %s',
    async (colorScheme) => {
      const page = await site.visit('#/runs/1', { colorScheme });
      await page.getByRole('button', { name: 'Show the mails of this run' }).click();
      const row = page.getByRole('row', { name: /^\S*admins@example\.com/ });
      await row.getByText('May have arrived.').waitFor();
      await page.getByRole('button', { name: 'Look at the report' }).click();
      expect(await readFrame(page)).toMatchObject({ title: hostile, size: '20px', hacked: null });
      for (const width of [1280, 768]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: path.join(pictures, `run-mails-${width}-${colorScheme}.png`), fullPage: true });
        const overhang = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
        expect([width, overhang]).toEqual([width, 0]);
      }
      expect(await findBarriers(page)).toEqual([]);
      await page.close();
    },
  );

  it('speak German', async () => {
    const page = await site.visit('#/settings/mails', { locale: 'de-DE' });
    await page.getByRole('button', { name: 'Bericht ansehen', exact: true }).click();
    await readFrame(page);
    await page.getByText('Nichts wird gesendet', { exact: false }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'settings-mails-german.png'), fullPage: true });
    await page.close();
  });

  it('broke no policy of the page, and asked nobody for anything', () => {
    expect(site.complaints).toEqual([]);
  });
});

describe('the mail server in the console', () => {
  if (reason !== null) {
    it('is tried in a browser', (context) => context.skip(reason));
    return;
  }

  it('is tried with one mail to whoever presses the button, and what it said is told', async () => {
    const folder = await makeTemporaryFolder();
    let takes = true;
    const catcher = await catchMails(path.join(folder.path, 'mails'), { refuses: () => !takes });
    const environment = { UM_SMTP_URL: catcher.url, UM_MAIL_FROM: 'um@example.com' };
    const own = await openConsole({ users: 60, seed: 2, environment });
    await own.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => own.api.get('/snapshots/newest').catch(() => null));
    const page = await own.visit('#/settings/mails');
    const press = page.getByRole('button', { name: 'Send a test mail to me' });
    await press.click();
    await page.getByText(/The mail server took the mail to .*admin@example\.com/).waitFor();
    expect(catcher.mails.map(({ subject }) => subject)).toEqual(['User management: test mail']);
    takes = false;
    await press.click();
    await page.locator('.um-notice-warning').waitFor();
    expect(await page.getByText('The mail server took the mail', { exact: false }).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await own.close();
    await catcher.close();
    await folder.remove();
  });
});
