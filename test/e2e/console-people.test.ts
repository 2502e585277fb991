// People as the console shows them: the drawer with all that is known of one, and the ugliest names as text on every page.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runToTheEnd, waitFor } from '../../scripts/demo/api.ts';
import type { PlanDocument } from '../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';
import type { FoundUserPage } from '../../sidecar/src/contract/users.ts';
import { DELICATE } from '../lab/world/delicate.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createLabDatabase } from '../support/lab-database.ts';

const reason = whyNoBrowser();
const patienceMs = 30_000;
const pictures = path.join(import.meta.dirname, 'screenshots');
const shown = { username: ['show.*'] };
const evil = '<img src=x onerror="window.hacked=1"> =1+1 \u202Edetrever';
const chips = encodeURIComponent(JSON.stringify([{ kind: 'username', name: 'show.*' }]));
const hostile = DELICATE.flatMap(({ username, displayName }) =>
  username.startsWith('show.') && displayName !== undefined ? [displayName] : [],
);

let databases: TestDatabases;
let site: ConsoleSite;
/** A rehearsed bulk action for those of the ugly names, and the live run of somebody's history. */
let rehearsal: number;
let acted: number;

async function finished(id: number): Promise<number> {
  await waitFor(`run ${id}`, async () => {
    const { run } = await site.api.get<RunDetailDocument>(`/runs/${id}`);
    return run.state === 'finished' || null;
  });
  return id;
}

async function rehearse(criteria: object, actions: readonly unknown[]): Promise<number> {
  return finished((await site.api.send<RunDocument>('POST', '/bulk-runs', { criteria, actions })).id);
}

async function keyOf(username: string): Promise<string> {
  const criteria = { username: [username] };
  const { items } = await site.api.send<FoundUserPage>('POST', '/users/search', { criteria });
  return items[0]?.userKey ?? '';
}

async function openDrawer(username: string) {
  const page = await site.visit(`#/users?u=${await keyOf(username)}`);
  const drawer = page.locator('.um-drawer');
  await drawer.getByText('What each source says').waitFor({ timeout: patienceMs });
  return { page, drawer };
}

/** What a name did to a page: elements it became, code it ran, and text from right to left that turns what is around it. */
const harm = `(() => {
  const app = document.querySelector('.um-app');
  const walker = document.createTreeWalker(app, NodeFilter.SHOW_TEXT);
  const turned = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node.nodeValue;
    if (!text.includes('\\u202E') || text.includes('\\u2068')) continue;
    if (node.parentElement.closest('bdi, option, textarea, title') === null) turned.push(text);
  }
  const made = [...app.querySelectorAll('script, img, b')].filter((one) => one.matches('script, img') || one.textContent === 'Bold');
  const { scrollWidth, clientWidth } = document.documentElement;
  return { hacked: window.hacked ?? null, turned, made: made.length, overhang: scrollWidth - clientWidth };
})()`;
const harmless = { hacked: null, turned: [], made: 0, overhang: 0 };

describe('people in the console', () => {
  if (reason !== null) {
    it('are looked at in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    databases = await startDatabases('postgres');
    const { ownerUrl, readerUrl } = await createLabDatabase(databases);
    const environment = { UM_CONFLUENCE_DATABASE_URL: readerUrl };
    site = await openConsole({ users: 150, directories: 'three', databaseUrl: ownerUrl, environment });
    await site.api.send('POST', '/snapshots');
    await waitFor('the reading', () => site.api.get('/snapshots/newest').catch(() => null));
    await site.api.send('PUT', '/process/rolling-limit', { percent: 100 });
    await site.api.send('PUT', '/process/mode', { mode: 'live' });
    rehearsal = await rehearse(shown, ['disable']);
    const policy = { policy: 'evil', name: evil, description: evil, criteria: shown, actions: ['disable'] };
    await site.api.send('PUT', '/policies/evil', policy);
    await runToTheEnd(site.api, 'evil', 'test');
    const lastDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const exemption = { subject: 'user', name: 'show.rtl', owner: evil, reason: evil, lastDay };
    await site.api.send('POST', '/exemptions', exemption);
    const tried = await rehearse({ username: ['shadow.both'] }, [{ addToGroups: ['all-staff'] }]);
    const { digest } = await site.api.get<PlanDocument>(`/runs/${tried}/plan`);
    acted = await finished((await site.api.send<RunDocument>('POST', `/runs/${tried}/carry-out`, { digest })).id);
  });
  afterAll(async () => {
    await site?.close();
    await databases?.stop();
  });

  it('have a drawer with each account by directory, the evidence with its age, their seat and their groups', async () => {
    const { page, drawer } = await openDrawer('shadow.both');
    const evidence = drawer.getByRole('table', { name: 'What each source says' }).getByRole('row');
    expect(await evidence.count()).toBeGreaterThan(1);
    const cells = evidence.nth(1).locator('time');
    expect(await cells.count()).toBeGreaterThan(0);
    for (const at of await cells.all()) expect(await at.getAttribute('datetime')).toMatch(/^\d{4}-\d\d-\d\dT/);
    const said = (await drawer.innerText()).replaceAll(/[\u2068\u2069]/g, '');
    expect(said).toMatch(/: active \(speaks for the user\)/);
    expect(said).toMatch(/: active \(another account speaks\)/);
    expect(said).toMatch(/yes, through confluence-users/);
    expect(said).toMatch(/\d+ groups?\n/);
    await page.screenshot({ path: path.join(pictures, 'user-drawer-light.png') });
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('have in their drawer what was done to them, with the way to the run that did it', async () => {
    const { page, drawer } = await openDrawer('shadow.both');
    const deed = drawer.getByRole('listitem').filter({ hasText: 'add to group' });
    expect(await deed.textContent()).toMatch(/add to group \W*all-staff\W*: done/);
    await deed.getByRole('link', { name: /Run/ }).click();
    await page.getByRole('heading', { name: new RegExp(`^Run \\W*${acted}\\W* · Bulk action`) }).waitFor();
    await page.goBack();
    await drawer.getByText('What each source says').waitFor();
    await page.close();
  });

  it.each([
    ['show.rtl', /Left alone: \W*exempt from all policies/],
    ['show.break', /Meant:/],
    ['shadow.both', /Not meant:/],
  ])('are told there why a policy means %s, or does not', async (username, answer) => {
    const { page, drawer } = await openDrawer(username);
    await drawer.getByLabel('Policy', { exact: true }).selectOption('evil');
    await drawer.getByRole('status').getByText(answer).waitFor();
    await page.close();
  });

  it('are counted anew while somebody types a name', async () => {
    const page = await site.visit('#/users');
    await page.locator('.um-match b', { hasText: 'users' }).waitFor();
    await page.getByRole('searchbox').pressSequentially('show.');
    await page.locator('.um-match b', { hasText: `${hostile.length} of ` }).waitFor();
    await page.getByRole('searchbox').pressSequentially('rtl');
    await page.locator('.um-match b', { hasText: /^1 of / }).waitFor();
    await page.close();
  });

  it('lead from the selection straight to the action that was wished for', async () => {
    const page = await site.visit('#/users?s=show.');
    await page.locator('[data-um-row="1"]').waitFor();
    await page.getByRole('checkbox', { name: /^Select the \d+ users loaded so far$/ }).check();
    await page.getByRole('link', { name: 'Remove from groups …' }).click();
    expect(await page.getByRole('radio', { name: 'Remove from groups' }).isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Back' }).click();
    await page.locator('.um-match b', { hasText: `${hostile.length} of ` }).waitFor();
    await page.getByRole('link', { name: 'Choose an action' }).click();
    expect(await page.getByRole('radio', { name: 'Remove from groups' }).isChecked()).toBe(true);
    await page.close();
  });

  it('are shown as text on every page, whatever their names are made of', async () => {
    const page = await site.visit();
    const talked: string[] = [];
    page.on('dialog', (dialog) => {
      talked.push(dialog.message());
      void dialog.dismiss();
    });
    const simulation = await site.api.send<{ id: number }>('POST', '/simulations', { policy: 'evil' });
    const places: readonly (readonly [string, string, readonly string[]])[] = [
      [`#/users?q=${chips}`, '[data-um-row="4"]', hostile],
      [`#/users?u=${await keyOf('show.markup')}`, '.um-drawer table', [hostile[0] ?? '']],
      [`#/users?u=${await keyOf('show.long')}`, '.um-drawer table', []],
      [`#/bulk?q=${chips}`, '.um-match', hostile],
      [`#/bulk?run=${rehearsal}`, '.um-entries tbody tr:nth-child(5)', hostile],
      [`#/runs/${rehearsal}`, '.um-entries tbody tr:nth-child(5)', hostile],
      ['#/runs', 'tbody tr', [evil]],
      ['#/', '.um-shares-legend', [evil]],
      ['#/policies', '.um-policies p', [evil]],
      [`#/policies/evil?simulation=${simulation.id}`, '.um-simulated tbody tr:nth-child(5)', [...hostile, evil]],
      ['#/policies/evil/edit', '.um-match', [evil]],
      ['#/settings/people', '#um-exemptions ~ table tbody tr', [evil]],
      ['#/licences', '.um-histogram', []],
    ];
    for (const [address, shows, names] of places) {
      await page.goto(`${site.url}${address}`);
      await page.locator(shows).first().waitFor({ timeout: patienceMs });
      const text = (await page.locator('.um-app').textContent()) ?? '';
      for (const name of names) expect([address, text.includes(name)]).toEqual([address, true]);
      expect([address, await page.evaluate(harm)]).toEqual([address, harmless]);
    }
    expect(talked).toEqual([]);
    await page.close();
  });

  it('are no formula in any table that is made of them', async () => {
    const page = await site.visit(`#/runs/${rehearsal}`);
    await page.getByText('Export', { exact: true }).click();
    const keep = async (name: RegExp) => {
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      return readFile(await (await saved).path(), 'utf8');
    };
    const files = [
      await keep(/^\W*CSV\W*: \W*Every step, in your language\W*$/),
      await keep(/^\W*CSV\W*: \W*Every step\W*$/),
    ];
    await page.goto(`${site.url}#/users?q=${chips}`);
    await page.locator('[data-um-row="4"]').waitFor();
    await page.getByText('Export', { exact: true }).click();
    files.push(await keep(/^\W*CSV/));
    for (const file of files) {
      expect(file).toContain('HYPERLINK');
      expect(file).not.toMatch(/(?:^|,|\n)"?=HYPERLINK/);
    }
    await page.close();
  });

  it('broke nowhere', () => expect(site.complaints).toEqual([]));
});
