// Every page of the console in light and dark: nothing serious for axe to find, and a picture of each to look at.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { RunDocument } from '../../sidecar/src/contract/runs.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const idle = encodeURIComponent(
  JSON.stringify([
    { kind: 'idle', days: 90 },
    { kind: 'status', status: 'active' },
  ]),
);

/** Each page with what shows that it is complete. */
const pages = [
  { name: 'start', address: '#/', shows: '.um-shares-legend' },
  { name: 'users', address: `#/users?q=${idle}`, shows: '[data-um-row="3"]' },
  { name: 'runs', address: '#/runs', shows: '.um-table tbody tr' },
  { name: 'run', address: '#/runs/1', shows: '.um-entries tbody tr' },
  { name: 'licences', address: '#/licences', shows: '.um-histogram' },
  { name: 'bulk-select', address: `#/bulk?q=${idle}`, shows: '.um-match' },
  { name: 'bulk-action', address: `#/bulk?q=${idle}&step=action`, shows: '.um-actions' },
  { name: 'bulk-plan', address: '#/bulk?run=1', shows: '.um-entries tbody tr' },
] as const;

let site: ConsoleSite;

describe('the looks of the console', () => {
  if (reason !== null) {
    it('are looked at in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 300, seed: 2 });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    const criteria = { all: [{ inactiveDays: 90 }, { status: 'active' }] };
    const { id } = await site.api.send<RunDocument>('POST', '/bulk-runs', { criteria, actions: ['disable'] });
    await waitFor('the rehearsal', async () => {
      const { run } = await site.api.get<{ run: RunDocument }>(`/runs/${id}`);
      return run.state === 'finished' ? run : null;
    });
  });
  afterAll(() => site.close());

  it.each(['light', 'dark'] as const)('have nothing serious in them, in %s', async (colorScheme) => {
    const arrived = await site.arrive({ colorScheme });
    await arrived.locator('.um-sign-in').waitFor();
    await arrived.screenshot({ path: path.join(pictures, `sign-in-${colorScheme}.png`) });
    const barriers = (await findBarriers(arrived)).map((one) => `sign-in ${one}`);
    await arrived.close();
    const page = await site.visit('', { colorScheme });
    for (const { name, address, shows } of pages) {
      await page.goto(`${site.url}${address}`);
      await page.locator(shows).first().waitFor();
      if (name === 'users') {
        await page.locator('[data-um-row="2"]').click();
        await page.locator('.um-drawer .um-compact').waitFor();
      }
      await page.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`) });
      barriers.push(...(await findBarriers(page)).map((one) => `${name} ${one}`));
      const overhang = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
      if (overhang > 0) barriers.push(`${name} is wider than the window`);
    }
    await page.close();
    expect(barriers).toEqual([]);
  });

  it('are told of in a browser that cannot read the script, which says which ones can, and nowhere else', async () => {
    const page = await site.arrive();
    expect(await page.locator('.um-late').count()).toBe(0);
    // A word that no browser knows stands for one that this browser does not know.
    await page.route('**/console.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'of the future' }),
    );
    await page.reload();
    const sentence = page.getByText('stays empty in an old browser', { exact: false });
    await sentence.waitFor({ state: 'attached' });
    expect(await sentence.isVisible()).toBe(false);
    await page.evaluate(() => {
      for (const wait of document.getAnimations()) wait.finish();
    });
    await sentence.waitFor({ state: 'visible' });
    await page.getByText('In einem alten Browser', { exact: false }).waitFor({ state: 'visible' });
    await page.close();
  });

  it('speak German where the browser does, and English once somebody says so', async () => {
    const page = await site.arrive({ locale: 'de-DE' });
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    await site.signIn(page);
    await page.getByRole('heading', { name: 'Wartet auf Sie' }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'start-german.png') });
    await page.getByLabel('Sprache').selectOption('en');
    await page.getByRole('heading', { name: 'Needs you' }).waitFor();
    await page.close();
  });

  it.each(['en-GB', 'de-DE'])(
    'have a head of one line at 1,280 pixels (%s), and name whoever is signed in',
    async (locale) => {
      const page = await site.visit('', { locale });
      await page.locator('.um-nav [aria-current="page"]').waitFor();
      const heightOf = async (selector: string) => (await page.locator(selector).boundingBox())?.height ?? 0;
      const [head, line] = [await heightOf('.um-head'), await heightOf('.um-nav a >> nth=0')];
      expect(line).toBeGreaterThan(24);
      expect(head).toBeLessThan(2 * line);
      const named = locale === 'de-DE' ? 'Angemeldet als' : 'Signed in as';
      expect(await page.locator('.um-who').getAttribute('title')).toContain(named);
      await page.close();
    },
  );

  it('have a head of two lines in a narrow window, and rows of users that end with their last column', async () => {
    const page = await site.visit('#/users');
    await page.setViewportSize({ width: 800, height: 900 });
    await page.locator('[data-um-row="3"]').waitFor();
    const [head, line] = [await page.locator('.um-head').boundingBox(), await page.locator('.um-nav').boundingBox()];
    expect(head?.height).toBeLessThan(2.7 * (line?.height ?? 0));
    const ends = page.locator('[data-um-row="3"], [data-um-row="3"] > :last-child');
    const [row, cell] = await ends.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
    expect(cell).toBeGreaterThan(400);
    expect(cell).toBeLessThanOrEqual((row ?? 0) + 1);
    await page.close();
  });

  it('load German words for whoever reads German alone', async () => {
    const page = await site.visit();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/.*\//, '')));
    await page.reload();
    await page.getByRole('heading', { name: 'Needs you' }).waitFor();
    expect(asked).toContain('console.js');
    expect(asked).not.toContain('german.json');
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('heading', { name: 'Wartet auf Sie' }).waitFor();
    expect(asked).toContain('german.json');
    await page.close();
  });

  it('are English where the German words cannot be loaded, say so, and become German on another try', async () => {
    const page = await site.visit('', { locale: 'de-DE' });
    await page.getByRole('heading', { name: 'Wartet auf Sie' }).waitFor();
    await page.route('**/german.json', (route) => route.fulfill({ contentType: 'text/html', body: '<p>Log in</p>' }));
    await page.reload();
    await page.getByRole('heading', { name: 'Needs you' }).waitFor();
    await page.getByText('The words of that language could not be loaded', { exact: false }).waitFor();
    await page.unroute('**/german.json');
    await page.getByLabel('Language').selectOption('de');
    await page.getByRole('heading', { name: 'Wartet auf Sie' }).waitFor();
    expect(await page.getByText('The words of that language', { exact: false }).count()).toBe(0);
    await page.close();
  });
});
