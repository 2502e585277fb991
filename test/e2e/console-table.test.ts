// A bulk action for whom a table names: rows that name nobody are shown and set aside, and a broken table loses nothing.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const patienceMs = 30_000;

let site: ConsoleSite;

async function openTable(): Promise<Page> {
  const page = await site.visit('#/bulk');
  await page.getByText('Select by a table (CSV)').click();
  return page;
}

const rows = (page: Page) => page.getByLabel('Or paste rows here');
const read = (page: Page) => page.getByRole('button', { name: 'Read the table' }).click();

describe('a selection by a table', () => {
  if (reason !== null) {
    it('is made in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    site = await openConsole({ users: 120, seed: 2 });
    await site.api.send('POST', '/snapshots');
  });
  afterAll(() => site.close());

  it('shows by line whom no row names for certain, keeps them aside, and plans for the others alone', async () => {
    const page = await openTable();
    await rows(page).fill('username;email\nkeep.direct\n<b>nobody</b>\n;\nkeep.direct;no@example.org\nKEEP.DIRECT');
    await read(page);
    await page.getByText('2 of 5 rows name a user', { exact: false }).waitFor();
    await page.getByText('3 rows of the table name nobody for certain').click();
    const told = page.locator('.um-reading tbody tr');
    expect((await told.allTextContents()).map((text) => text.replaceAll(/[\u2068\u2069]/g, ''))).toEqual([
      '3<b>nobody</b>No user has this name.',
      '4–The row names nobody.',
      '5keep.directThe names of the row belong to different users, or one of them to nobody.',
    ]);
    await page.locator('.um-match', { hasText: '1 of 12' }).waitFor();
    expect(await findBarriers(page)).toEqual([]);

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const file = await readFile(await (await saved).path(), 'utf8');
    expect(file.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFline,name,reason',
      '3,<b>nobody</b>,No user has this name.',
    ]);

    await page.getByRole('link', { name: 'Choose an action' }).click();
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByText('3 rows of the table name nobody for certain').waitFor();
    await page.getByRole('link', { name: 'Choose an action' }).click();
    await page.getByRole('button', { name: 'Review plan' }).click();
    await page.getByText('The plan stays in the run logs', { exact: false }).waitFor({ timeout: patienceMs });
    const entries = page.locator('.um-entries tbody tr');
    await entries.first().waitFor();
    expect(await entries.count()).toBe(1);
    await page.close();
  });

  it('says line and reason of a broken table, and leaves what was pasted where it is', async () => {
    const page = await openTable();
    const broken = 'username\nkeep.direct\n"never closed\nkeep.nested';
    await rows(page).fill(broken);
    await read(page);
    const alert = page.getByRole('alert');
    await alert.getByText('Line 3:', { exact: false }).waitFor();
    expect(await alert.textContent()).toContain('a quotation mark is opened and never closed');
    expect(await rows(page).inputValue()).toBe(broken);
    await rows(page).fill(broken.replace('"', ''));
    await read(page);
    await page.getByText('of 3 rows', { exact: false }).waitFor();
    expect(await alert.count()).toBe(0);
    await page.close();
  });

  it('reads a file as spreadsheets write it, selects nobody where no row names anybody, and says so', async () => {
    const page = await openTable();
    const buffer = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from('username\tteam\nkeep.direct\tÓ\n', 'utf16le'),
    ]);
    await page.getByLabel('File').setInputFiles({ name: 'Leavers.csv', mimeType: 'text/csv', buffer });
    await read(page);
    await page.getByText('1 of 1 rows names a user', { exact: false }).waitFor();
    await page.locator('.um-chip', { hasText: /leavers-\d{14}/ }).waitFor();

    const other = await openTable();
    await rows(other).fill('username\nnobody-at-all');
    await read(other);
    await other.getByRole('alert').getByText('0 of 1 rows', { exact: false }).waitFor();
    expect(await other.locator('.um-chip').count()).toBe(0);
    await page.close();
    await other.close();
  });

  it('keeps what was pasted while somebody signs in again', async () => {
    const page = await openTable();
    await rows(page).fill('username\nkeep.direct');
    await page.context().clearCookies();
    await read(page);
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('dialog').getByLabel('Personal access token').fill(site.lab.admin.token);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await rows(page).inputValue()).toBe('username\nkeep.direct');
    await read(page);
    await page.getByText('1 of 1 rows names a user', { exact: false }).waitFor();
    await page.close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});
