// The users page as somebody likes it: filters by name, a link for others, columns that stay, and all who match at once.
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FoundUserPage } from '../../sidecar/src/contract/users.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const name = 'Idle <script>alert(1)</script> \u202Eright';

let site: ConsoleSite;

const headings = (page: Page) => page.locator('.um-grid-head [role="columnheader"]').allTextContents();
const rowCount = (page: Page) => page.locator('.um-match b').textContent();

describe('the users page as somebody likes it', () => {
  if (reason !== null) {
    it('is used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    site = await openConsole({ users: 300, seed: 2 });
    await site.api.send('POST', '/snapshots');
  });
  afterAll(() => site.close());

  it('keeps a filter by name, finds it in another browser, and forgets it', async () => {
    const page = await site.visit(`#/users?q=${encodeURIComponent(JSON.stringify([{ kind: 'idle', days: 200 }]))}`);
    await page.locator('.um-match').waitFor();
    const matching = await rowCount(page);
    await page.getByText('Saved filters').click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await page.getByRole('button', { name: 'Save what you see' }).click();
    await page.locator('.um-filter').waitFor();
    expect(await findBarriers(page)).toEqual([]);
    const link = await page.getByLabel('Link to what you see', { exact: false }).inputValue();
    await page.close();

    const other = await site.visit('#/users');
    await other.locator('.um-match').waitFor();
    await other.getByText('Saved filters').click();
    await other.locator('.um-filter a', { hasText: 'Idle <script>' }).click();
    await other.locator('.um-chip', { hasText: '200 days' }).waitFor();
    await other.locator('.um-match b', { hasText: matching ?? '' }).waitFor();
    await other.locator('.um-filter button').click();
    await other.getByText('You have saved no filter yet', { exact: false }).waitFor();
    await other.close();

    const shared = await site.visit();
    await shared.goto(link);
    await shared.locator('.um-match b', { hasText: matching ?? '' }).waitFor();
    await shared.close();
  });

  it('has a column of stages where anybody is at one, and needs no room for it elsewhere', async () => {
    const page = await site.visit('#/users');
    await page.locator('[data-um-row="0"]').waitFor();
    expect(await headings(page)).not.toContain('Stage');
    // Two on the timeline of a policy: at its first stage, and before it.
    await page.route('**/users/search', async (route) => {
      const response = await route.fetch();
      const found = (await response.json()) as FoundUserPage;
      const at = [{ policyId: 'leavers', reached: 'Warned <b>' }];
      const before = [{ policyId: 'leavers', reached: null }];
      const items = found.items.map((user, index) =>
        index > 1 ? user : { ...user, stages: index === 0 ? at : before },
      );
      await route.fulfill({ response, json: { ...found, items } });
    });
    await page.reload();
    await page.locator('[data-um-row="0"]', { hasText: 'Warned <b>' }).waitFor();
    await page.locator('[data-um-row="1"]', { hasText: 'before the first' }).waitFor();
    expect(await headings(page)).toContain('Stage');
    await page.close();
  });

  it('remembers the columns somebody chose', async () => {
    const page = await site.visit('#/users');
    await page.locator('[data-um-row="0"]').waitFor();
    expect(await headings(page)).not.toContain('E-mail');
    await page.locator('summary', { hasText: 'Columns' }).click();
    const kept = page.waitForResponse((answer) => answer.url().endsWith('/personal/columns') && answer.ok());
    await page.getByLabel('E-mail', { exact: true }).check();
    await kept;
    await page.close();
    const later = await site.visit('#/users');
    await later.locator('[data-um-row="0"]').waitFor();
    expect(await headings(later)).toContain('E-mail');
    await later.close();
  });

  it('selects the rows that are loaded, then all who match, and plans for exactly those', async () => {
    const page = await site.visit('#/users');
    await page.locator('[data-um-row="0"]').waitFor();
    await page.getByLabel('Select the 100 users loaded so far').check();
    await page.getByText('100 users selected').first().waitFor();
    const all = page.getByRole('button', { name: /^Select all \d+ who match$/ });
    const total = /\d+/.exec((await all.textContent()) ?? '')?.[0] ?? '';
    await all.click();
    await page.getByText(`${total} users selected`).first().waitFor();
    await page.locator('[data-um-row="0"] input').uncheck();
    await page
      .getByText(`${Number(total) - 1} users selected`)
      .first()
      .waitFor();
    await page.close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});
