// The editor of policies in a real Chromium: stages by keyboard alone, YAML both ways, and a draft that nobody's save takes away.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { StoredPolicyDocument } from '../../sidecar/src/contract/stored-policies.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { tabTo } from '../support/keyboard.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const staged = {
  policy: 'leave-in-steps',
  name: 'Leave in steps',
  schedule: { cron: '30 2 * * MON-FRI', zone: 'Europe/Berlin' },
  criteria: {
    all: [{ inactiveDays: 200 }, { status: 'active' }, { any: [{ hasSeat: true }, { inGroup: 'confluence-users' }] }],
  },
  stages: [
    { name: 'Warning', afterDays: 0, warn: {} },
    { name: 'Licence', afterDays: 14, actions: ['takeLicence'] },
    { name: 'End', afterDays: 30, actions: ['disable'] },
  ],
  limits: { maxPercent: 100 },
};

let site: ConsoleSite;

describe('the editor of a policy', () => {
  if (reason !== null) {
    it('is used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 200, seed: 3 });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
  });
  afterAll(() => site.close());

  const stored = () => site.api.get<StoredPolicyDocument>('/policies/leave-in-steps');
  const edit = async (): Promise<Page> => {
    await site.api.send('PUT', '/policies/leave-in-steps', staged);
    const page = await site.visit('#/policies/leave-in-steps/edit');
    await page.locator('.um-match').waitFor();
    return page;
  };
  const openText = async (page: Page) => {
    await page.getByRole('button', { name: 'YAML' }).click();
    const text = page.getByLabel('The whole policy as YAML');
    await text.waitFor();
    return text;
  };

  it('leaves the days that somebody types alone while answers to what they changed before arrive', async () => {
    const page = await edit();
    const typed = Promise.withResolvers<void>();
    await page.route('**/api/v1/policy-drafts', async (route) => {
      await typed.promise;
      await route.continue();
    });
    await page.getByLabel('Minute, hour', { exact: false }).fill('5 4 * * MON-FRI');
    await page.getByRole('button', { name: 'Add a condition' }).first().click();
    const days = page.getByLabel('Days', { exact: true });
    await days.fill('210');
    typed.resolve();
    await page.locator('.um-editor-side').getByText('04:05', { exact: false }).first().waitFor();
    expect(await days.inputValue()).toBe('210');
    await page.close();
  });

  it('adds a stage and a group of conditions by keyboard alone, and saves them', async () => {
    const page = await edit();
    await tabTo(page, /^Add a condition$/);
    await tabTo(page, /^Add a condition$/);
    await tabTo(page, /^Add a group of conditions$/);
    await page.keyboard.press('Enter');
    await page.getByText('Add a condition: a policy for everybody', { exact: false }).waitFor();
    await page.locator('.um-chip-form select:focus').waitFor();
    await page.keyboard.type('Gr');
    await page.keyboard.press('Tab');
    await page.keyboard.type('confluence-users');
    await page.keyboard.press('Enter');
    await tabTo(page, /^Add a stage$/);
    await page.keyboard.press('Enter');
    await page.getByRole('group', { name: /^Stage \S*4/ }).waitFor();
    await page
      .getByRole('group', { name: /^Stage \S*4/ })
      .getByLabel('After so many days')
      .focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('90');
    await page.locator('.um-editor-side').getByText('Europe/Berlin').first().waitFor();
    await tabTo(page, /^Save$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    const { definition } = await stored();
    expect(definition.stages?.map(({ afterDays }) => afterDays)).toEqual([0, 14, 30, 90]);
    expect(JSON.stringify(definition.criteria)).toContain('"any":[{"inGroup":"confluence-users"}]');
    await page.close();
  });

  it('asks of own fields and of users by name in the form, and says so in words', async () => {
    await site.api.send('PUT', '/fields/contract-end', { name: 'End of contract', kind: 'date' });
    const page = await edit();
    const add = page.getByRole('button', { name: 'Add a condition' }).last();
    const form = page.locator('.um-chip-form');
    await add.click();
    await form.getByLabel('Condition').selectOption({ label: 'Own field' });
    await form.getByLabel('Field', { exact: true }).selectOption({ label: 'End of contract' });
    await form.getByLabel('What about it').selectOption({ label: 'is longer ago than' });
    await form.getByLabel('Days').fill('30');
    await page.screenshot({ path: path.join(pictures, 'policy-editor-field-light.png') });
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText(/field \W*contract-end\W* more than 30 days ago/).waitFor();
    await add.click();
    await form.getByLabel('Condition').selectOption({ label: 'Picked by hand' });
    await form.getByLabel('Value').fill('ada\n\n bea ');
    await form.getByLabel('Turn it around').check();
    await form.getByRole('button', { name: 'Apply' }).click();
    await page.getByText('all but 2 users').waitFor();
    await page.locator('.um-editor-side').getByText('Europe/Berlin').first().waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    expect(JSON.stringify((await stored()).definition.criteria)).toContain(
      '{"field":{"key":"contract-end","beforeDaysAgo":30}},{"not":{"users":["ada","bea"]}}',
    );
    await page.close();
  });

  it('says in plain words when it runs, and shows its next five runs before anything is saved', async () => {
    const page = await edit();
    const when = page.getByRole('region', { name: 'When' });
    await when.getByText(/At \S*02:30\S*, \S*Monday\S* to \S*Friday/).waitFor();
    await when.getByText('When the clocks change', { exact: false }).waitFor();
    await when.getByLabel('Minute, hour', { exact: false }).fill('15 3 * * *');
    const runs = page.locator('.um-editor-side ol li', { hasText: '03:15 Europe/Berlin' });
    await runs.nth(4).waitFor();
    expect((await stored()).definition.schedule?.cron).toBe('30 2 * * MON-FRI');
    await page.close();
  });

  it('is the same policy as YAML: what is written there stands in the form, comments stay while it is edited', async () => {
    const page = await edit();
    const text = await openText(page);
    await page.screenshot({ path: path.join(pictures, 'policy-editor-yaml-light.png'), fullPage: true });
    await text.fill(`# agreed with Ann\n${(await text.inputValue()).replace('afterDays: 14', 'afterDays: 21')}`);
    await page.getByRole('button', { name: 'Form' }).click();
    const second = page.getByRole('group', { name: /^Stage \S*2/ });
    expect(await second.getByLabel('After so many days').inputValue()).toBe('21');
    expect(await (await openText(page)).inputValue()).toContain('# agreed with Ann');
    await page.getByRole('button', { name: 'Form' }).click();
    await second.getByLabel('After so many days').fill('20');
    const written = await (await openText(page)).inputValue();
    expect([written.includes('afterDays: 20'), written.includes('# agreed')]).toEqual([true, false]);
    await page.close();
  });

  it('names the line of what is wrong in the YAML, and gives no such text to the form', async () => {
    const page = await edit();
    const text = await openText(page);
    await text.fill((await text.inputValue()).replace('takeLicence', 'takeLicense'));
    await page.getByText('did you mean "takeLicence"', { exact: false }).waitFor();
    await page.getByText(/^Line \S*\d+\S*:/).waitFor();
    expect(await page.getByRole('button', { name: 'Form' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await page.close();
  });

  it('keeps the draft of whoever comes second, shows what the first changed, and saves over it only when told', async () => {
    const page = await edit();
    await page.getByLabel('Name', { exact: true }).fill('Leave in small steps');
    const first = { ...staged, criteria: { all: [{ inactiveDays: 365 }] } };
    await site.api.send('PUT', '/policies/leave-in-steps', first);
    const { version } = await stored();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'while you were editing' });
    await notice.getByText('365 days', { exact: false }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'policy-overtaken-light.png'), fullPage: true });
    expect((await stored()).version).toBe(version);
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Leave in small steps');
    await notice.getByRole('button', { name: 'Keep my draft', exact: false }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    expect(await stored()).toMatchObject({ version: version + 1, name: 'Leave in small steps' });
    await page.close();
  });

  it('says who hears of which runs, and what the mails offer, and saves exactly that', async () => {
    const page = await edit();
    await page.getByLabel('Users who get it too', { exact: false }).fill('ada');
    await page.keyboard.press('Enter');
    await page.getByLabel('Report', { exact: true }).selectOption('on-trouble');
    await page.getByLabel('Days to take lost access back', { exact: false }).fill('14');
    await page.getByLabel('Times a year the "keep me" link', { exact: false }).fill('0');
    await page.screenshot({ path: path.join(pictures, 'policy-editor-mails-light.png'), fullPage: true });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
    const { definition } = await stored();
    expect(definition).toMatchObject({ report: { users: ['ada'], when: 'on-trouble' }, giveBack: { days: 14 } });
    expect(definition.stages?.[0]?.warn).toEqual({ keepTimes: 0 });
    await page.close();
  });

  it('shows the mails the next run would send, and that nobody is warned where no mail server is configured', async () => {
    const page = await edit();
    await page.getByLabel('Mail addresses', { exact: false }).fill('ada@example.com');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByRole('button', { name: 'Simulate' }).click();
    await page.getByRole('button', { name: 'See the mails' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nobody would be warned by it now.').waitFor();
    await dialog
      .getByText(/would be changed.* – Leave in steps/)
      .first()
      .waitFor();
    await dialog.getByText(/^To \S*ada@example.com/).waitFor();
    await page.screenshot({ path: path.join(pictures, 'policy-mails-light.png') });
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'See the mails' }).waitFor();
    await page.close();
  });

  it('takes policies out of files only together, after showing what would become of each', async () => {
    await site.api.send('PUT', '/policies/leave-in-steps', staged);
    const page = await site.visit('#/policies?import=1');
    const one = (id: string, action: string) =>
      `policy: ${id}\nname: ${id}\ncriteria: { disabledDays: 365 }\nactions: [${action}]\n`;
    const choose = (text: string) =>
      page
        .getByLabel('Policy files')
        .setInputFiles({ name: 'ours.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) });
    await choose(`${one('first', 'delete')}---\n${one('second', 'deleet')}`);
    await page.getByText('did you mean "delete"', { exact: false }).waitFor();
    await page.getByText(/^Line \S*9\S*:/).waitFor();
    expect(await page.getByRole('button', { name: /^Import/ }).isDisabled()).toBe(true);
    await page.screenshot({ path: path.join(pictures, 'policy-import-light.png') });
    await choose(`${one('first', 'delete')}---\n${one('second', 'delete')}`);
    await page.getByRole('button', { name: /^Import \S*2\S* policies/ }).click();
    await page.getByRole('heading', { name: 'second' }).waitFor();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export all' }).click();
    expect((await saved).suggestedFilename()).toBe('policies.yaml');
    await page.close();
  });

  it.each([
    { look: { colorScheme: 'light', locale: 'de-DE' }, name: 'light-german' },
    { look: { colorScheme: 'dark' }, name: 'dark' },
  ] as const)('has nothing serious in it, in $name', async ({ look, name }) => {
    await site.api.send('PUT', '/policies/leave-in-steps', staged);
    const page = await site.visit('#/policies/leave-in-steps/edit', look);
    await page.locator('.um-match').waitFor();
    await page.locator('.um-editor-side ol li').first().waitFor();
    await page.locator('.um-more summary').click();
    await page.screenshot({ path: path.join(pictures, `policy-editor-staged-${name}.png`), fullPage: true });
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('broke nowhere', () => {
    expect(site.complaints).toEqual([]);
  });
});
