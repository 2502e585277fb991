// The console inside Confluence as an administrator meets it: the packed jar installed by the plugin manager, a proxy to a
// real sidecar process under the context path, and a browser that has signed in at Confluence's own form.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { ApiClient } from '../../scripts/demo/api.ts';
import { installPlugin } from '../../scripts/install-plugin/install-plugin.ts';
import { type PackedPlugin, packPlugin } from '../../scripts/package/pack-plugin.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { openBrowser } from './browser.ts';
import { collectComplaints } from './complaints.ts';
import { endProcesses, type Process, startSidecarProcess } from './process.ts';

export interface Person {
  readonly username: string;
  readonly password: string;
}

export interface EmbeddedConsole {
  readonly lab: Lab;
  readonly api: ApiClient;
  /** A fresh browser at Confluence's login form, and through it; the administrator unless told otherwise. */
  readonly logIn: (wish?: { readonly person?: Person; readonly look?: BrowserContextOptions }) => Promise<Page>;
  /** From any page of Confluence to the console, by the menu of the administration. */
  readonly openByMenu: (page: Page, entry?: string) => Promise<void>;
  /** The address of the console's page inside Confluence. */
  readonly consoleUrl: string;
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export interface EmbeddedOptions {
  readonly lab?: LabOptions;
  /** Changes the packed jar before it is installed. */
  readonly alter?: (jar: Buffer) => Buffer;
  /** More of the sidecar's environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

let packed: Promise<PackedPlugin> | null = null;

export async function openEmbeddedConsole({
  lab: wish = {},
  environment = {},
  alter = (jar) => jar,
}: EmbeddedOptions = {}): Promise<EmbeddedConsole> {
  packed ??= packPlugin();
  const { jar, name } = await packed;
  const folder = await mkdtemp(path.join(tmpdir(), 'um-embedded-'));
  const started: Process[] = [];
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const plugins = { uploadEnabled: true, signatureCheck: false, ...wish.plugins };
    const lab = await startLab({ checkAnswers: false, users: 200, seed: 2, ...wish, plugins });
    closers.push(lab.close, () => endProcesses(started));
    const { pathname, origin } = new URL(lab.baseUrl);
    const basePath = `${pathname.replace(/\/$/, '')}/user-management`;
    const more = { UM_BASE_PATH: basePath, UM_PUBLIC_URL: `${origin}${basePath}`, ...environment };
    const sidecar = await startSidecarProcess({ lab, databaseFile: path.join(folder, 'store.db'), more }, started);
    lab.plugins.sidecarUrl = new URL(sidecar.apiUrl).origin;
    await installPlugin({ access: accessOf(lab), jar: alter(jar), fileName: name, say: () => undefined });
    const browser: Browser = await openBrowser();
    closers.push(() => browser.close());
    const complaints: string[] = [];
    return {
      lab,
      api: await sidecar.signIn(),
      consoleUrl: `${lab.baseUrl}/admin/plugins/user-management/console.action`,
      complaints,
      close,
      async logIn({ person = lab.admin, look = {} } = {}) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...look });
        const page = await context.newPage();
        collectComplaints(page, complaints);
        await page.goto(`${lab.baseUrl}/login.action`);
        await fillLogin(page, person);
        return page;
      },
      async openByMenu(page, entry = 'um-link-start') {
        await page.goto(`${lab.baseUrl}/admin/console.action`);
        await page.locator(`#${entry}`).click();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Fills in the form that is shown, and waits for the page behind it. */
export async function fillLogin(page: Page, { username, password }: Person): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.locator('#loginButton').click();
  await page.locator('#user-menu-link').waitFor();
}

function accessOf({ baseUrl, admin }: Lab) {
  const authorisation =
    admin.token === ''
      ? `Basic ${Buffer.from(`${admin.username}:${admin.password}`).toString('base64')}`
      : `Bearer ${admin.token}`;
  return { baseUrl, authorisation };
}
