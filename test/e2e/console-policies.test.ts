// Scheduled user actions in a real Chromium: a policy edited, simulated, run in test mode and found in the run logs.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { StoredPolicyDocument } from '../../sidecar/src/contract/stored-policies.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { writesAt } from '../support/runs.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const patienceMs = 30_000;
const staged = {
  policy: 'leave-in-steps',
  name: 'Leave in steps',
  schedule: { cron: '30 2 * * MON', zone: 'Europe/Berlin' },
  criteria: {
    all: [{ inactiveDays: 200 }, { status: 'active' }, { any: [{ hasSeat: true }, { inGroup: 'confluence-users' }] }],
  },
  stages: [
    { name: 'Warning', afterDays: 0, warn: {} },
    { name: 'Licence', afterDays: 14, actions: ['takeLicence'] },
    { name: 'End', afterDays: 30, actions: ['disable'] },
  ],
  limits: { maxPercent: 10, maxPerRun: 50 },
  protect: { users: ['admin'] },
};

let site: ConsoleSite;

describe('scheduled user actions', () => {
  if (reason !== null) {
    it('are used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 300, seed: 2 });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
  });
  afterAll(() => site.close());

  it('begin with a page that teaches, and with a policy that only tells', async () => {
    const page = await site.visit('#/policies');
    await page.getByText('No policy yet.', { exact: false }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'policies-empty-light.png') });
    await page.getByRole('link', { name: 'Start with' }).click();
    await page.getByText('A new policy begins in test mode.').waitFor();
    await page.locator('.um-match', { hasText: 'match' }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Its runs' }).waitFor();
    const { mode } = await site.api.get<StoredPolicyDocument>('/policies/inactive-90-days');
    expect(mode).toBe('test');
    await page.close();
  });

  it('say on their page what this Confluence lacks for them, and what would help', async () => {
    const order = { from: 'Elsewhere', to: 'Nowhere', missingGroups: 'refuse', mailPasswordReset: false };
    const criteria = { username: ['nobody.at.all'] };
    const moving = { policy: 'moving', name: 'Moving', criteria, actions: [{ moveToDirectory: order }] };
    await site.api.send('PUT', '/policies/moving', moving);
    const page = await site.visit('#/policies/moving');
    await page.getByText('lacks something that the policy asks for', { exact: false }).waitFor();
    await page.getByText('Add it to UM_DIRECTORIES_FILE', { exact: false }).waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('are edited, simulated, run in test mode, and found in the run logs', async () => {
    const writes = writesAt(site.lab).length;
    const page = await site.visit('#/policies/inactive-90-days');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Remove the condition', exact: false }).first().click();
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Days', { exact: true }).fill('200');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByLabel('Time', { exact: true }).fill('03:30');
    await page.getByRole('complementary').getByRole('button', { name: 'Simulate' }).click();
    await page.getByText('no longer meant', { exact: false }).waitFor({ timeout: patienceMs });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Its runs' }).waitFor();
    await page.getByText('not active for 200 days', { exact: false }).waitFor();
    const { definition, version } = await site.api.get<StoredPolicyDocument>('/policies/inactive-90-days');
    expect([version, definition.schedule?.cron]).toEqual([2, '30 3 * * *']);

    await page.getByRole('button', { name: 'Simulate' }).click();
    await page.getByText('would be changed', { exact: false }).first().waitFor({ timeout: patienceMs });
    await page.locator('.um-simulated tbody tr').first().waitFor();
    await page.getByRole('button', { name: 'Run now in test mode' }).click();
    await page.locator('.um-phases [aria-current="step"]', { hasText: 'finished' }).waitFor({ timeout: patienceMs });
    await page.goto(`${site.url}#/runs`);
    await page.getByRole('row', { name: 'Inactive for 90 days' }).first().waitFor();
    expect(writesAt(site.lab).length).toBe(writes);
    await page.close();
  });

  it('show what is wrong with a policy at its place, in the form and in the text', async () => {
    const page = await site.visit('#/policies/inactive-90-days/edit');
    await page.getByLabel('Starts').selectOption('cron');
    await page.getByLabel('Minute, hour', { exact: false }).fill('99 2 * * *');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('region', { name: 'When' }).getByText('schedule.cron').waitFor();
    await page.getByRole('button', { name: 'YAML' }).click();
    const text = page.getByLabel('The whole policy as YAML');
    await text.fill((await text.inputValue()).replace('99 2', '15 4'));
    await page.getByRole('button', { name: 'Form' }).click();
    expect(await page.getByLabel('Time', { exact: true }).inputValue()).toBe('04:15');
    await page.close();
  });

  it('run every so many days from a day on, as the form, the sentence and the text say alike', async () => {
    const page = await site.visit('#/policies/inactive-90-days/edit');
    await page.getByLabel('Starts').selectOption('interval');
    await page.getByLabel('Days from one run to the next').fill('10');
    await page.getByLabel('First day').fill('2026-11-30');
    await page
      .getByRole('region', { name: 'When' })
      .getByText(/Every .*10.* days from .*30/)
      .waitFor();
    await page.screenshot({ path: path.join(pictures, 'policy-interval-light.png') });
    await page.getByRole('button', { name: 'YAML' }).click();
    const text = await page.getByLabel('The whole policy as YAML').inputValue();
    expect(text).toContain('every:\n    days: 10\n    from: 2026-11-30\n');
    await page.close();
  });

  it('go live only after a question that says how many people it is about', async () => {
    await site.api.send('PUT', '/policies/leave-in-steps', staged);
    const page = await site.visit('#/policies/inactive-90-days');
    await page.getByRole('button', { name: 'Switch to live', exact: false }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('By the newest reading it would change', { exact: false }).waitFor({ timeout: patienceMs });
    await page.screenshot({ path: path.join(pictures, 'policy-to-live-light.png') });
    await dialog.getByRole('button', { name: 'Switch to live' }).click();
    await page.getByRole('button', { name: 'Back to test' }).waitFor();
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Review and save', exact: false }).click();
    await dialog.getByText('as before', { exact: false }).waitFor({ timeout: patienceMs });
    await page.screenshot({ path: path.join(pictures, 'policy-save-live-light.png') });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.close();
  });

  it.each(['light', 'dark'] as const)('have nothing serious in them, in %s', async (colorScheme) => {
    const page = await site.visit('', { colorScheme });
    const barriers: string[] = [];
    const pages = [
      { name: 'policies', address: '#/policies', shows: '.um-marks' },
      { name: 'policy', address: '#/policies/inactive-90-days?simulation=1', shows: '.um-simulated tbody tr' },
      { name: 'policy-staged', address: '#/policies/leave-in-steps', shows: '.um-timeline li' },
      { name: 'policy-editor', address: '#/policies/inactive-90-days/edit', shows: '.um-match' },
    ];
    for (const { name, address, shows } of pages) {
      await page.goto(`${site.url}${address}`);
      await page.locator(shows).first().waitFor();
      await page.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
      barriers.push(...(await findBarriers(page)).map((one) => `${name} ${one}`));
    }
    await page.close();
    expect(barriers).toEqual([]);
  });

  it('broke nowhere', () => {
    expect(site.complaints).toEqual([]);
  });
});
