// Settings and licences in a real Chromium: what is told there, an exemption added and ended, and rules changed.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { ProcessDocument } from '../../sidecar/src/contract/process.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { requestRun } from '../contracts/store/given.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');

/** Each page with what shows that it is complete. */
const pages = [
  { name: 'licences', address: '#/licences', shows: '#um-rebounds ~ p.um-quiet' },
  { name: 'settings', address: '#/settings', shows: '#um-sources ~ table tbody tr' },
  { name: 'settings-people', address: '#/settings/people', shows: '#um-exemptions ~ table tbody tr' },
  { name: 'settings-rules', address: '#/settings/rules', shows: '#um-quiet-times' },
  { name: 'settings-mails', address: '#/settings/mails', shows: '#um-mail-templates ~ table tbody tr' },
  { name: 'settings-access', address: '#/settings/access', shows: '#um-audit ~ dl' },
  { name: 'settings-danger', address: '#/settings/danger', shows: '#um-binding' },
] as const;

interface Exemption {
  readonly name: string;
  readonly state: string;
}

/** A report whose mail server was lost while it had the mail. */
async function layMailAside(file: string): Promise<void> {
  const store = await openStore({ kind: 'sqlite', file });
  const at = new Date().toISOString();
  const run = await requestRun(store, 'idle', 'reporting', { requestedAt: at });
  await store.runs.finish({ runId: run.id, at, report: {}, mails: [{ kind: 'run-report', to: 'desk@example.com' }] });
  const mail = await store.outbox.claimDue({ now: at, leaseUntil: at });
  await store.outbox.failed(mail?.id ?? 0, { failure: 'mail_answer_lost', nextAttemptAt: null });
  await store.close();
}

let site: ConsoleSite;

const listExemptions = async () => (await site.api.get<{ items: Exemption[] }>('/exemptions')).items;

describe('the settings and the licences', () => {
  if (reason !== null) {
    it('are used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 300, seed: 2, prepare: layMailAside });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    await site.api.send('POST', '/exemptions', {
      subject: 'group',
      name: 'confluence-administrators',
      owner: 'Mara Lindqvist',
      reason: 'Whoever is called at night',
      lastDay: until,
    });
  });
  afterAll(() => site.close());

  it('tell of the seats of a single day in a sentence, because one point is no line', async () => {
    const page = await site.visit('#/licences');
    await page
      .getByText('With the next day on which Confluence is read, a line begins here.', { exact: false })
      .waitFor();
    expect(await page.locator('.um-chart').count()).toBe(0);
    await page.close();
  });

  it('make a token that opens the API, show it once and its number for good, and take it back', async () => {
    const page = await site.visit('#/settings/access');
    await page.getByLabel('What it is for').fill('Nightly export');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const token = (await page.locator('.um-notice code').textContent()) ?? '';
    const ask = async () => {
      const apiUrl = new URL('api/v1/process', site.url);
      return (await fetch(apiUrl, { headers: { authorization: `Bearer ${token}` } })).status;
    };
    expect(await ask()).toBe(200);
    await page.getByRole('button', { name: 'Take back the token' }).click();
    await page.getByText('taken back').waitFor();
    expect(await ask()).toBe(401);
    await page.reload();
    await page.getByText('taken back').waitFor();
    // By this number the audit trail tells what it did.
    await page.getByRole('row', { name: /^1 Nightly export/ }).waitFor();
    expect(await page.content()).not.toContain(token);
  });

  it.each(['light', 'dark'] as const)('have nothing serious in them, in %s', async (colorScheme) => {
    const page = await site.visit('', { colorScheme });
    const barriers: string[] = [];
    for (const { name, address, shows } of pages) {
      await page.goto(`${site.url}${address}`);
      await page.locator(shows).first().waitFor();
      await page.screenshot({ path: path.join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
      barriers.push(...(await findBarriers(page)).map((one) => `${name} ${one}`));
    }
    await page.close();
    expect(barriers).toEqual([]);
  });

  it('tell of each ability whether it is there, and what is missing without it', async () => {
    const page = await site.visit('#/settings');
    const host = await site.api.get<{ capabilities: unknown[] }>('/host');
    const rows = page.locator('#um-abilities ~ table tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(host.capabilities.length);
    await page.close();
  });

  it('ask before a mail is sent again that may have arrived, and send it only when told so', async () => {
    const arrived = async () => {
      const { items } = await site.api.get<{ items: { arrived: string }[] }>('/mails');
      return items.map((mail) => mail.arrived);
    };
    const page = await site.visit('#/settings/mails');
    const row = page.locator('tr', { hasText: 'desk@example.com' });
    const again = row.getByRole('button', { name: /^Send again: the mail to/ });
    await again.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('may get the same mail twice').waitFor();
    await page.screenshot({ path: path.join(pictures, 'settings-mail-twice-light.png') });
    expect(await findBarriers(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await arrived()).toEqual(['maybe']);

    await again.click();
    await dialog.getByRole('button', { name: 'Send again' }).click();
    await row.getByText('May have arrived.').waitFor({ state: 'detached' });
    expect(await arrived()).toEqual(['no']);
    await page.close();
  });

  it('exempt a user with a reason and a last day, and end that again after a question', async () => {
    const { items } = await site.api.get<{ items: { username: string }[] }>('/users?limit=1');
    const name = items[0]?.username ?? '';
    const page = await site.visit('#/settings/people');
    await page.getByRole('button', { name: 'Add an exemption' }).click();
    await page.getByLabel('Username or group name').fill('nobody-at-all');
    await page.getByLabel('Who answers for it').fill('Ada');
    await page.getByLabel('Last day').fill(new Date(Date.now() + 86_400_000).toISOString().slice(0, 10));
    await page.getByLabel('Reason').fill('On leave');
    await page.getByRole('button', { name: 'Exempt', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Reason').inputValue()).toBe('On leave');

    await page.getByLabel('Username or group name').fill(name);
    await page.getByRole('button', { name: 'Exempt', exact: true }).click();
    const end = page.getByRole('button', { name: 'End the exemption of' }).first();
    await page.locator('tbody tr', { hasText: 'On leave' }).waitFor();
    expect((await listExemptions())[0]).toMatchObject({ name, state: 'holds' });
    await end.click();
    await page.getByRole('dialog').getByRole('button', { name: 'End the exemption' }).click();
    await page.locator('tbody tr', { hasText: 'On leave' }).getByText('ended').waitFor();
    expect((await listExemptions())[0]).toMatchObject({ name, state: 'ended' });
    await page.close();
  });

  it('tell of a list which policies ask for it, keep it while one does, and delete it after a question', async () => {
    await site.api.send('PUT', '/lists/leavers', { csv: 'username\nadmin\nnobody-at-all' });
    await site.api.send('PUT', '/lists/old-leavers', { csv: 'username\nadmin' });
    const policy = { policy: 'who-left', name: 'Who left <b>', criteria: { inList: 'leavers' }, actions: ['disable'] };
    await site.api.send('PUT', '/policies/who-left', policy);
    const page = await site.visit('#/settings/people');
    await page.getByRole('link', { name: 'Who left <b>' }).waitFor();
    await page.getByRole('button', { name: 'Delete the list \u2068leavers' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('These policies ask for it.', { exact: false }).waitFor();
    expect(await dialog.getByRole('button').allTextContents()).toEqual(['Close']);
    await page.screenshot({ path: path.join(pictures, 'settings-list-used-light.png') });
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Delete' }).waitFor();

    await page.getByRole('button', { name: 'Delete the list \u2068old-leavers' }).click();
    await dialog.getByText('No policy asks for it.', { exact: false }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'settings-list-delete-light.png') });
    await dialog.getByRole('button', { name: 'Delete the list' }).click();
    await page.getByRole('status').getByText('is deleted', { exact: false }).waitFor({ state: 'attached' });
    const { items } = await site.api.get<{ items: { name: string }[] }>('/lists');
    expect(items.map(({ name }) => name)).toEqual(['leavers']);
    await page.close();
  });

  it('tell how the audit trail stands', async () => {
    const page = await site.visit('#/settings/access');
    const card = page.getByRole('region', { name: 'Audit trail' });
    await card.getByText('sound up to entry', { exact: false }).waitFor();
    await card.getByText('Last checkpoint').waitFor();
    await page.close();
  });

  it('change a rule, and the quiet times, and say what holds afterwards', async () => {
    const page = await site.visit('#/settings/rules');
    await page.getByRole('button', { name: /Change: .*Weekly limit/ }).click();
    await page.getByLabel('Percent of the users').fill('7.5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/at most \W*7\.5\s%\W* of the users/).waitFor();
    await page.getByRole('button', { name: /Change: .*Quiet times/ }).click();
    await page.getByRole('button', { name: 'Add hours of the week' }).click();
    await page.screenshot({ path: path.join(pictures, 'settings-quiet-times.png'), fullPage: true });
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('On the clock of').waitFor();
    const { rollingPercent, quietTimes } = await site.api.get<ProcessDocument>('/process');
    expect([rollingPercent, quietTimes?.weekly]).toEqual([
      7.5,
      [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' }],
    ]);
    await page.close();
  });

  it('speak German', async () => {
    const page = await site.arrive({ locale: 'de-DE' });
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    await site.signIn(page);
    await page.getByRole('link', { name: 'Einstellungen' }).click();
    await page.getByRole('heading', { name: 'Was dieses Confluence kann' }).waitFor();
    await page.screenshot({ path: path.join(pictures, 'settings-german.png'), fullPage: true });
    await page.close();
    expect(site.complaints).toEqual([]);
  });
});
