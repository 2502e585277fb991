// A site whose people sign in elsewhere: where passwords are switched off, no page asks for one, neither at the door nor for proof.
import { afterEach, describe, expect, it } from 'vitest';
import { whyNoBrowser } from '../support/browser.ts';
import { openConsole } from '../support/console-site.ts';
import { openEmbeddedConsole } from '../support/embedded-console.ts';

const reason = whyNoBrowser();
const environment = { UM_PASSWORD_SIGN_IN: 'off' };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

describe('a console that takes tokens alone', () => {
  if (reason !== null) {
    it('is used in a browser', (context) => context.skip(reason));
    return;
  }

  it('asks for no password at its own door, and lets in whoever has a token', async () => {
    const site = await openConsole({ users: 60, environment });
    closers.push(site.close);
    const page = await site.arrive();
    await page.getByLabel('Personal access token').waitFor();
    expect(await page.getByRole('button', { name: 'Use username and password instead' }).count()).toBe(0);
    await site.signIn(page);
    await page.locator('.um-nav').waitFor();
    expect(site.complaints).toEqual([]);
  });

  it('asks for no password inside Confluence where it wants to know who somebody is', async () => {
    const site = await openEmbeddedConsole({ environment });
    closers.push(site.close);
    const page = await site.logIn();
    await page.goto(site.consoleUrl);
    await page.getByRole('button', { name: 'Switch to live' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch to live mode' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: 'Confirm that it is you' });
    await dialog.getByLabel('Personal access token').waitFor();
    expect(await dialog.getByRole('button', { name: 'Use username and password instead' }).count()).toBe(0);
    expect(site.complaints).toEqual([]);
  });
});
