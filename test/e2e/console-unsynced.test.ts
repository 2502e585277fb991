// Users whom no directory has any more, on the users page: said in their row, nothing to open, and picked by hand all the same.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';

const reason = whyNoBrowser();
const patienceMs = 30_000;
const gone = 'unsynced.idle';
const condition = `q=${encodeURIComponent(JSON.stringify([{ kind: 'unsynced', gone: true }]))}`;

let databases: TestDatabases;
let site: ConsoleSite;

describe('a user whom no directory has any more', () => {
  if (reason !== null) {
    it('is met in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    databases = await startDatabases('postgres');
    const { ownerUrl, readerUrl } = await createLabDatabase(databases);
    const environment = { UM_CONFLUENCE_DATABASE_URL: readerUrl };
    site = await openConsole({ users: 150, directories: 'three', databaseUrl: ownerUrl, environment });
    await site.api.send('POST', '/snapshots');
    await waitFor('the reading', () => site.api.get('/snapshots/newest').catch(() => null));
  });
  afterAll(async () => {
    await site?.close();
    await databases?.stop();
  });

  it('says so in its row, with what can be done by hand, and opens nothing by pointer or by key', async () => {
    const page = await site.visit(`#/users?${condition}`);
    const row = page.locator('[data-um-row="0"]', { hasText: gone });
    await row.getByText('in no directory any more').waitFor({ timeout: patienceMs });
    expect(await row.getAttribute('title')).toContain('under "Unsynced from directory" in Confluence');
    await row.click();
    await row.press('Enter');
    await row.press(' ');
    await page.getByText('1 user selected').first().waitFor();
    expect(await page.locator('.um-drawer').count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('is meant by an action once picked by hand, like anybody else', async () => {
    const page = await site.visit(`#/users?${condition}`);
    await page.getByRole('row', { name: gone }).getByRole('checkbox').check({ timeout: patienceMs });
    await page.getByRole('link', { name: 'Plan an action …' }).click();
    await page.locator('.um-match b', { hasText: /^1 of / }).waitFor();
    await page.getByRole('listitem').getByText(gone, { exact: true }).waitFor();
    await page.close();
  });

  it('is told as that by an address that somebody passed on, and not as somebody never seen', async () => {
    const key = site.lab.world.unsynced.get(gone)?.userKey ?? '';
    const page = await site.visit(`#/users?u=${key}`);
    const drawer = page.getByRole('complementary', { name: 'In no directory any more' });
    await drawer.getByText('No directory has this user any more', { exact: false }).waitFor();
    // Another try would be told the same.
    expect(
      await drawer.getByRole('button').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))),
    ).toEqual(['Close']);
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});
