// Two tabs of one person, and sessions that end while they work: each tab keeps its own, and none asks again and again.
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, openConsole } from '../support/console-site.ts';
import { type EmbeddedConsole, fillLogin, openEmbeddedConsole } from '../support/embedded-console.ts';

const reason = whyNoBrowser();
const patienceMs = 30_000;

const chips = (...list: readonly object[]) => encodeURIComponent(JSON.stringify(list));
const idle = chips({ kind: 'idle', days: 200 });
const disabled = chips({ kind: 'status', status: 'disabled' });

/** What a page asks the sidecar from now on. */
function collectCalls(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/'))
      calls.push(`${request.method()} ${request.url().replace(/.*\/api\/v1/, '')}`);
  });
  return calls;
}

const planned = (page: Page) => page.getByText('The plan stays in the run logs', { exact: false });
const again = (page: Page) => page.getByRole('button', { name: 'Sign in again' });

describe('two tabs of the stand-alone console', () => {
  if (reason !== null) {
    it('are used in a browser', (context) => context.skip(reason));
    return;
  }
  let site: ConsoleSite;
  beforeAll(async () => {
    site = await openConsole({ users: 120, seed: 2 });
    await site.api.send('POST', '/snapshots');
    await site.api.send('PUT', '/process/rolling-limit', { percent: 100 });
  });
  afterAll(() => site.close());

  it('plan side by side, each its own', async () => {
    const one = await site.visit(`#/bulk?q=${idle}&step=action`);
    const other = await one.context().newPage();
    await other.goto(`${site.url}#/bulk?q=${disabled}&step=action`);
    await one.getByRole('radio', { name: 'Disable', exact: false }).first().check();
    await other.getByRole('radio', { name: 'Enable', exact: false }).check();
    await Promise.all([one, other].map((page) => page.getByRole('button', { name: 'Review plan' }).click()));
    await Promise.all([one, other].map((page) => planned(page).waitFor({ timeout: patienceMs })));
    const titles = await Promise.all([one, other].map((page) => page.locator('#um-bulk').textContent()));
    expect(new Set(titles).size).toBe(2);
    await one.getByRole('button', { name: /^Disable \d+ users?$/ }).waitFor();
    await other.getByRole('button', { name: /^Enable \d+ users?$/ }).waitFor();
    await one.context().close();
  });

  it('lose nothing when one of them signs out: the other says so once, asks nothing more, and goes on after it', async () => {
    const one = await site.visit(`#/bulk?q=${idle}&step=action`);
    await one.getByRole('radio', { name: 'Add to groups' }).check();
    await one.getByLabel('Groups, one a line').fill('keep\nothers');
    const other = await one.context().newPage();
    await other.goto(site.url);
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other.locator('.um-sign-in').waitFor();

    await one.getByRole('button', { name: 'Review plan' }).click();
    await again(one).waitFor();
    const calls = collectCalls(one);
    await site.signIn(other);
    await other.locator('.um-nav').waitFor();
    expect(calls).toEqual([]);
    await again(one).click();
    await again(one).waitFor({ state: 'detached' });
    expect(calls[0]).toBe('GET /session');
    expect(await one.getByRole('dialog').count()).toBe(0);
    expect(await one.getByLabel('Groups, one a line').inputValue()).toBe('keep\nothers');
    await one.getByRole('button', { name: 'Review plan' }).click();
    await one.getByRole('heading', { name: 'Plan of run' }).waitFor({ timeout: patienceMs });
    await one.context().close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});

describe('two tabs inside Confluence', () => {
  if (reason !== null) {
    it('are used in a browser', (context) => context.skip(reason));
    return;
  }
  let site: EmbeddedConsole;
  beforeAll(async () => {
    site = await openEmbeddedConsole();
    await site.api.send('POST', '/snapshots');
  });
  afterAll(() => site.close());

  it('hear that the session at Confluence has ended, once each, and go on after signing in to it in a third', async () => {
    const one = await site.logIn();
    await one.goto(`${site.consoleUrl}#/bulk?q=${idle}&step=action`);
    await one.getByRole('radio', { name: 'Enable', exact: false }).check();
    const other = await one.context().newPage();
    await other.goto(`${site.consoleUrl}#/bulk?q=${disabled}&step=action`);
    await other.getByRole('radio', { name: 'Disable', exact: false }).first().check();
    await one.context().clearCookies();
    for (const page of [one, other]) {
      await page.getByRole('button', { name: 'Review plan' }).click();
      await again(page).waitFor();
    }
    const calls = [one, other].map(collectCalls);
    // Without a session at Confluence signing in again says what to do, and does not try by itself.
    await again(one).click();
    await one.getByRole('alert').filter({ hasText: 'Confluence' }).first().waitFor();
    expect(calls).toEqual([['POST /session'], []]);

    const third = await one.context().newPage();
    await third.goto(`${site.lab.baseUrl}/login.action`);
    await fillLogin(third, site.lab.admin);
    for (const page of [one, other]) {
      await again(page).click();
      await again(page).waitFor({ state: 'detached' });
    }
    expect(await one.getByRole('radio', { name: 'Enable', exact: false }).isChecked()).toBe(true);
    expect(await other.getByRole('radio', { name: 'Disable', exact: false }).first().isChecked()).toBe(true);
    for (const page of [one, other]) {
      await page.getByRole('button', { name: 'Review plan' }).click();
      await page.getByRole('heading', { name: 'Plan of run' }).waitFor({ timeout: patienceMs });
    }
    await one.context().close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});
