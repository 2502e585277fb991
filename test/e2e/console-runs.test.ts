// The run logs in a real Chromium: narrowed down by what the address holds, in both languages and both looks.
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../scripts/demo/api.ts';
import type { EntryPageDocument } from '../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');

let site: ConsoleSite;
/** Bulk rehearsals of two kinds, one after the other. */
let idle: number;
let everybody: number;
/** Somebody in the plan of the second alone. */
let active: string;

async function rehearse(criteria: object): Promise<number> {
  const { id } = await site.api.send<RunDocument>('POST', '/bulk-runs', { criteria, actions: ['takeLicence'] });
  await waitFor('the rehearsal', async () => {
    const { run } = await site.api.get<RunDetailDocument>(`/runs/${id}`);
    return run.state === 'finished' || null;
  });
  return id;
}

async function namesIn(run: number): Promise<string[]> {
  const { items } = await site.api.get<EntryPageDocument>(`/runs/${run}/entries?limit=500`);
  return items.map(({ username }) => username);
}

const shown = async (page: Page): Promise<number[]> =>
  (await page.locator('tbody td:first-child').allTextContents()).map(Number);
const showing = (page: Page, ids: readonly number[]) =>
  expect.poll(() => shown(page), { timeout: 10_000 }).toEqual(ids);

describe('the run logs', () => {
  if (reason !== null) {
    it('are used in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 120, seed: 2 });
    await site.api.send('POST', '/snapshots');
    await waitFor('the first snapshot', () => site.api.get('/snapshots/newest').catch(() => null));
    idle = await rehearse({ all: [{ inactiveDays: 200 }, { status: 'active' }] });
    everybody = await rehearse({ status: 'active' });
    const before = await namesIn(idle);
    active = (await namesIn(everybody)).find((name) => !before.includes(name)) ?? '';
  });
  afterAll(() => site.close());

  it('are narrowed down by keyboard, one thing after the other, and the back button takes one back', async () => {
    const page = await site.visit('#/runs');
    await showing(page, [everybody, idle]);
    const user = page.getByLabel('User in the plan (username)');
    await user.fill(active);
    await page.keyboard.press('Enter');
    await showing(page, [everybody]);
    await page.getByLabel('Mode').selectOption('live');
    await page.getByText('No run is like that.', { exact: false }).waitFor();
    expect(page.url()).toContain(`mode=live&user=${active}`);
    await page.goBack();
    await showing(page, [everybody]);
    await page.goBack();
    await showing(page, [everybody, idle]);
    expect(await user.inputValue()).toBe('');
    await page.close();
  });

  it.each([
    ['Started', 'by schedule', 'by hand'],
    ['Outcome', 'failed', 'held'],
  ])('are narrowed down by "%s"', async (label, without, having) => {
    const page = await site.visit('#/runs');
    const choice = page.getByLabel(label, { exact: true });
    await choice.selectOption(without);
    await showing(page, []);
    await choice.selectOption(having);
    await showing(page, [everybody, idle]);
    await page.close();
  });

  it('show whole days of the reader, and who started', async () => {
    const today = new Date().toLocaleDateString('sv-SE');
    const page = await site.visit(`#/runs?from=${today}&to=${today}&by=${site.lab.admin.username}`);
    await showing(page, [everybody, idle]);
    expect(await page.getByLabel('From').inputValue()).toBe(today);
    await page.getByLabel('To', { exact: true }).fill('2020-01-01');
    await showing(page, []);
    await page.getByRole('link', { name: 'Show all runs' }).click();
    await showing(page, [everybody, idle]);
    await page.close();
  });

  it('say of a plan what its people would leave behind, for all of them and for each, and what nobody tells', async () => {
    const page = await site.visit(`#/runs/${everybody}`);
    await page.getByText('a personal space is left without its owner').first().waitFor();
    await page.getByText('Not known here:', { exact: false }).waitFor();
    await page.getByText('owns the personal space', { exact: false }).first().waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('are one press away from the drawer of a user', async () => {
    const page = await site.visit(`#/users?s=${active}`);
    await page.locator('[data-um-row="0"]').click();
    await page.getByRole('link', { name: 'Every run with this user in its plan' }).click();
    await showing(page, [everybody]);
    await page.close();
  });

  it('give a plan and its steps as files, with the mark for spreadsheets where that is wished', async () => {
    const page = await site.visit(`#/runs/${idle}`);
    await page.getByText('Export', { exact: true }).click();
    const keep = async (name: string) => {
      const saved = page.waitForEvent('download');
      // Values within a sentence stand in isolates of their own, which nobody sees.
      await page.getByRole('button', { name: new RegExp(`^\\W*${name.replace(': ', '\\W*: \\W*')}\\W*$`) }).click();
      const file = await saved;
      return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
    };
    const steps = await keep('CSV: Every step');
    expect(steps.name).toBe(`steps-${idle}.csv`);
    expect(steps.text.startsWith('\ufeffrun,step,user_key')).toBe(true);
    const rows = (await keep('JSON lines: Every step')).text.trimEnd().split('\n');
    expect(new Set(rows.map((row) => JSON.parse(row).run))).toEqual(new Set([idle]));
    await page.getByLabel('Excel', { exact: false }).uncheck();
    expect((await keep('CSV: Every step')).text.startsWith('run,step')).toBe(true);
    const plan = await keep('JSON lines: The plan in figures');
    expect(plan.name).toBe(`plan-${idle}.jsonl`);
    expect(JSON.parse(plan.text)).toMatchObject({ run: idle });
    const own = await keep('CSV: Every step, in your language');
    expect(own.text.trimEnd().split('\r\n').length).toBeGreaterThan(1);
    await page.screenshot({ path: path.join(pictures, 'run-export-light.png') });
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('lie beside a page of users that gives those it shows as a file, and no others', async () => {
    const chips = encodeURIComponent(JSON.stringify([{ kind: 'username', name: `${active}*` }]));
    const page = await site.visit(`#/users?q=${chips}`, { colorScheme: 'dark' });
    await page.locator('[data-um-row="0"]').waitFor();
    await page.getByText('Export', { exact: true }).click();
    await page.screenshot({ path: path.join(pictures, 'users-export-dark.png') });
    expect(await findBarriers(page)).toEqual([]);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: /^\W*JSON lines/ }).click();
    const file = await saved;
    expect(file.suggestedFilename()).toBe('users.jsonl');
    const rows = (await readFile(await file.path(), 'utf8')).trimEnd().split('\n');
    const names: string[] = rows.map((row) => JSON.parse(row).username);
    expect(names).toContain(active);
    expect(names.filter((name) => !name.startsWith(active))).toEqual([]);
    await page.close();
  });

  it.each([
    ['light', 'en-GB'],
    ['dark', 'de-DE'],
  ] as const)('have nothing serious in them, in %s and in %s', async (colorScheme, locale) => {
    const page = await site.visit(`#/runs?mode=test&user=${active}`, { colorScheme, locale });
    await showing(page, [everybody]);
    await page.screenshot({ path: path.join(pictures, `runs-filter-${colorScheme}.png`) });
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('broke nowhere', () => {
    expect(site.complaints).toEqual([]);
  });
});
