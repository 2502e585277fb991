// A console that has nothing to show yet, and one whose questions go unanswered: neither is told as "nothing".
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
let site: ConsoleSite;

describe('a console without answers', () => {
  if (reason !== null) {
    it('is looked at in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 60, seed: 2 });
  });
  afterAll(() => site.close());

  it('leads from pages that have nothing yet to the first reading, without an alarm', async () => {
    const page = await site.visit('#/licences');
    await page.getByText('Confluence has not been read yet', { exact: false }).first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
    await page.goto(`${site.url}#/users`);
    await page.getByText('Confluence has not been read yet', { exact: false }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'users-unread.png') });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('link', { name: 'Go to the start page' }).click();
    await page.getByRole('button', { name: 'Read Confluence now' }).click();
    await page.locator('.um-shares-legend').waitFor({ timeout: 30_000 });
    await page.close();
  });

  it('never says that nothing needs a person while it could not ask, and asks again once told to', async () => {
    const page = await site.visit('#/settings');
    await page.route('**/api/v1/runs?*', (route) => route.abort());
    await page.goto(`${site.url}#/`);
    await page.reload();
    const needs = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Needs you' }) });
    await needs.getByRole('alert').waitFor({ timeout: 30_000 });
    expect(await needs.innerText()).not.toContain('Nothing needs you');
    await page.screenshot({ path: path.join(pictures, 'start-unanswered.png') });
    await page.unroute('**/api/v1/runs?*');
    await needs.getByRole('button', { name: 'Try again' }).click();
    await needs.getByText('Nothing needs you at the moment.').waitFor();
    await page.close();
  });

  it('takes back that nothing needs a person once the sidecar is gone while the page is open', async () => {
    const page = await site.visit('#/');
    const needs = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Needs you' }) });
    await needs.getByText('Nothing needs you at the moment.').waitFor();
    await page.route('**/api/v1/**', (route) => route.abort());
    await needs.getByRole('alert').waitFor({ timeout: 40_000 });
    expect(await needs.innerText()).not.toContain('Nothing needs you');
    await page.close();
  });

  it('shows a policy as it was saved though nobody answers any more, and says what else may be out of date', async () => {
    const idle = { policy: 'idle', name: 'Idle', criteria: { inactiveDays: 90 }, actions: ['disable'] };
    await site.api.send('PUT', '/policies/idle', { ...idle, schedule: { cron: '30 2 * * *', zone: 'Europe/Berlin' } });
    const page = await site.visit('#/policies/idle');
    const coming = page.getByRole('region', { name: 'Next five runs' });
    await coming.getByText('02:30', { exact: false }).first().waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Time', { exact: true }).fill('03:45');
    let saved = false;
    await page.route(/\/api\/v1\/policies\/idle(\/next)?$/, (route) => {
      if (saved) return route.abort();
      saved = route.request().method() === 'PUT';
      return route.continue();
    });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('region', { name: 'What happens' }).getByText('03:45', { exact: false }).waitFor();
    await coming.getByText('may be out of date', { exact: false }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'policy-outdated.png') });
    expect(await findBarriers(page)).toEqual([]);
    await page.unrouteAll();
    await coming.getByRole('button', { name: 'Try again' }).click();
    await coming.getByText('03:45', { exact: false }).first().waitFor();
    expect(await page.getByText('may be out of date', { exact: false }).count()).toBe(0);
    await page.close();
  });

  it('says that more could not be fetched, and not that what is there may be out of date', async () => {
    const lastDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const spared = { subject: 'user', owner: 'people team', reason: 'on leave', lastDay };
    for (const name of ['no.email', site.lab.admin.username]) {
      await site.api.send('POST', '/exemptions', { ...spared, name });
    }
    const page = await site.visit('#/');
    let silent = true;
    await page.route('**/api/v1/exemptions?*', (route) => {
      const url = route.request().url();
      return silent && url.includes('before=')
        ? route.abort()
        : route.continue({ url: url.replace('limit=50', 'limit=1') });
    });
    await page.goto(`${site.url}#/settings/people`);
    const list = page.getByRole('region', { name: 'Exemptions' });
    await list.getByRole('button', { name: 'Show more' }).click();
    await list.getByText('More could not be fetched', { exact: false }).waitFor();
    expect(await list.getByText('may be out of date', { exact: false }).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    silent = false;
    await list.getByRole('button', { name: 'Try again' }).click();
    await list.getByText('no.email', { exact: true }).waitFor();
    expect(await list.getByText('More could not be fetched', { exact: false }).count()).toBe(0);
    await page.close();
  });
});
