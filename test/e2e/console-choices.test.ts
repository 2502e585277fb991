// What can be chosen in the console, and what cannot: triggers, directories, actions of an older Confluence, policies of a file.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { DirectoriesDocument } from '../../sidecar/src/contract/directories.ts';
import type { HostDocument } from '../../sidecar/src/contract/host.ts';
import type { StoredPolicyDocument } from '../../sidecar/src/contract/stored-policies.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const reason = whyNoBrowser();
const disabled = encodeURIComponent(JSON.stringify([{ kind: 'status', status: 'disabled' }]));
const action = `#/bulk?q=${disabled}&step=action`;

const storedAt = ({ api }: ConsoleSite, id: string) => api.get<StoredPolicyDocument>(`/policies/${id}`);

describe('choices in the console', () => {
  if (reason !== null) {
    it('are made in a browser', (context) => context.skip(reason));
    return;
  }
  let databases: TestDatabases;
  let folder: TemporaryFolder;
  let site: ConsoleSite;
  beforeAll(async () => {
    folder = await makeTemporaryFolder();
    const text = 'policy: kept\nname: Kept in a file\ncriteria: { disabledDays: 365 }\nactions: [delete]\n';
    await writeFile(path.join(folder.path, 'kept.yaml'), text);
    databases = await startDatabases('postgres');
    const { ownerUrl, readerUrl } = await createLabDatabase(databases);
    const environment = { UM_CONFLUENCE_DATABASE_URL: readerUrl, UM_POLICIES_DIR: folder.path };
    site = await openConsole({ users: 60, directories: 'three', databaseUrl: ownerUrl, environment });
    await site.api.send('POST', '/snapshots');
    await waitFor('the reading', () => site.api.get('/snapshots/newest').catch(() => null));
  });
  afterAll(async () => {
    await site?.close();
    await databases?.stop();
    await folder?.remove();
  });

  it('are none in a policy that a file manages: its page names the file, and its editor shows no form', async () => {
    const page = await site.visit('#/policies/kept');
    await page.getByText(/managed by the file .*kept\.yaml/).waitFor();
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Run now in test mode' }).waitFor();
    await page.goto(`${site.url}#/policies/kept/edit`);
    await page.getByText(/managed by the file .*kept\.yaml/).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('let a policy start when users signed in or were created, and say that it waits for that', async () => {
    for (const [trigger, on] of [
      ['when users signed in', 'login'],
      ['when users were created', 'creation'],
    ] as const) {
      const page = await site.visit('#/policies?new=1');
      await page.getByLabel('Short name').fill(`by-${on}`);
      await page.getByLabel('Starts').selectOption({ label: trigger });
      await page.getByLabel('Looks every so many minutes').fill('30');
      await page.locator('.um-editor-side').getByText('It waits for an event, or for you.').waitFor();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('heading', { name: 'Its runs' }).waitFor();
      const { definition } = await storedAt(site, `by-${on}`);
      expect(definition.on).toMatchObject({ event: on, everyMinutes: 30 });
      expect(definition.schedule).toBeUndefined();
      await page.close();
    }
  });

  it('let a policy copy or move to another directory, with limits, exactly as the form says', async () => {
    const { items } = await site.api.get<DirectoriesDocument>('/directories');
    const [from = '', to = ''] = items.map(({ name }) => name);
    const page = await site.visit('#/policies?new=1');
    await page.getByLabel('Short name').fill('elsewhere');
    for (const [title, key] of [
      ['Copy to another directory', 'copyToDirectory'],
      ['Move to another directory', 'moveToDirectory'],
    ] as const) {
      await page.getByLabel(/^Action \W*1/).selectOption({ label: title });
      await page.getByLabel('From directory').fill(from);
      await page.getByLabel('To directory').fill(to);
      await page.getByLabel('Make groups that are missing there').check();
      await page.getByRole('button', { name: 'YAML' }).click();
      const text = page.getByLabel('The whole policy as YAML');
      await expect.poll(() => text.inputValue()).toContain(`${key}:`);
      await page.getByRole('button', { name: 'Form' }).click();
    }
    await page.getByLabel('Change at most so many a run').fill('7');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { name: 'Its runs' }).waitFor();
    const { definition } = await storedAt(site, 'elsewhere');
    expect(definition.actions).toMatchObject([{ moveToDirectory: { from, to, missingGroups: 'create' } }]);
    expect(definition.limits?.maxPerRun).toBe(7);
    await page.close();
  });

  it('leave no read-only directory as a target of a bulk action, and say that it is one', async () => {
    const { items } = await site.api.get<DirectoriesDocument>('/directories');
    const page = await site.visit(action);
    await page.getByRole('radio', { name: 'Copy to another directory' }).check();
    const targets = page.getByLabel('To directory').locator('option');
    await expect.poll(() => targets.count()).toBe(items.length + 1);
    const told = await targets.evaluateAll((all) =>
      all.map((one) => `${one.textContent} ${one.hasAttribute('disabled')}`.replaceAll(/[\u2068\u2069]/g, '')),
    );
    const closed = told.filter((one) => one.endsWith(' true'));
    expect(closed).toEqual([expect.stringMatching(/\(read only\) true$/)]);
    expect(await page.getByLabel('From directory').locator('option:disabled').count()).toBe(0);
    await page.goto(`${site.url}#/settings`);
    const rows = page.locator('#um-directories ~ table tbody tr');
    await expect.poll(() => rows.count()).toBe(items.length);
    expect(await rows.locator('th').allTextContents()).toEqual(items.map(({ name }) => expect.stringContaining(name)));
    expect(await rows.filter({ hasText: 'read only' }).count()).toBe(1);
    await page.close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});

describe('choices at an older Confluence', () => {
  if (reason !== null) {
    it('are made in a browser', (context) => context.skip(reason));
    return;
  }
  let site: ConsoleSite;
  beforeAll(async () => {
    site = await openConsole({ users: 60, confluence: '8.3' });
    await site.api.send('POST', '/snapshots');
    await waitFor('the reading', () => site.api.get('/snapshots/newest').catch(() => null));
  });
  afterAll(() => site?.close());

  it('are shown where this Confluence has no way to do it, with the reason, and cannot be made', async () => {
    const { capabilities } = await site.api.get<HostDocument>('/host');
    const passwords = capabilities.find(({ capability }) => capability === 'passwords.set');
    expect(passwords?.present).toBe(false);
    const page = await site.visit(action);
    const choice = page.getByRole('radio', { name: 'Set a random password' });
    await expect.poll(() => choice.isDisabled()).toBe(true);
    expect(await page.locator('.um-action', { has: choice }).textContent()).not.toContain(
      'Nobody knows the new password',
    );
    expect(await page.getByRole('radio', { name: 'Disable', exact: false }).first().isDisabled()).toBe(false);
    // An address may still name it: then the reason is there, and the plan is not asked for.
    await page.goto(`${site.url}${action}&kind=resetPassword`);
    await expect.poll(() => page.getByRole('button', { name: 'Review plan' }).isDisabled()).toBe(true);
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('are told in the settings as abilities, with what each would unlock', async () => {
    const page = await site.visit('#/settings');
    const row = page.getByRole('row', { name: 'Set passwords of others' });
    await row.getByText('no', { exact: true }).waitFor({ state: 'attached' });
    await row.getByText('resetting passwords', { exact: false }).waitFor();
    expect(site.complaints).toEqual([]);
    await page.close();
  });
});
