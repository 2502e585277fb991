// `npm start` as somebody meets it who follows what it prints: the demo login lands on the console, and the panel has its buttons.

import type { Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { openBrowser, whyNoBrowser } from '../support/browser.ts';
import { findBarriers } from '../support/console-site.ts';
import { fillLogin } from '../support/embedded-console.ts';
import { endProcesses, type Process, startProcess } from '../support/process.ts';

const reason = whyNoBrowser();

describe('the demo', () => {
  if (reason !== null) {
    it('is opened in a browser', (context) => context.skip(reason));
    return;
  }
  const started: Process[] = [];
  let browser: Browser;
  let demo: Process;
  beforeAll(async () => {
    demo = startProcess('scripts/start.ts', ['--users', '200'], {});
    started.push(demo);
    browser = await openBrowser();
    await waitFor('the demo', async () => {
      if (demo.hasEnded()) throw new Error(`the demo ended:\n${[...demo.stdout, ...demo.stderr].join('\n')}`);
      return demo.stdout.some((line) => line.startsWith('Demo login')) || null;
    });
  });
  afterAll(async () => {
    await browser?.close();
    demo?.kill('SIGTERM');
    await demo?.ended;
    await endProcesses(started);
  });

  /** What stands behind a word in one of the printed lines. */
  const printed = (word: string): string => {
    const line = demo.stdout.find((one) => one.startsWith(`${word}   `)) ?? '';
    return line.slice(word.length).trim();
  };

  it('prints the address of the console, and its login lands there', async () => {
    const [address = ''] = printed('Inside Confluence').split(' ');
    const [username = '', , password = ''] = printed('Demo login').split(' ');
    const page = await browser.newPage();
    await page.goto(address);
    await fillLogin(page, { username, password });
    await page.locator('.um-shares-legend').waitFor();
    expect(page.url()).toContain('/admin/plugins/user-management/console.action');
    await page.close();
  });

  it('has a panel with a button for everything that happens around the product', async () => {
    const [address = ''] = printed('Demo panel').split(' ');
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(address);
    const buttons = await page.getByRole('button').allTextContents();
    for (const wanted of [/^Log this user in/, /^Synchronise .* as at night/, /^Break .*: its source/, /^Move on by/]) {
      expect(buttons).toContainEqual(expect.stringMatching(wanted));
    }
    expect(buttons).toContain('Switch to 8.5, REST only');
    expect(await findBarriers(page)).toEqual([]);
    await page.getByLabel('Username').fill('plus+idle');
    await page.getByRole('button', { name: 'Log this user in' }).click();
    await page.getByRole('status').getByText('plus+idle logged in at').waitFor();
    await page.context().close();
  });
});
