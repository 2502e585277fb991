// The packed plugin in a real Chromium wherever Confluence may stand: both lines, both kinds of address, batched or not.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { packJar } from '../../scripts/package/jar.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type EmbeddedConsole, openEmbeddedConsole } from '../support/embedded-console.ts';

const reason = whyNoBrowser();
const idle = encodeURIComponent(JSON.stringify([{ kind: 'idle', days: 200 }]));
const pictures = path.join(import.meta.dirname, 'screenshots');

/** The jar with a macro in its template that no host knows, which prints itself. */
function withoutMacro(jar: Buffer): Buffer {
  const entries = new Map(Object.entries(unzipSync(jar)).map(([name, content]) => [name, Buffer.from(content)]));
  const template = entries.get('templates/console.vm')?.toString() ?? '';
  expect(template).toContain('#requireResourcesForContext');
  return packJar(
    entries.set('templates/console.vm', Buffer.from(template.replace('#requireResourcesForContext', '#unheardOf'))),
  );
}

let site: EmbeddedConsole | null = null;
afterEach(async () => {
  await site?.close();
  site = null;
});

describe('the console inside Confluence', () => {
  if (reason !== null) {
    it('is opened in a browser', (context) => context.skip(reason));
    return;
  }

  it.each([
    { confluence: '9.2', contextPath: '/confluence', batching: true },
    { confluence: '9.2', contextPath: '/', batching: false },
    { confluence: '10.2', contextPath: '/', batching: true },
    { confluence: '10.2', contextPath: '/confluence', batching: false },
  ])(
    'is reached by the menu at $confluence under $contextPath (batched: $batching)',
    async ({ batching, ...place }) => {
      site = await openEmbeddedConsole({ lab: { ...place, plugins: { batching } } });
      const page = await site.logIn();
      await site.openByMenu(page);
      await page.locator('.um-nav').waitFor();
      expect(await page.locator('.um-sign-in').count()).toBe(0);
      expect(await page.locator('.um-who').textContent()).toContain('Signed in');
      // Their script comes by an address of its own, once they are opened.
      await page.goto(`${site.consoleUrl}#/settings`);
      await page.locator('#um-abilities').waitFor();
      await page.goto(`${site.consoleUrl}#/policies`);
      await page.getByText('No policy yet.', { exact: false }).waitFor();
      expect(site.complaints).toEqual([]);
    },
  );

  it.each([
    { contextPath: '/confluence', batching: true },
    { contextPath: '/', batching: false },
  ])(
    'is brought in by the loader, once, where the host does not know the macro of the page, under $contextPath (batched: $batching)',
    async ({ contextPath, batching }) => {
      site = await openEmbeddedConsole({ lab: { contextPath, plugins: { batching } }, alter: withoutMacro });
      const page = await site.logIn();
      const loaded: string[] = [];
      page.on('response', (answer) => {
        if (/:console\/console\.(?:js|css)$/.test(answer.url())) loaded.push(new URL(answer.url()).pathname);
      });
      await site.openByMenu(page);
      await page.locator('.um-nav').waitFor();
      const place = `${contextPath === '/' ? '' : contextPath}/download/resources/org.user-management.confluence:console`;
      expect(loaded.sort()).toEqual([`${place}/console.css`, `${place}/console.js`]);
      await page.goto(`${site.lab.baseUrl}/admin/console.action`);
      await page.waitForLoadState('networkidle');
      expect(loaded).toHaveLength(2);
      expect(site.complaints).toEqual([]);
    },
  );

  it.each([
    { confluence: '9.2', contextPath: '/confluence', batching: true },
    { confluence: '10.2', contextPath: '/', batching: false },
    { confluence: '10.2', contextPath: '/confluence', batching: true },
  ])(
    'speaks German where the page of Confluence $confluence does, under $contextPath (batched: $batching)',
    async ({ batching, ...place }) => {
      site = await openEmbeddedConsole({ lab: { ...place, plugins: { batching } } });
      const page = await site.logIn();
      await page.context().addCookies([{ name: 'lab-language', value: 'de', url: site.lab.baseUrl }]);
      await site.openByMenu(page);
      await page.getByRole('link', { name: 'Laufprotokolle' }).first().waitFor();
      expect(await page.locator('.um-who').textContent()).toContain('Angemeldet');
      expect(site.complaints).toEqual([]);
    },
  );

  it('is marked in the menu of Confluence by the page that is open, wherever within ours somebody goes', async () => {
    site = await openEmbeddedConsole();
    const page = await site.logIn();
    await site.openByMenu(page, 'um-link-runs');
    const marked = page.locator('.aui-navgroup .aui-nav-selected, .aui-nav .aui-nav-selected');
    await expect.poll(() => marked.allTextContents()).toEqual(['Run logs']);
    const own = page.locator('.um-nav');
    await own.getByRole('link', { name: 'Settings' }).click();
    await expect.poll(() => marked.allTextContents()).toEqual(['Settings']);
    // There is no entry for it, so that it stands behind the first.
    await own.getByRole('link', { name: 'Users', exact: true }).click();
    await expect.poll(() => marked.allTextContents()).toEqual(['Overview']);
    await page.goBack();
    await expect.poll(() => marked.allTextContents()).toEqual(['Settings']);
    await page.locator('#um-link-bulk').click();
    await expect.poll(() => marked.allTextContents()).toEqual(['Bulk user actions']);
    expect(site.complaints).toEqual([]);
  });

  it('keeps the look of Confluence, and its own, in every theme', async () => {
    await mkdir(pictures, { recursive: true });
    site = await openEmbeddedConsole();
    await site.api.send('POST', '/snapshots');
    const page = await site.logIn();
    for (const theme of ['original', 'light', 'dark']) {
      await page.goto(`${site.lab.baseUrl}/admin/lab-theme.action?theme=${theme}`);
      await site.openByMenu(page);
      await page.locator('.um-shares-legend').waitFor();
      await page.screenshot({ path: path.join(pictures, `inside-${theme}-start.png`) });
      await page.goto(`${site.consoleUrl}#/users`);
      await page.locator('[data-um-row="3"]').waitFor();
      await page.screenshot({ path: path.join(pictures, `inside-${theme}-users.png`) });
      await page.goto(`${site.consoleUrl}#/bulk?q=${idle}`);
      await page.locator('.um-match').first().waitFor();
      await page.screenshot({ path: path.join(pictures, `inside-${theme}-bulk.png`) });
    }
    expect(site.complaints).toEqual([]);
  });
});
