// Users and licences as administrators meet it: seats over time with tiers and forecast, in both colours and both languages.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { LicenceAlertDocument } from '../../sidecar/src/contract/licence-outlook.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const dayMs = 86_400_000;

/** A year of readings that grow by two seats in three days, with three weeks in spring when nobody read. */
async function fillHistory(file: string, seats: number): Promise<void> {
  const store = await openStore({ kind: 'sqlite', file });
  for (let ago = 364; ago > 0; ago -= 1) {
    if (ago > 200 && ago < 222) continue;
    const readAt = new Date(Date.now() - ago * dayMs).toISOString();
    const taken = Math.round(seats - (ago * 2) / 3 + ((ago * 7) % 5));
    await store.licenceDays.note({
      day: readAt.slice(0, 10),
      readAt,
      seats: taken,
      seatsUnknown: 3,
      hostUsed: taken + 1,
      most: 500,
      active: taken - 40,
      inactive: 40,
      unknown: 12,
      protected: 3,
      disabled: 20,
    });
  }
  await store.close();
}

const terms = {
  currency: 'EUR',
  tiers: [
    { seats: 250, price: 12_000 },
    { seats: 500, price: 20_500 },
    { seats: 1000, price: 36_000 },
  ],
  renewal: new Date(Date.now() + 120 * dayMs).toISOString().slice(0, 10),
};

describe('users and licences', () => {
  if (reason !== null) {
    it('is looked at in a browser', (context) => context.skip(reason));
    return;
  }
  let site: ConsoleSite;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 300, seed: 2, prepare: (file) => fillHistory(file, 300) });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
  });
  afterAll(() => site.close());

  const look = async (page: Page, name: string) => {
    await page.locator('#um-seats-over-time').waitFor();
    await page.locator('.um-chart, #um-seats-over-time + p').first().waitFor();
    await page.locator('.um-histogram').waitFor();
    await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
    return (await findBarriers(page)).map((one) => `${name} ${one}`);
  };

  it('takes tiers and prices by hand, and then says what the next tier down takes and saves', async () => {
    const page = await site.visit('#/licences');
    await page.getByRole('button', { name: 'Enter tiers and prices' }).click();
    await page.getByLabel('Day of the renewal').fill(terms.renewal);
    await page.getByLabel('Currency').fill(terms.currency);
    for (const [index, { seats, price }] of terms.tiers.entries()) {
      await page.getByRole('button', { name: 'Add a tier' }).click();
      const row = page.getByRole('group', { name: `Tier ${index + 1}` });
      await row.getByLabel('Seats').fill(`${seats}`);
      await row.getByLabel('Price').fill(`${price}`);
    }
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('At the renewal on', { exact: false }).waitFor();
    await page
      .getByText(/to free for the tier of 250|fits into the tier of 250/)
      .first()
      .waitFor();
    await page.getByText('A smaller tier comes with the renewal alone', { exact: false }).waitFor();
    await page.getByText('As a table, month by month').click();
    expect(await page.locator('#um-seats-over-time ~ details tbody tr').count()).toBeGreaterThan(10);
    await page.close();
  });

  it('leads from a group that grants seats to everybody who holds one through it', async () => {
    const page = await site.visit('#/licences');
    const row = page.locator('section[aria-labelledby="um-seats"] tbody tr').filter({ hasText: 'confluence-users' });
    const granted = await row.locator('td').first().textContent();
    await row.getByRole('link').click();
    await page.locator('.um-match').first().waitFor();
    expect(page.url()).toContain('#/users');
    await page.getByText(`${granted} of`, { exact: false }).first().waitFor();
    await page.close();
  });

  it('tells who wants to be told from where on, and refuses what is no address', async () => {
    const page = await site.visit('#/licences');
    await page.getByRole('button', { name: 'Draw a line' }).click();
    await page.getByLabel('Share of the licence in per cent').fill('90');
    await page.getByLabel('Mail addresses').fill('nobody');
    const card = page.locator('section[aria-labelledby="um-alert"]');
    await card.getByRole('button', { name: 'Save' }).click();
    await card.locator('.um-notice-error').waitFor();
    await page.getByLabel('Mail addresses').fill('licences@example.com, it@example.com');
    await card.getByRole('button', { name: 'Save' }).click();
    await card.getByText(/From .?90\s%.? of the licence on/).waitFor();
    await card.getByText('licences@example.com, it@example.com', { exact: false }).waitFor();
    await page.close();
  });

  it('has the start page say what all policies together would free, worked out when asked and told with its age', async () => {
    await site.api.send('PUT', '/policies/idle', {
      policy: 'idle',
      name: 'Inactive 90 days',
      criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }] },
      actions: ['disable'],
    });
    const page = await site.visit();
    await page.getByRole('button', { name: 'Work out what all policies together would free' }).click();
    await page.getByText(/If all policies ran: \d+ \(−\d+\)/).waitFor();
    await page.getByText('as worked out', { exact: false }).waitFor();
    await page.getByRole('img', { name: /Seats since/ }).waitFor();
    await page.close();
  });

  it('has a line in its histogram where a policy draws one, and says of each source how completely and when it was read', async () => {
    const page = await site.visit('#/licences');
    await page
      .locator('.um-threshold')
      .getByText(/90 days: \W*Inactive 90 days/)
      .waitFor();
    await page.goto(`${site.url}#/`);
    const sources = page.getByRole('region', { name: 'Sources', exact: true }).locator('tbody tr');
    await sources.first().waitFor();
    for (const source of await sources.all()) {
      expect(await source.textContent()).toMatch(/\d+(?:\.\d)?\s?%/);
      expect(await source.locator('time').first().getAttribute('datetime')).toMatch(/^\d{4}-/);
    }
    await page.close();
  });

  it('looks back at what a policy would have done, and says plainly where nothing of then is kept', async () => {
    const page = await site.visit('#/licences');
    const card = page.locator('section[aria-labelledby="um-backtest"]');
    await card.getByLabel('Policy').selectOption('idle');
    await card.getByText('No reading that old is kept', { exact: false }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('has nothing serious in it, nor has the start page, in light and dark, English and German', async () => {
    await site.api.send('PUT', '/licence/terms', terms);
    await site.api.send('PUT', '/licence/alert', { rule: { percent: null, seats: 100, to: [] } });
    await site.api.send('POST', '/snapshots');
    await waitFor('the crossing', async () => {
      const { raised } = await site.api.get<LicenceAlertDocument>('/licence/alert');
      return raised.length > 0 ? raised : null;
    });
    const barriers: string[] = [];
    for (const [colorScheme, locale] of [
      ['light', 'en-GB'],
      ['dark', 'de-DE'],
    ] as const) {
      const page = await site.arrive({ colorScheme, locale });
      await page.getByRole('button', { name: /Sign in|Anmelden/ }).waitFor();
      await site.signIn(page);
      await page.locator('.um-nav').waitFor();
      await page.goto(`${site.url}#/licences`);
      barriers.push(...(await look(page, `licences-year-${colorScheme}-${locale.slice(0, 2)}`)));
      await page.goto(`${site.url}#/`);
      await page.locator('.um-chart-small').waitFor();
      await page.getByText(/line at 100|Linie bei 100/).waitFor();
      const name = `start-year-${colorScheme}-${locale.slice(0, 2)}`;
      await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: true });
      barriers.push(...(await findBarriers(page)).map((one) => `${name} ${one}`));
      await page.close();
    }
    expect(barriers).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
});
