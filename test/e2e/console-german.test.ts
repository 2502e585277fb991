// Every page in German, with everything on it that a site brings about: no English stands there but names that are data.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runToTheEnd, waitFor } from '../../scripts/demo/api.ts';
import type { RunDocument } from '../../sidecar/src/contract/runs.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, openConsole } from '../support/console-site.ts';
import { findEnglish } from '../support/english-words.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const patienceMs = 30_000;
const conditions = [
  { kind: 'idle', days: 90 },
  { kind: 'status', status: 'active' },
];
const idle = encodeURIComponent(JSON.stringify(conditions));
const all = [{ inactiveDays: 90 }, { status: 'active' }];
const schedule = { cron: '30 2 * * MON', zone: 'Europe/Berlin' };
const policies = [
  { policy: 'untaetig', name: 'Seit 90 Tagen nicht aktiv', criteria: { all }, actions: ['disable'], schedule },
  {
    policy: 'in-stufen',
    name: 'In Stufen gehen',
    criteria: { all },
    stages: [
      { name: 'Warnung', afterDays: 0, warn: {} },
      { name: 'Ende', afterDays: 30, actions: ['takeLicence', 'disable'] },
    ],
    limits: { maxPercent: 60, maxPerRun: 5 },
    report: { to: ['bericht@example.com'] },
    schedule,
  },
  {
    policy: 'umzug',
    name: 'Umzug',
    criteria: { all },
    actions: [{ moveToDirectory: { from: 'Alt', to: 'Neu', missingGroups: 'refuse', mailPasswordReset: false } }],
  },
];

/** Each page with what shows that it is complete. */
const pages = [
  { address: '#/', shows: '.um-shares-legend' },
  { address: `#/users?q=${idle}`, shows: '[data-um-row="0"]' },
  { address: `#/bulk?q=${idle}`, shows: '.um-match' },
  { address: `#/bulk?q=${idle}&step=action`, shows: '.um-actions' },
  { address: '#/bulk?run=1', shows: '.um-entries tbody tr' },
  { address: '#/policies', shows: '.um-card' },
  { address: '#/policies?new=1', shows: '.um-match' },
  { address: '#/policies?import=1', shows: 'input[type="file"]' },
  { address: '#/policies/untaetig', shows: '#um-next-runs' },
  { address: '#/policies/in-stufen', shows: '#um-timeline' },
  { address: '#/policies/in-stufen/edit', shows: '.um-match' },
  { address: '#/policies/umzug', shows: '.um-notice' },
  { address: '#/runs', shows: '.um-table tbody tr' },
  { address: '#/runs/1', shows: '.um-entries tbody tr' },
  { address: '#/runs/2', shows: '.um-phases' },
  { address: '#/runs/3', shows: '.um-phases' },
  { address: '#/runs/4', shows: '.um-phases' },
  { address: '#/licences', shows: '.um-card' },
  { address: '#/settings', shows: '#um-sources ~ table tbody tr' },
  { address: '#/settings/people', shows: '#um-exemptions' },
  { address: '#/settings/rules', shows: '#um-quiet-times' },
  { address: '#/settings/access', shows: '#um-tokens' },
  { address: '#/settings/danger', shows: '#um-binding' },
] as const;

async function unfold(page: Page): Promise<void> {
  await page.locator('body').evaluate((body) => {
    for (const folded of body.querySelectorAll('details')) folded.open = true;
  });
}

/** Opens a page, and whatever is folded on it; tells what is English there. */
async function walk(site: ConsoleSite, page: Page, { address, shows }: (typeof pages)[number]): Promise<string[]> {
  await page.goto(`${site.url}${address}`);
  await page.locator(shows).first().waitFor();
  await waitFor('the whole page', async () => ((await page.locator('.um-skeleton').count()) === 0 ? true : null));
  await unfold(page);
  return (await findEnglish(page)).map((text) => `${address}: ${text}`);
}

/** A site with plans that are held, runs that ended otherwise and a policy that lacks something. */
async function prepare(site: ConsoleSite): Promise<void> {
  await site.api.send('POST', '/snapshots');
  await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
  const bulk = { criteria: { all }, actions: ['disable', { removeFromGroups: ['confluence-users'] }] };
  const { id } = await site.api.send<RunDocument>('POST', '/bulk-runs', bulk);
  await waitFor('the rehearsal', async () => {
    const { run } = await site.api.get<{ run: RunDocument }>(`/runs/${id}`);
    return run.state === 'finished' ? run : null;
  });
  for (const policy of policies) {
    await site.api.send('PUT', `/policies/${policy.policy}`, policy);
    await runToTheEnd(site.api, policy.policy, 'test');
  }
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const exemption = {
    subject: 'group',
    name: 'confluence-administrators',
    owner: 'Mara Lindqvist',
    reason: 'Bereitschaft',
  };
  await site.api.send('POST', '/exemptions', { ...exemption, lastDay: until });
}

describe('the console in German', () => {
  if (reason !== null) {
    it('is read in a browser', (context) => context.skip(reason));
    return;
  }
  // One Confluence that tells everything, and one that lacks most: there the page says what would bring it.
  describe.each([
    { confluence: '10.2', directories: 'three' },
    { confluence: '8.5', directories: 'one' },
  ] as const)('of Confluence $confluence', ({ confluence, directories }) => {
    let site: ConsoleSite;
    beforeAll(async () => {
      await mkdir(pictures, { recursive: true });
      site = await openConsole({ users: 120, seed: 2, confluence, directories });
      await prepare(site);
    });
    afterAll(() => site.close());

    it('has no English in it on any page', async () => {
      const page = await site.arrive({ locale: 'de-DE' });
      await page.getByRole('button', { name: 'Anmelden' }).waitFor();
      const english = await findEnglish(page);
      await site.signIn(page);
      await page.locator('.um-nav').waitFor();
      for (const one of pages) {
        if (confluence === '8.5' && one.address === pages[1].address) continue; // nobody is known to be idle there
        if (confluence === '8.5' && one.shows.startsWith('.um-entries')) continue;
        english.push(...(await walk(site, page, one)));
      }
      await page.close();
      expect(english).toEqual([]);
    });

    it('says in German why a policy means somebody or does not', async () => {
      const page = await site.visit('#/users', { locale: 'de-DE' });
      const answers: string[] = [];
      for (const row of [1, 4, 9]) {
        await page.locator(`[data-um-row="${row}"]`).click();
        await page.locator('.um-drawer select').selectOption({ index: 1 });
        const answer = page.locator('.um-drawer [role="status"]').last();
        await answer.getByText(/[Gg]emeint/).waitFor({ timeout: patienceMs });
        answers.push(await answer.innerText(), ...(await findEnglish(page)));
        await page.keyboard.press('Escape');
      }
      await page.close();
      expect(answers).toHaveLength(3);
    });
  });

  it('says in German what is wrong with a policy and with a table', async () => {
    const site = await openConsole({ users: 60, seed: 2 });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    const page = await site.visit('#/policies?new=1', { locale: 'de-DE' });
    await page.getByRole('button', { name: 'YAML' }).click();
    const yaml = page.locator('textarea');
    await yaml.fill('policy: eins\nname: Eins\ncriteria: { inactiveDay: 90 }\nactions: [disabel]\n');
    await page.getByText('meinten Sie „disable“', { exact: false }).waitFor({ timeout: patienceMs });
    const english = await findEnglish(page);
    await yaml.fill('policy: eins\nname: Eins: zwei\ncriteria: { inactiveDays: 90\nactions: [disable]\n');
    await page.getByText('eine Klammer ist nicht geschlossen', { exact: false }).waitFor({ timeout: patienceMs });
    english.push(...(await findEnglish(page)));
    await page.goto(`${site.url}#/bulk`);
    await page.locator('summary', { hasText: 'CSV' }).click();
    await page.locator('textarea').fill('username\n"offen');
    await page.getByRole('button', { name: 'Tabelle lesen' }).click();
    await page.getByText('wird geöffnet und nie geschlossen', { exact: false }).waitFor({ timeout: patienceMs });
    english.push(...(await findEnglish(page)));
    const inEnglish = await site.visit('#/settings');
    await inEnglish.locator('#um-sources').waitFor();
    expect((await findEnglish(inEnglish)).length).toBeGreaterThan(10);
    await site.close();
    expect(english).toEqual([]);
  });
});
