// The packed plugin in a real Chromium: a policy edited and run, its held plan found on the start page, approved and taken back.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runToTheEnd, waitFor } from '../../scripts/demo/api.ts';
import type { EntryPageDocument } from '../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument } from '../../sidecar/src/contract/runs.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type EmbeddedConsole, openEmbeddedConsole } from '../support/embedded-console.ts';
import { readState } from '../support/lab-state.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const patienceMs = 30_000;
const leavers = {
  policy: 'leavers',
  name: 'Leavers',
  criteria: { all: [{ inactiveDays: 200 }, { status: 'active' }] },
  actions: ['disable'],
  limits: { maxUsers: 2, maxPercent: 100 },
  protect: { groups: ['keep'] },
};

let site: EmbeddedConsole;

const disabledAt = async () =>
  [...(await readState(site.lab)).values()]
    .filter(({ status }) => status === 'deactivated')
    .map(({ username }) => username);
const detailOf = (run: number) => site.api.get<RunDetailDocument>(`/runs/${run}`);
const runIn = (page: Page) => Number(/runs\/(\d+)/.exec(page.url())?.[1]);
const finished = (page: Page) =>
  page.locator('.um-phases [aria-current="step"]', { hasText: 'finished' }).waitFor({ timeout: patienceMs });

/** A live run of the policy, which its limit holds. */
async function holdPlan(): Promise<number> {
  const { run } = await runToTheEnd(site.api, leavers.policy);
  expect(run).toMatchObject({ mode: 'live', ending: 'quarantined' });
  return run.id;
}

/** Confluence's own session is not enough for what asks for credentials. */
async function giveProof(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.getByLabel('Personal access token') });
  await dialog.getByLabel('Personal access token').fill(site.lab.admin.token);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

/** From the first page to a plan that is held. */
async function openHeld(page: Page, run: number): Promise<void> {
  await page.goto(site.consoleUrl);
  const need = page
    .getByRole('region', { name: 'Needs you' })
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`Run \\W*${run}\\W* of`) });
  await need.getByText('the limit of the policy is 3', { exact: false }).waitFor();
  await need.getByRole('link', { name: 'Review' }).click();
  await page.getByRole('heading', { name: 'Held: nothing was changed' }).waitFor();
}

async function findSerious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('.um-app').analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
}

describe('a policy inside Confluence', () => {
  if (reason !== null) {
    it('is used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openEmbeddedConsole();
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    await site.api.send('PUT', '/process/rolling-limit', { percent: 100 });
    await site.api.send('PUT', '/process/mode', { mode: 'live' });
    await site.api.send('PUT', '/policies/leavers', leavers);
  });
  afterAll(() => site.close());

  it('is edited, saved as another version, and run in test mode', async () => {
    const page = await site.logIn();
    await site.openByMenu(page, 'um-link-policies');
    await page.getByRole('link', { name: 'Leavers' }).click();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Hold above so many users', { exact: true }).fill('3');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await giveProof(page);
    await page.getByText('Held above 3 users').waitFor();
    await page.getByText(/Version \W*2\W*,/).waitFor();
    await page.getByRole('button', { name: 'Run now in test mode' }).click();
    await finished(page);
    expect((await detailOf(runIn(page))).run).toMatchObject({ policyId: 'leavers', policyVersion: 2, mode: 'test' });
    await page.context().close();
  });

  it('has its held plan rejected with a reason, which stays with it', async () => {
    await site.api.send('PUT', '/policies/leavers/mode', { mode: 'live' });
    const run = await holdPlan();
    const page = await site.logIn();
    await openHeld(page, run);
    await page.getByRole('button', { name: 'Reject …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason (optional)').fill('Not <b>before</b> the holidays');
    await dialog.getByRole('button', { name: 'Reject the plan' }).click();
    await page.getByText('Rejected by', { exact: false }).waitFor();
    await page.getByText('Not <b>before</b> the holidays').waitFor();
    expect(await page.getByRole('button', { name: 'Approve exactly', exact: false }).count()).toBe(0);
    expect((await detailOf(run)).held?.decision).toMatchObject({
      decision: 'rejected',
      reason: 'Not <b>before</b> the holidays',
    });
    await page.context().close();
  });

  it('has exactly the held plan carried out once its number is typed, and taken back after a preview', async () => {
    const before = await disabledAt();
    const run = await holdPlan();
    const page = await site.logIn();
    await openHeld(page, run);
    const approve = page.getByRole('button', { name: /^Approve exactly these \d+ users …$/ });
    const count = Number(/\d+/.exec((await approve.textContent()) ?? '')?.[0]);
    expect(count).toBeGreaterThan(10);
    expect(await findSerious(page)).toEqual([]);
    await page.screenshot({ path: path.join(pictures, 'inside-held.png'), fullPage: true });
    await approve.click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Approve exactly', exact: false });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel('to confirm', { exact: false }).fill(`${count}`);
    await confirm.click();
    await giveProof(page);
    await page.waitForURL((url) => url.hash.startsWith('#/runs/') && url.hash !== `#/runs/${run}`);
    await finished(page);
    const acted = runIn(page);
    expect((await detailOf(acted)).run.trigger).toMatchObject({ kind: 'approval', of: run });
    expect((await disabledAt()).length - before.length).toBe(count);
    await page.getByText('changes are as wished', { exact: false }).waitFor();
    await page.getByText('changes can be taken back', { exact: false }).waitFor();
    const back = page.url();
    await page.goto(`${site.consoleUrl}#/licences`);
    const effects = page.getByRole('region', { name: 'What runs did to the seats' });
    const seats = effects.getByRole('row', { name: new RegExp(`^${acted} `) }).locator('.um-number');
    // Planned, really freed, uncertain.
    expect(Number(await seats.nth(1).textContent())).toBeGreaterThan(0);
    await page.goto(back);

    await page.getByRole('button', { name: 'Take it back …' }).click();
    await dialog.getByRole('button', { name: 'Preview only' }).click();
    await page.getByText('This was a rehearsal.', { exact: false }).waitFor({ timeout: patienceMs });
    expect((await disabledAt()).length - before.length).toBe(count);
    await page.goto(`${site.consoleUrl}#/runs/${acted}`);
    await page.getByRole('button', { name: 'Take it back …' }).click();
    await dialog.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('taken back by', { exact: false }).waitFor();
    await finished(page);
    expect(await disabledAt()).toEqual(before);
    await page.context().close();
  });

  it('says by which guard whom it left alone, and shows those of one guard by a press', async () => {
    const run = await holdPlan();
    const page = await site.logIn();
    await page.goto(`${site.consoleUrl}#/runs/${run}`);
    const groups = page.getByRole('list', { name: 'Left alone, by reason' });
    const one = groups.getByRole('link', { name: 'protected by a group' });
    const users = Number(/\d+/.exec((await one.textContent()) ?? '')?.[0]);
    await groups.getByRole('link', { name: 'an administrator' }).waitFor();
    await one.click();
    const { items } = await site.api.get<EntryPageDocument>(`/runs/${run}/entries?because=protected-group&limit=500`);
    expect(items).toHaveLength(users);
    const rows = page.locator('.um-entries tbody tr');
    await expect.poll(() => rows.count()).toBe(users);
    for (const { username } of items) await rows.filter({ hasText: username }).first().waitFor();
    expect(await findSerious(page)).toEqual([]);
    await page.screenshot({ path: path.join(pictures, 'inside-left-alone.png'), fullPage: true });
    await page.goBack();
    await expect.poll(() => rows.count()).toBeGreaterThan(users);
    await page.context().close();
  });

  // Last: whoever waits for a wave is in no later plan.
  it('has its held plan approved in waves, of which the first is done at once', async () => {
    const before = await disabledAt();
    const run = await holdPlan();
    const page = await site.logIn();
    await page.goto(`${site.consoleUrl}#/runs/${run}`);
    const approve = page.getByRole('button', { name: /^Approve exactly these \d+ users …$/ });
    const count = Number(/\d+/.exec((await approve.textContent()) ?? '')?.[0]);
    await approve.click();
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Approve exactly', exact: false });
    const daily = dialog.getByLabel('At most so many users a day');
    await dialog.getByLabel('to confirm', { exact: false }).fill(`${count}`);
    await daily.fill('a few');
    await dialog.getByText('A whole number from 1 to 99999', { exact: false }).waitFor();
    expect(await confirm.isDisabled()).toBe(true);
    await daily.fill('4');
    await dialog.getByText(`That is ${Math.ceil(count / 4)} days`, { exact: false }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'inside-approve-in-waves.png') });
    await confirm.click();
    await giveProof(page);
    await page.waitForURL((url) => url.hash.startsWith('#/runs/') && url.hash !== `#/runs/${run}`);
    await finished(page);
    expect((await disabledAt()).length - before.length).toBe(4);
    await page.goto(`${site.consoleUrl}#/runs/${run}`);
    await page.getByText(`At most 4 users a day. Still to come: ${count - 4}.`).waitFor();
    await page.context().close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});
