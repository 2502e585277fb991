// The one page of the helpdesk: somebody is found by name and gets back what was taken, in both colours and both languages.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';
import { issueToken } from '../lab/world/tokens.ts';
import { findUser } from '../lab/world/views.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, type Look, openConsole } from '../support/console-site.ts';
import { createAt, createGroupAt, joinAt } from '../support/lab-changes.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');

describe('the helpdesk', () => {
  if (reason !== null) {
    it('is looked at in a browser', (context) => context.skip(reason));
    return;
  }
  let site: ConsoleSite;
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 90, environment: { UM_HELPDESK_GROUPS: 'um-helpdesk' } });
    createGroupAt(site.lab, 'um-helpdesk');
    createAt(site.lab, 'helper');
    joinAt(site.lab, 'helper', 'um-helpdesk');
    const { send, get } = site.api;
    await send('POST', '/snapshots');
    await waitFor('the first snapshot', () => get('/snapshots/newest').catch(() => null));
    const criteria = { username: ['show.rtl', 'two.licences.idle'] };
    const policy = { policy: 'leavers', name: 'Leavers', criteria, actions: ['disable'], limits: { maxUsers: 5 } };
    await send('PUT', '/policies/leavers', policy);
    await send('PUT', '/policies/leavers/mode', { mode: 'live' });
    await send('PUT', '/process/mode', { mode: 'live' });
    const { id } = await send<RunDocument>('POST', '/policies/leavers/runs', {});
    await waitFor('the end of the run', async () => {
      return (await get<RunDetailDocument>(`/runs/${id}`)).run.state === 'finished' || null;
    });
  });
  afterAll(() => site?.close());

  async function visit(look: Look = {}): Promise<Page> {
    const page = await site.arrive(look);
    const helper = findUser(site.lab.world, 'helper');
    if (helper === undefined) throw new Error('the lab has no helper');
    const { raw } = issueToken(site.lab.world, helper, { name: 'console', expirationDays: null });
    await page.getByLabel('token', { exact: false }).fill(raw);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^(?:Find|Suchen)$/ }).waitFor();
    return page;
  }

  async function search(page: Page, name: string): Promise<void> {
    await page.getByRole('textbox').fill(name);
    await page.keyboard.press('Enter');
  }

  it('sees one box and no way anywhere else, and finds nobody by a part of a name', async () => {
    const page = await visit();
    expect(await page.locator('nav').count()).toBe(0);
    await search(page, 'licences');
    await page.getByText('Nobody goes by exactly this.').waitFor();
    await page.context().close();
  });

  it.each([
    ['light', 'en-GB', 'Give it back'],
    ['dark', 'de-DE', 'Zurückgeben'],
  ] as const)('keeps nobody from reading it, in %s and %s', async (colorScheme, locale, button) => {
    const page = await visit({ colorScheme, locale });
    await search(page, 'two.licences.idle');
    await page.getByRole('button', { name: button }).waitFor();
    await page.screenshot({ path: path.join(pictures, `helpdesk-${colorScheme}.png`) });
    expect(await findBarriers(page)).toEqual([]);
    await page.context().close();
  });

  it('gives back what was taken at the press of one button, and says when it is done', async () => {
    const page = await visit();
    await search(page, 'show.rtl');
    await page.getByRole('button', { name: 'Give it back' }).click();
    await page.getByText('It was given back by run').waitFor({ timeout: 60_000 });
    await page.screenshot({ path: path.join(pictures, 'helpdesk-done-light.png') });
    const { items } = await site.api.get<{ items: { event: string; about: string | null }[] }>('/audit');
    const looked = items.filter(({ event, about }) => event === 'helpdesk.looked-up' && about === 'show.rtl');
    expect(looked).toHaveLength(1);
    await page.context().close();
    expect(site.complaints).toEqual([]);
  });
});
