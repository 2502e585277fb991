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
const pages = [
  { name: 'policies', address: '#/policies', shows: '.um-policies p' },
  { name: 'policy-editor', address: '#/policies/leave-in-steps/edit', shows: '.um-match' },
  { name: 'policy-import', address: '#/policies?import=1', shows: 'input[type=file]' },
  { name: 'licences', address: '#/licences', shows: '.um-histogram tbody tr' },
  { name: 'users', address: '#/users', shows: '[data-um-row="0"]' },
  { name: 'runs', address: '#/runs?mode=test', shows: '.um-run-filter' },
] as const;

let site: EmbeddedConsole;

if (reason === null) {
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openEmbeddedConsole();
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    await site.api.send('PUT', '/policies/leave-in-steps', staged);
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
