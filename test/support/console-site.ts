// The stand-alone console as a person meets it: a lab, a real sidecar process, the freshly built page, and a browser.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from '@playwright/test';
import { writeConsole } from '../../scripts/build/write-console.ts';
import type { ApiClient } from '../../scripts/demo/api.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { openBrowser } from './browser.ts';
import { collectComplaints } from './complaints.ts';
import { placeNewestStore } from './newest-store.ts';
import { endProcesses, type Process, startSidecarProcess } from './process.ts';

export interface ConsoleSite {
  readonly lab: Lab;
  readonly api: ApiClient;
  /** Address of the console. */
  readonly url: string;
  /** A page of its own, signed in, at an address within the console; what it complains about is collected. */
  readonly visit: (address?: string, look?: Look) => Promise<Page>;
  /** The same before anybody has signed in. */
  readonly arrive: (look?: Look) => Promise<Page>;
  readonly signIn: (page: Page) => Promise<void>;
  /** Errors of scripts, refused resources and the like, from all pages. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export interface Look {
  readonly colorScheme?: 'light' | 'dark';
  readonly locale?: string;
}

export interface ConsoleOptions extends LabOptions {
  /** Fills the store before the sidecar opens it. */
  readonly prepare?: (databaseFile: string) => Promise<void>;
  /** Further variables of the sidecar. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Built once for all files that a worker runs. */
let written: Promise<void> | null = null;

export async function openConsole({ prepare, environment = {}, ...options }: ConsoleOptions): Promise<ConsoleSite> {
  written ??= writeConsole(() => undefined);
  await written;
  const folder = await mkdtemp(path.join(tmpdir(), 'um-e2e-'));
  const started: Process[] = [];
  const lab = await startLab({ checkAnswers: false, ...options });
  const databaseFile = path.join(folder, 'store.db');
  await placeNewestStore(databaseFile);
  await prepare?.(databaseFile);
  const sidecar = await startSidecarProcess({ lab, databaseFile, more: environment }, started);
  const api = await sidecar.signIn();
  const browser: Browser = await openBrowser();
  const url = sidecar.apiUrl.replace(/api\/v1$/, '');
  const complaints: string[] = [];

  const arrive = async (look: Look = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB', ...look });
    const page = await context.newPage();
    collectComplaints(page, complaints);
    await page.goto(url);
    return page;
  };
  const signIn = async (page: Page): Promise<void> => {
    await page.getByLabel('token', { exact: false }).fill(lab.admin.token);
    await page.keyboard.press('Enter');
  };
  return {
    lab,
    api,
    url,
    complaints,
    arrive,
    signIn,
    async visit(address = '', look) {
      const page = await arrive(look);
      await signIn(page);
      await page.locator('.um-nav').waitFor();
      if (address !== '') await page.goto(`${url}${address}`);
      return page;
    },
    async close() {
      await browser.close();
      await endProcesses(started);
      await lab.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What keeps people from using the page, as axe finds it: nothing that is serious may be left. */
export async function findBarriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // No script runs in the frame of a mail, so axe cannot look into it; mails are looked at by themselves.
    .exclude('.um-mail-frame')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}
