// Every kind of mail as it arrives, opened in a real Chromium in light and dark: readable by everybody, loading nothing.
import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import type { FastifyInstance } from 'fastify';
import type { ParsedMail } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catchMails, type MailCatcher } from '../../scripts/demo/mail-catcher.ts';
import { buildApp } from '../../sidecar/src/app.ts';
import { defaultLimits, type PolicyDefinition, type PolicyId } from '../../sidecar/src/domain/policy.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { openBrowser, whyNoBrowser } from '../support/browser.ts';
import { findBarriers } from '../support/console-site.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { parseStrictly } from '../support/strict-html.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');
const publicUrl = 'https://wiki.example.com/confluence/user-management';
const to = ['confluence-admins@example.com'];

const idle = { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' as const }] };
const inactive = buildPolicy({
  policy: 'inactive' as PolicyId,
  name: 'Inactive for 90 days',
  criteria: idle,
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
  protect: { users: [], groups: ['keep'] },
  report: { to },
});
const staged = buildPolicy({
  policy: 'staged' as PolicyId,
  name: 'Accounts nobody uses',
  criteria: { all: [{ inactiveDays: 90 }, { status: 'active' }, { username: ['two.licences.idle'] }] },
  actions: [],
  stages: [
    { name: 'warning', afterDays: 0, warn: { ask: 'helpdesk@example.com' } },
    { name: 'licence', afterDays: 14, actions: ['takeLicence'] },
    { name: 'disabled', afterDays: 30, actions: ['disable'] },
  ],
});
const passwords = buildPolicy({
  policy: 'passwords' as PolicyId,
  name: 'New passwords',
  criteria: { username: ['show.markup'] },
  actions: ['resetPassword'],
});

const takesFrom = (username: string) =>
  buildPolicy({
    policy: 'access' as PolicyId,
    name: 'Accounts nobody uses',
    criteria: { username: [username] },
    actions: ['disable'],
    giveBack: { days: 14 },
  });

/** As clients show it that keep the styles of single elements alone, and know no rounded corners or widest width. */
function withoutStyleSheets(html: string): string {
  const bare = html
    .replaceAll(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/(?:max-width|border-radius):[^;"]+;?/g, '');
  if (bare.includes('prefers-color-scheme')) throw new Error('a style sheet is left');
  return bare;
}

describe('the mails', () => {
  if (reason !== null) {
    it('are opened in a browser', (context) => context.skip(reason));
    return;
  }
  let browser: Browser;
  let lab: Lab;
  let folder: TemporaryFolder;
  let app: FastifyInstance;
  let catcher: MailCatcher;
  const sidecars: Sidecar[] = [];
  const mails = new Map<string, Pick<ParsedMail, 'html' | 'text' | 'subject'>>();

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    folder = await makeTemporaryFolder();
    lab = await startLab({ users: 160, checkAnswers: false });
    catcher = await catchMails(folder.path);
    browser = await openBrowser();
    const english = await open('en');
    await send(english, 'report-test', inactive, 'test');
    await send(english, 'report-held', { ...inactive, limits: { ...defaultLimits, maxUsers: 2 } }, 'live');
    await send(english, 'stage-warning', staged, 'live');
    await send(english, 'password-notice', passwords, 'live');
    const german = await open('de');
    await send(german, 'stage-warning-german', staged, 'live');
    await send(german, 'password-notice-german', passwords, 'live');
    await send(english, 'access-taken', takesFrom('plus+idle'), 'live');
    await send(german, 'access-taken-german', takesFrom("d'angelo"), 'live');
    await send(english, 'report-live', inactive, 'live');
    mails.set('digest', await previewed(english, 'digest'));
    mails.set('licence-alert', await previewed(english, 'licence-alert'));
    app = buildApp(english.context);
    await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    for (const sidecar of sidecars) await sidecar.close();
    await catcher?.close();
    await lab?.close();
    await folder?.remove();
  });

  async function open(mailLanguage: 'en' | 'de'): Promise<Sidecar> {
    const sidecar = await startSidecar({ lab, smtpUrl: catcher.url, publicUrl, mailLanguage });
    sidecars.push(sidecar);
    return sidecar;
  }

  async function send(sidecar: Sidecar, name: string, policy: PolicyDefinition, mode: 'test' | 'live'): Promise<void> {
    const before = catcher.mails.length;
    await runPolicy(sidecar, policy, mode);
    sidecar.context.deliverer.wake();
    await sidecar.context.deliverer.settled();
    const [mail, ...others] = catcher.mails.slice(before);
    if (mail === undefined || others.length > 0) throw new Error(`${name}: ${others.length} mails too many or none`);
    mails.set(name, mail);
  }

  /** Made-up mails of the built-in templates: of the week that would have to pass first, and of seats nobody took. */
  async function previewed(sidecar: Sidecar, kind: 'digest' | 'licence-alert') {
    const { html, text, subject } = await sidecar.context.previewMail({ kind, runId: null });
    return { html, text, subject };
  }

  const kinds = [
    'report-test',
    'report-held',
    'report-live',
    'stage-warning',
    'stage-warning-german',
    'password-notice',
    'password-notice-german',
    'access-taken',
    'access-taken-german',
    'digest',
    'licence-alert',
  ] as const;

  it.each(kinds)(
    'of the kind %s load nothing, are valid, and keep nobody from reading them, in light, in dark and without style sheets',
    async (kind) => {
      const html = String(mails.get(kind)?.html);
      parseStrictly(html);
      const barriers: string[] = [];
      const asked: string[] = [];
      const looks = { light: html, dark: html, bare: withoutStyleSheets(html) };
      for (const [look, shown] of Object.entries(looks)) {
        const colorScheme = look === 'dark' ? 'dark' : 'light';
        const context = await browser.newContext({ viewport: { width: 760, height: 700 }, colorScheme });
        const page = await context.newPage();
        page.on('request', (request) => void asked.push(request.url()));
        await page.setContent(shown);
        await page.screenshot({ path: path.join(pictures, `mail-${kind}-${look}.png`), fullPage: true });
        barriers.push(...(await findBarriers(page)).map((one) => `${look} ${one}`));
        await context.close();
      }
      expect(barriers).toEqual([]);
      expect(asked).toEqual([]);
    },
  );

  it('lead to pages that keep nobody from answering, without scripts, in light and dark', async () => {
    const linkIn = (kind: string, path: string) => {
      const found = new RegExp(`${publicUrl}(/${path}/[^\\s"]+)`).exec(mails.get(kind)?.text ?? '');
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/user-management${found?.[1] ?? '/no-link'}`;
    };
    const pages = { keep: linkIn('stage-warning', 'keep'), 'give-back': linkIn('access-taken', 'give-back') };
    const barriers: string[] = [];
    for (const [name, address] of Object.entries(pages)) {
      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({
          viewport: { width: 760, height: 500 },
          colorScheme,
          javaScriptEnabled: true,
        });
        const page = await context.newPage();
        await page.goto(address);
        await page.getByRole('button').waitFor();
        await page.screenshot({ path: path.join(pictures, `page-${name}-${colorScheme}.png`) });
        barriers.push(...(await findBarriers(page)).map((one) => `${name} ${colorScheme} ${one}`));
        await context.close();
      }
    }
    expect(barriers).toEqual([]);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pages.keep);
    await page.getByRole('button', { name: 'Keep the account' }).click();
    await page.getByRole('heading', { name: 'The account stays as it is' }).waitFor();
    await context.close();
  });

  it('fit a telephone without a bar to scroll sideways', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 640 } });
    const page = await context.newPage();
    const wide: string[] = [];
    for (const [kind, { html }] of mails) {
      await page.setContent(String(html));
      if (await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')) wide.push(kind);
    }
    await context.close();
    expect(wide).toEqual([]);
  });
});
