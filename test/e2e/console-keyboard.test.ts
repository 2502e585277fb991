// A whole bulk action by keyboard alone: nothing is out of reach, and nothing holds the focus.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, openConsole } from '../support/console-site.ts';
import { tabTo } from '../support/keyboard.ts';
import { readState } from '../support/lab-state.ts';

const reason = whyNoBrowser();
let site: ConsoleSite;

describe('a bulk action by keyboard alone', () => {
  if (reason !== null) {
    it('is carried out in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    site = await openConsole({ users: 200, seed: 4 });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    await site.api.send('PUT', '/process/mode', { mode: 'live' });
    await site.api.send('PUT', '/process/rolling-limit', { percent: 100 });
  });
  afterAll(() => site.close());

  it('goes from signing in through conditions, action and plan to the end, and back again', async () => {
    const page = await site.arrive();
    await page.locator('#um-token:focus').waitFor();
    await page.keyboard.type(site.lab.admin.token);
    await page.keyboard.press('Enter');
    await page.locator('.um-nav').waitFor();

    await tabTo(page, /^Bulk user actions$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Add a condition$/);
    await page.keyboard.press('Enter');
    await page.locator('.um-chip-form select:focus').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('200');
    await page.keyboard.press('Enter');
    await page.locator('.um-match').waitFor();
    await tabTo(page, /^Choose an action$/);
    await page.keyboard.press('Enter');

    await tabTo(page, /^Review plan$/);
    await page.keyboard.press('Enter');
    await page.getByText('The plan stays in the run logs', { exact: false }).waitFor();
    const button = await tabTo(page, /^Disable \d+ users?$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type(/\d+/.exec(button)?.[0] ?? '');
    await tabTo(page, /^Disable \d+ users?$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'is done' }).waitFor();
    const disabled = [...(await readState(site.lab)).values()].filter(({ status }) => status === 'deactivated').length;

    await tabTo(page, /^Take it back …$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.locator(':focus').textContent()).toBe('Take it back …');
    expect(disabled).toBeGreaterThan(Number(/\d+/.exec(button)?.[0]));
    await page.close();
  });
});
