// Pages inside Confluence, in each of its three themes: nothing serious for axe to find in what is ours.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type EmbeddedConsole, openEmbeddedConsole } from '../support/embedded-console.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const staged = {
  policy: 'leave-in-steps',
  name: 'Leave in steps',
  schedule: { cron: '0 2 * * *', zone: 'Europe/Berlin' },
  criteria: { all: [{ inactiveDays: 200 }, { not: { any: [{ inGroup: 'confluence-users' }, { hasSeat: true }] } }] },
  stages: [
    { afterDays: 0, warn: {} },
    { afterDays: 30, actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'] },
  ],
};
const idle = encodeURIComponent(JSON.stringify([{ kind: 'idle', days: 200 }]));
const pages = [
  { name: 'policies', address: '#/policies', shows: '.um-policies p' },
  { name: 'policy-editor', address: '#/policies/leave-in-steps/edit', shows: '.um-match' },
  { name: 'policy-import', address: '#/policies?import=1', shows: 'input[type=file]' },
  { name: 'licences', address: '#/licences', shows: '.um-histogram tbody tr' },
  { name: 'users', address: '#/users', shows: '[data-um-row="0"]' },
  { name: 'runs', address: '#/runs?mode=test', shows: '.um-run-filter' },
  { name: 'start', address: '#/', shows: '.um-shares-legend' },
  { name: 'run', address: '#/runs/1', shows: '.um-phases' },
  { name: 'bulk-select', address: `#/bulk?q=${idle}`, shows: '.um-match' },
  { name: 'bulk-action', address: `#/bulk?q=${idle}&step=action`, shows: '.um-actions' },
  { name: 'settings', address: '#/settings', shows: '#um-sources ~ table tbody tr' },
  { name: 'settings-people', address: '#/settings/people', shows: '#um-exemptions' },
  { name: 'settings-rules', address: '#/settings/rules', shows: '#um-quiet-times' },
  { name: 'settings-mails', address: '#/settings/mails', shows: '#um-mail-templates ~ table tbody tr' },
  { name: 'settings-access', address: '#/settings/access', shows: '#um-audit ~ dl' },
  { name: 'settings-danger', address: '#/settings/danger', shows: '#um-binding' },
] as const;

let site: EmbeddedConsole;

if (reason === null) {
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openEmbeddedConsole();
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    await site.api.send('PUT', '/policies/leave-in-steps', staged);
    const criteria = { all: [{ inactiveDays: 90 }, { status: 'active' }] };
    await site.api.send('POST', '/bulk-runs', { criteria, actions: ['disable'] });
  });
  afterAll(() => site.close());

  it.each(['original', 'light', 'dark'])('have nothing serious in them in the theme %s', async (theme) => {
    const page = await site.logIn();
    await page.goto(`${site.lab.baseUrl}/admin/lab-theme.action?theme=${theme}`);
    await site.openByMenu(page);
    const barriers: string[] = [];
    for (const { name, address, shows } of pages) {
      await page.goto(`${site.consoleUrl}${address}`);
      await page.locator(shows).first().waitFor();
      await expect.poll(() => page.locator('.um-skeleton').count(), { timeout: 10_000 }).toBe(0);
      await page.screenshot({ path: path.join(pictures, `inside-${theme}-${name}.png`), fullPage: true });
      const { violations } = await new AxeBuilder({ page }).include('.um-app').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      barriers.push(...serious.map(({ id, nodes }) => `${name} ${id} ${nodes[0]?.target.join(' ')}`));
    }
    await page.close();
    expect(barriers).toEqual([]);
    expect(site.complaints).toEqual([]);
  });
} else {
  it('are looked at in a browser', (context) => context.skip(reason));
}
