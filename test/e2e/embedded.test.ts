// From Confluence's login form to a bulk action taken back, inside Confluence 10 with secure administrator sessions and its
// policy on: the packed plugin in a real Chromium, with nothing but Confluence's own session.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { type EmbeddedConsole, fillLogin, openEmbeddedConsole } from '../support/embedded-console.ts';
import { readState } from '../support/lab-state.ts';
import { askMail } from '../support/mail-frame.ts';
import { writesAt } from '../support/runs.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const patienceMs = 30_000;
const idle = encodeURIComponent(
  JSON.stringify([
    { kind: 'idle', days: 200 },
    { kind: 'status', status: 'active' },
  ]),
);

let site: EmbeddedConsole;

const disabledAt = async () =>
  [...(await readState(site.lab)).values()]
    .filter(({ status }) => status === 'deactivated')
    .map(({ username }) => username);
const readNumber = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));

/** The administrator at the console, past the form that asks for the password once more. */
async function enter(): Promise<Page> {
  const page = await site.logIn();
  await page.goto(`${site.lab.baseUrl}/admin/console.action`);
  await page.getByLabel('Password').fill(site.lab.admin.password);
  await page.locator('#loginButton').click();
  await page.locator('#um-link-start').click();
  await page.locator('.um-nav').waitFor();
  return page;
}

async function planDisabling(page: Page): Promise<void> {
  await page.goto(`${site.consoleUrl}#/bulk?q=${idle}`);
  await page.getByRole('link', { name: 'Choose an action' }).click();
  await page.getByRole('radio', { name: 'Disable', exact: false }).first().check();
  await page.getByRole('button', { name: 'Review plan' }).click();
  await page.getByRole('heading', { name: 'Plan of run' }).waitFor();
  await page.getByText('The plan stays in the run logs', { exact: false }).waitFor({ timeout: patienceMs });
}

async function giveProof(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByLabel('Personal access token') });
  await dialog.getByLabel('Personal access token').fill(site.lab.admin.token);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

describe('the console inside Confluence 10', () => {
  if (reason !== null) {
    it('is used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openEmbeddedConsole({ lab: { secureAdmin: true } });
    await site.api.send('POST', '/snapshots');
    await site.api.send('PUT', '/process/rolling-limit', { percent: 100 });
  });
  afterAll(() => site.close());

  it('rehearses a bulk action to its end while it only observes', async () => {
    const changes = () => writesAt(site.lab).filter((write) => write.includes(' /rest/')).length;
    const before = changes();
    const page = await enter();
    await planDisabling(page);
    await page.getByText('Observe mode: this plan was rehearsed', { exact: false }).waitFor();
    expect(changes()).toBe(before);
    await page.context().close();
  });

  it('asks for credentials before it goes live, carries out what was seen, and takes it back', async () => {
    const before = await disabledAt();
    const page = await enter();
    await page.getByRole('button', { name: 'Switch to live' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch to live mode' }).click();
    await giveProof(page);
    await page.getByText('Policies that are live change users.').waitFor();
    await planDisabling(page);
    const act = page.getByRole('button', { name: /^Disable \d+ users$/ });
    const count = readNumber(await act.textContent());
    await act.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('to confirm', { exact: false }).fill(`${count}`);
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await page.getByRole('heading', { name: 'is done' }).waitFor({ timeout: patienceMs });
    expect((await disabledAt()).length - before.length).toBe(count);

    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('taken back by', { exact: false }).waitFor();
    await page.locator('.um-phases [aria-current="step"]', { hasText: 'finished' }).waitFor({ timeout: patienceMs });
    expect(await disabledAt()).toEqual(before);
    await page.context().close();
  });

  it('shows the report of a run as a mail with its looks, in a frame that runs nothing', async () => {
    const page = await enter();
    await page.goto(`${site.consoleUrl}#/runs/1`);
    await page.getByRole('button', { name: 'Show the mails of this run' }).click();
    await page.getByRole('button', { name: 'Look at the report' }).click();
    await expect.poll(() => askMail(page, 'styleOf(mail.querySelector("h1")).fontSize')).toBe('20px');
    expect(await page.locator('.um-mail-frame').getAttribute('sandbox')).toBe('allow-same-origin');
    await page.screenshot({ path: path.join(pictures, 'embedded-run-mails.png'), fullPage: true });
    await page.context().close();
  });

  it("keeps the work on the page when Confluence's session ends, and goes on once somebody is back", async () => {
    const page = await enter();
    await page.goto(`${site.consoleUrl}#/bulk?q=${idle}&step=action`);
    const choice = page.getByRole('radio', { name: 'Enable', exact: false });
    await choice.check();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Review plan' }).click();
    const again = page.getByRole('button', { name: 'Sign in again' });
    await again.waitFor();
    expect(await choice.isChecked()).toBe(true);

    const otherTab = await page.context().newPage();
    await otherTab.goto(`${site.lab.baseUrl}/login.action`);
    await fillLogin(otherTab, site.lab.admin);
    await again.click();
    await again.waitFor({ state: 'detached' });
    expect(await choice.isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Review plan' }).click();
    await page.getByRole('heading', { name: 'Plan of run' }).waitFor({ timeout: patienceMs });
    await page.context().close();
  });

  it("was never refused anything by Confluence's policy, and broke nowhere", () => {
    expect(site.complaints).toEqual([]);
  });
});
