// A run under way on the page: told by the sidecar's stream as it happens, and asked for where a proxy keeps the stream back.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, waitFor } from '../../scripts/demo/api.ts';
import type { EntryPageDocument, PlanDocument } from '../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';
import { issueToken } from '../lab/world/tokens.ts';
import { findUser } from '../lab/world/views.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { createAt, createGroupAt, joinAt } from '../support/lab-changes.ts';

const reason = whyNoBrowser();
const patienceMs = 30_000;
const pictures = path.join(import.meta.dirname, 'screenshots');

let site: ConsoleSite;

const runAt = async (id: number) => (await site.api.get<RunDetailDocument>(`/runs/${id}`)).run;

/** A live run that has begun and holds, until somebody lets it go on. */
async function holdRun(
  actions: readonly unknown[],
  criteria: object = { all: [{ inactiveDays: 200 }, { status: actions[0] === 'disable' ? 'active' : 'disabled' }] },
): Promise<number> {
  const rehearsal = await site.api.send<RunDocument>('POST', '/bulk-runs', { criteria, actions });
  await waitFor('the rehearsal', async () => (await runAt(rehearsal.id)).state === 'finished' || null);
  const { digest } = await site.api.get<PlanDocument>(`/runs/${rehearsal.id}/plan`);
  const run = await site.api.send<RunDocument>('POST', `/runs/${rehearsal.id}/carry-out`, { digest });
  await site.api.send('POST', `/runs/${run.id}/pause`);
  return run.id;
}

const present = (page: Page) => page.locator('.um-phases [aria-current="step"]');

describe('a run under way on the page', () => {
  if (reason !== null) {
    it('is watched in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 120, seed: 2, environment: { UM_OPERATOR_GROUPS: 'um-operators' } });
    createGroupAt(site.lab, 'um-operators');
    createAt(site.lab, 'olga');
    joinAt(site.lab, 'olga', 'um-operators');
    await site.api.send('POST', '/snapshots');
    await site.api.send('PUT', '/process/rolling-limit', { percent: 100 });
    await site.api.send('PUT', '/process/mode', { mode: 'live' });
  });
  afterAll(() => site.close());

  it('is told by the stream: the page asks once, and hears the rest', async () => {
    const id = await holdRun(['disable']);
    const page = await site.visit();
    const opened = page.waitForResponse((answer) => answer.url().endsWith(`/runs/${id}/events`));
    await page.goto(`${site.url}#/bulk?run=${id}`);
    await page.getByText('Paused by', { exact: false }).waitFor();
    expect((await opened).status()).toBe(200);
    await page.route(`**/runs/${id}`, (route) => route.abort());
    await site.api.send('POST', `/runs/${id}/resume`);
    await page.getByRole('heading', { name: 'is done' }).waitFor({ timeout: patienceMs });
    await page.close();
  });

  it('is asked for where a proxy keeps the stream back', async () => {
    const id = await holdRun(['enable']);
    const page = await site.visit();
    await page.route('**/runs/*/events', () => undefined);
    await page.goto(`${site.url}#/runs/${id}`);
    await present(page).waitFor();
    await site.api.send('POST', `/runs/${id}/resume`);
    await page.locator('.um-phases [aria-current="step"]', { hasText: 'finished' }).waitFor({ timeout: patienceMs });
    await page.close();
  });

  it('asks no more once nobody is signed in, and goes on by itself after signing in again', async () => {
    const id = await holdRun(['disable']);
    const page = await site.visit(`#/runs/${id}`);
    await present(page).waitFor();
    await page.context().clearCookies();
    await page
      .getByRole('button', { name: 'Pause' })
      .or(page.getByRole('button', { name: 'Go on' }))
      .first()
      .click();
    await page.getByRole('button', { name: 'Sign in again' }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.getByRole('button', { name: 'Sign in again' }).click();
    await page.getByRole('dialog').getByLabel('Personal access token').fill(site.lab.admin.token);
    // Asked once by the press, in case somebody signed in elsewhere; nothing asks by itself.
    expect(asked.map((url) => url.replace(/.*\/api\/v1/, ''))).toEqual(['/session']);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await site.api.send('POST', `/runs/${id}/resume`);
    await page.locator('.um-phases [aria-current="step"]', { hasText: 'finished' }).waitFor({ timeout: patienceMs });
    await page.close();
  });

  it('is held, let go on and stopped from the page, which says how long it still takes, and what it does once one leaves', async () => {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      site.lab.wire.faults.add({ kind: 'slow', delayMs: 800, match: { method } });
    }
    const id = await holdRun([{ addToGroups: ['all-staff'] }], { status: 'active' });
    const page = await site.visit(`#/bulk?run=${id}`);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('about a minute left').waitFor({ timeout: patienceMs });
    await page.getByText('You may leave this page; the run does not need it.').waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused by', { exact: false }).waitFor();
    await page.getByText('You may leave this page; the run stays paused.').waitFor();
    expect((await runAt(id)).pausedBy).toBe(site.lab.admin.username);
    // What can be done with the run, and what can be done besides, are not glued together.
    const gap = await page
      .locator('.um-buttons + .um-buttons')
      .first()
      .evaluate(
        (below) =>
          below.getBoundingClientRect().top - (below.previousElementSibling?.getBoundingClientRect().bottom ?? 0),
      );
    expect(gap).toBeGreaterThanOrEqual(12);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect((await runAt(id)).cancelRequestedBy).toBeNull();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await dialog.getByRole('button', { name: 'Stop this run' }).click();
    await dialog.waitFor({ state: 'detached' });
    site.lab.wire.faults.clear();
    await waitFor('the end of the stopped run', async () => (await runAt(id)).state === 'finished' || null);
    expect((await runAt(id)).ending).toBe('cancelled');
    await page.getByRole('heading', { name: 'is done' }).getByText('stopped').waitFor({ timeout: patienceMs });
    await page.close();
  });

  it('is held by the administrator as well where an operator paused it, if they say so', async () => {
    for (const method of ['PUT', 'POST', 'DELETE']) {
      site.lab.wire.faults.add({ kind: 'slow', delayMs: 800, match: { method } });
    }
    const olga = findUser(site.lab.world, 'olga');
    if (olga === undefined) throw new Error('the lab has no olga');
    const { raw } = issueToken(site.lab.world, olga, { name: 'console', expirationDays: null });
    const operator = await signIn(`${site.url}api/v1`, { token: raw });
    const id = await holdRun([{ addToGroups: ['all-staff'] }], { status: 'active' });
    await site.api.send('POST', `/runs/${id}/resume`);
    await operator.send('POST', `/runs/${id}/pause`);
    const page = await site.visit(`#/runs/${id}`);
    await page.getByText('Paused by \u2068olga\u2069').waitFor();
    await page.getByRole('button', { name: 'Hold it yourself' }).click();
    await page.getByText(`Paused by \u2068${site.lab.admin.username}\u2069`).waitFor();
    expect(await page.getByRole('button', { name: 'Hold it yourself' }).count()).toBe(0);
    await expect(operator.send('POST', `/runs/${id}/resume`)).rejects.toThrow('Somebody else paused this run');
    expect((await runAt(id)).pausedBy).toBe(site.lab.admin.username);
    site.lab.wire.faults.clear();
    await site.api.send('POST', `/runs/${id}/cancel`);
    await waitFor('the end of the stopped run', async () => (await runAt(id)).state === 'finished' || null);
    await page.close();
  });

  it('shows the last users it has come to while it is at work, and no more of them than five', async () => {
    // Slow enough to be watched, and to be held before its end.
    for (const method of ['PUT', 'POST', 'DELETE']) {
      site.lab.wire.faults.add({ kind: 'slow', delayMs: 800, match: { method } });
    }
    const id = await holdRun(['enable'], { status: 'disabled' });
    const page = await site.visit(`#/runs/${id}`);
    await page.getByText('Paused by', { exact: false }).waitFor();
    await site.api.send('POST', `/runs/${id}/resume`);
    const recent = page.getByRole('region', { name: 'The last users' }).getByRole('listitem');
    await recent.nth(4).waitFor({ timeout: patienceMs });
    await site.api.send('POST', `/runs/${id}/pause`);
    const said = await recent.allTextContents();
    expect(said).toHaveLength(5);
    expect(said.every((line) => line.includes('enable'))).toBe(true);
    const { items } = await site.api.get<EntryPageDocument>(`/runs/${id}/entries?limit=500`);
    const usernames = items.map(({ username }) => username);
    for (const line of said) expect(usernames.some((username) => line.includes(username))).toBe(true);
    for (const look of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: look });
      // A button that has just become another one fades from look to look.
      const fading = 'document.getAnimations().filter((one) => one instanceof CSSTransition).length';
      await expect.poll(() => page.evaluate(fading), { timeout: 5_000 }).toBe(0);
      await page.screenshot({ path: path.join(pictures, `run-at-work-${look}.png`) });
      expect(await findBarriers(page)).toEqual([]);
    }
    site.lab.wire.faults.clear();
    await site.api.send('POST', `/runs/${id}/resume`);
    await page.locator('.um-phases [aria-current="step"]', { hasText: 'finished' }).waitFor({ timeout: patienceMs });
    expect(await recent.count()).toBe(0);
    await page.close();
  });

  it('broke nowhere', () => {
    expect(site.complaints.filter((complaint) => !complaint.includes('ERR_FAILED'))).toEqual([]);
  });
});
