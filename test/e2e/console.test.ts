// The stand-alone console in a real Chromium against a real sidecar: from the first reading to a bulk action taken back.
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, openConsole } from '../support/console-site.ts';
import { readState } from '../support/lab-state.ts';
import { writesAt } from '../support/runs.ts';

const reason = whyNoBrowser();
const patienceMs = 30_000;

let site: ConsoleSite;

const disabledAt = async () =>
  [...(await readState(site.lab)).values()]
    .filter(({ status }) => status === 'deactivated')
    .map(({ username }) => username);
const writesOf = () => writesAt(site.lab).length;
const idle = encodeURIComponent(
  JSON.stringify([
    { kind: 'idle', days: 200 },
    { kind: 'status', status: 'active' },
  ]),
);
const readNumber = (text: string | null) => Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''));

/** Goes from the conditions to the plan of a bulk action. */
async function planDisabling(page: Page): Promise<void> {
  await page.goto(`${site.url}#/bulk?q=${idle}`);
  await page.getByRole('link', { name: 'Choose an action' }).click();
  await page.getByRole('radio', { name: 'Disable', exact: false }).first().check();
  await page.getByRole('button', { name: 'Review plan' }).click();
  await page.getByRole('heading', { name: 'Plan of run' }).waitFor();
  await page.getByText('The plan stays in the run logs', { exact: false }).waitFor({ timeout: patienceMs });
  await page.getByText('Takes about a minute.').waitFor();
}

describe('the stand-alone console', () => {
  if (reason !== null) {
    it('is used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    site = await openConsole({ users: 300, seed: 2 });
    await site.api.send('PUT', '/process/rolling-limit', { percent: 100 });
  });
  afterAll(() => site.close());

  it('shows nothing before somebody has signed in, and says what is wrong with a wrong token', async () => {
    const page = await site.arrive();
    expect(await page.locator('.um-nav').count()).toBe(0);
    const field = page.getByLabel('Personal access token');
    const says = () => field.evaluate((input) => input.matches(':invalid') && input.getAttribute('title'));
    await field.fill('copied with some words');
    await page.keyboard.press('Enter');
    expect(await says()).toBe('A token has no spaces in it. Copy it whole, and nothing else.');
    await field.fill(' wrong ');
    expect(await says()).toBe(false);
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Confluence did not accept this' }).waitFor();
    await page.close();
  });

  it('offers the first reading, and then figures that add up', async () => {
    const page = await site.visit();
    await page.getByRole('button', { name: 'Read Confluence now' }).click();
    const figures = page.locator('.um-shares-legend li');
    await figures.first().waitFor({ timeout: patienceMs });
    const counts = (await figures.allTextContents()).map(readNumber);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(
      readNumber(await page.getByRole('heading', { name: 'users' }).textContent()),
    );
    await page.close();
  });

  it('finds users by conditions, opens one by keyboard, and gives the focus back', async () => {
    const page = await site.visit('#/users');
    await page.getByRole('row').nth(1).waitFor();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Days').fill('200');
    await page.keyboard.press('Enter');
    await page.getByText('not active for 200 days').waitFor();
    await page.locator('.um-match', { hasText: 'match' }).waitFor();
    await page.locator('[data-um-row="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press(' ');
    await page.getByText('1 user selected').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.um-drawer').getByText('What each source says').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.um-drawer').waitFor({ state: 'detached' });
    expect(await page.locator('[data-um-row="1"]:focus').count()).toBe(1);
    await page.close();
  });

  it('shows hostile names as text', async () => {
    const page = await site.visit('#/users?s=%3Cscript');
    const cell = page.locator('.um-grid .um-name', { hasText: '<script>' });
    await cell.first().waitFor();
    expect(await cell.first().textContent()).toContain('<script>');
    expect(await page.locator('.um-grid script').count()).toBe(0);
    await page.close();
  });

  it('rehearses a bulk action while it only observes, and offers no way to change anything', async () => {
    const before = writesOf();
    const page = await site.visit();
    await planDisabling(page);
    await page.getByText('Observe mode: this plan was rehearsed', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: /^Disable \d+ users$/ }).isDisabled()).toBe(true);
    expect(writesOf()).toBe(before);
    await page.close();
  });

  it('carries out exactly what was seen once the number is typed, and takes it back', async () => {
    const before = await disabledAt();
    const page = await site.visit();
    await page.getByRole('button', { name: 'Switch to live' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch to live mode' }).click();
    await page.getByText('Policies that are live change users.').waitFor();
    await planDisabling(page);
    const act = page.getByRole('button', { name: /^Disable \d+ users$/ });
    const count = readNumber(await act.textContent());
    expect(count).toBeGreaterThan(10);
    await act.click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Disable' });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('to confirm', { exact: false }).fill(`${count}`);
    await confirm.click();
    await page.getByRole('heading', { name: 'is done' }).waitFor({ timeout: patienceMs });
    expect((await disabledAt()).length - before.length).toBe(count);
    await page.getByText('Export', { exact: true }).click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /^\W*CSV\W*: \W*Every step\W*$/ }).click();
    expect((await saved).suggestedFilename()).toMatch(/^steps-\d+\.csv$/);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('taken back by', { exact: false }).waitFor();
    await page.locator('.um-phases [aria-current="step"]', { hasText: 'finished' }).waitFor({ timeout: patienceMs });
    expect(await disabledAt()).toEqual(before);
    await page.close();
  });

  it('keeps the work on the page when the session ends, and goes on after signing in again', async () => {
    const page = await site.visit(`#/bulk?q=${idle}&step=action`);
    await page.getByRole('radio', { name: 'Enable', exact: false }).check();
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Review plan' }).click();
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('dialog').getByLabel('Personal access token').fill(site.lab.admin.token);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('radio', { name: 'Enable', exact: false }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Review plan' }).click();
    await page.getByRole('heading', { name: 'Plan of run' }).waitFor({ timeout: patienceMs });
    await page.close();
  });

  it('can be stopped as a whole, after a question, and goes on again', async () => {
    const page = await site.visit();
    await page.getByRole('button', { name: 'Stop everything', exact: true }).click();
    await page.keyboard.press('Escape');
    expect((await site.api.get<{ emergencyStop: unknown }>('/process')).emergencyStop).toBeNull();
    await page.getByRole('button', { name: 'Stop everything', exact: true }).click();
    await page.getByRole('button', { name: 'Stop everything now' }).click();
    await page.getByText('Everything is stopped').waitFor();
    await page.getByRole('button', { name: 'Lift the stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Lift the stop' }).click();
    await waitFor('the stop to be lifted', async () =>
      (await site.api.get<{ emergencyStop: unknown }>('/process')).emergencyStop === null ? true : null,
    );
    await page.close();
  });

  it('was never refused anything by its own policy, and broke nowhere', () => {
    expect(site.complaints).toEqual([]);
  });
});
