// What people find inside Confluence who are no administrators of it, or have no role here; and the line on a profile.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { passwordOf } from '../lab/world/model.ts';
import { effectiveAccount, isActive, isAdministrator, listGroupNamesOf } from '../lab/world/views.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type EmbeddedConsole, openEmbeddedConsole, type Person } from '../support/embedded-console.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');

let site: EmbeddedConsole;

/** Somebody ordinary, in the group or not. */
function findPerson({ inKeep }: { readonly inKeep: boolean }): Person {
  const { world } = site.lab;
  for (const user of world.users.values()) {
    const password = passwordOf(effectiveAccount(user));
    const fits = isActive(user) && !isAdministrator(world, user) && /^[a-z]+\.[a-z]+$/.test(user.username);
    if (fits && listGroupNamesOf(user).includes('keep') === inKeep) return { username: user.username, password };
  }
  throw new Error('the lab has no such person');
}

/** The calls of the API a page makes from now on, with their answers. */
function listCalls(page: Page): string[] {
  const calls: string[] = [];
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    const [, call] = pathname.split('/api/v1');
    if (call !== undefined) calls.push(`${answer.request().method()} ${call} ${answer.status()}`);
  });
  return calls;
}

describe('people at the console inside Confluence', () => {
  if (reason !== null) {
    it('are seen in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openEmbeddedConsole({ environment: { UM_AUDITOR_GROUPS: 'keep', UM_BEACON: 'on' } });
    await site.api.send('POST', '/snapshots');
  });
  afterAll(() => site.close());

  it('shows an auditor everything and offers nothing that acts', async () => {
    const page = await site.logIn({ person: findPerson({ inKeep: true }) });
    await page.goto(site.consoleUrl);
    await page.locator('.um-shares-legend').waitFor();
    expect(await page.locator('.um-nav').textContent()).not.toContain('Bulk user actions');
    for (const name of ['Stop everything', 'Switch to live', 'Read Confluence now']) {
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    }
    await page.goto(`${site.consoleUrl}#/users`);
    await page.locator('[data-um-row="3"]').waitFor();
    await page.context().close();
  });

  it('tells somebody without a role so, and hands out no data', async () => {
    const page = await site.logIn({ person: findPerson({ inKeep: false }) });
    const calls = listCalls(page);
    await page.goto(site.consoleUrl);
    await page.getByText('You are in none of the groups that may use this product.').waitFor();
    expect(await page.locator('.um-nav').count()).toBe(0);
    expect(calls.filter((call) => !call.includes('/beacon'))).toEqual(['POST /session 403']);
    await page.context().close();
  });

  it('keeps the session in the memory of the page alone: a page that is opened anew has to ask for one again', async () => {
    const page = await site.logIn();
    const calls = listCalls(page);
    await page.goto(site.consoleUrl);
    await page.locator('.um-nav').waitFor();
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toMatch(/eyJ|um-session/);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('um-session');
    await page.reload();
    await page.locator('.um-nav').waitFor();
    expect(calls.filter((call) => call === 'POST /session 201')).toHaveLength(2);
    await page.context().close();
  });

  it('says on a profile when somebody was last active, and exempts them from there', async () => {
    const username = 'admin.idle';
    const page = await site.logIn();
    await page.goto(`${site.lab.baseUrl}/users/viewuserprofile.action?username=${encodeURIComponent(username)}`);
    const panel = page.locator('.um-panel');
    await panel.getByText('Last active').waitFor();
    expect(await panel.textContent()).toMatch(/Last active 400 days ago.*login/);
    await page.screenshot({ path: path.join(pictures, 'inside-profile.png') });
    await panel.getByRole('button', { name: 'Exempt' }).click();
    await page.getByLabel('Reason').fill('On parental leave');
    await page.getByRole('dialog').screenshot({ path: path.join(pictures, 'inside-profile-exempt.png') });
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Exempt / })
      .click();
    await panel.getByText('On parental leave').waitFor();
    // The dialog goes a moment after its answer came.
    await panel.getByRole('button', { name: 'Exempt' }).waitFor({ state: 'detached' });
    const { items } = await site.api.get<{ items: { name: string; state: string }[] }>('/exemptions');
    expect(items).toMatchObject([{ name: username, state: 'holds' }]);

    await panel.getByRole('link', { name: 'See why' }).click();
    await page.locator('.um-drawer').getByText(username).first().waitFor();
    await page.context().close();
  });

  it('says nothing on a profile to an administrator of Confluence who has no role here, and asks them for nothing', async () => {
    const { users } = site.lab.world;
    const grant = [...users.values()].find(({ username }) => username === 'admin.grant');
    if (grant === undefined) throw new Error('the lab has no administrator by a permission of their own');
    const person = { username: grant.username, password: passwordOf(effectiveAccount(grant)) };
    const page = await site.logIn({ person });
    const calls = listCalls(page);
    await page.goto(`${site.lab.baseUrl}/display/~${site.lab.admin.username}`);
    await page.waitForLoadState('networkidle');
    expect(calls.filter((call) => !call.includes('/beacon'))).toEqual(['POST /session 403']);
    expect(await page.locator('#um-user-panel').innerHTML()).toBe('');
    await page.context().close();
  });

  it('holds no place on a profile for people without a right in Confluence', async () => {
    const page = await site.logIn({ person: findPerson({ inKeep: false }) });
    const calls = listCalls(page);
    await page.goto(`${site.lab.baseUrl}/display/~${site.lab.admin.username}`);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('[class^="um-"]').count()).toBe(0);
    expect(calls.filter((call) => !call.includes('/beacon'))).toEqual([]);
    await page.context().close();
  });

  it('tells the sidecar once a day that an ordinary reader was there', async () => {
    const person = findPerson({ inKeep: true });
    const page = await site.logIn({ person });
    // Logging in has shown a page already, which may still be telling; what counts is what a reader does from then on.
    await page.waitForLoadState('networkidle');
    const calls = listCalls(page);
    const dayMs = 86_400_000;
    const told = () => calls.filter((call) => call === 'POST /beacon 204').length;
    const visit = async () => {
      await page.goto(`${site.lab.baseUrl}/dashboard.action`);
      await page.waitForLoadState('networkidle');
    };
    await page.evaluate(() => localStorage.clear());
    await visit();
    expect(told()).toBe(1);
    await visit();
    expect(told()).toBe(1);
    await page.clock.setFixedTime(Date.now() + dayMs);
    await visit();
    expect(told()).toBe(2);
    await page.context().close();

    await site.api.send('POST', '/snapshots');
    const criteria = { users: [person.username] };
    const { items } = await site.api.send<{ items: { userKey: string }[] }>('POST', '/users/search', { criteria });
    await waitFor('the page view in the next reading', async () => {
      const { evidence } = await site.api.get<{ evidence: { kind: string }[] }>(`/users/${items[0]?.userKey}`);
      return evidence.some(({ kind }) => kind === 'page-view') ? evidence : null;
    });
  });

  it('met no complaint of the browser', () => {
    expect(site.complaints).toEqual([]);
  });
});
