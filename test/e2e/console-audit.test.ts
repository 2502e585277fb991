// The audit trail in the settings in a real Chromium: a trail that somebody meddled with is told, with what to do about it.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../sidecar/src/store/open.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, findBarriers, openConsole } from '../support/console-site.ts';
import { findEnglish } from '../support/english-words.ts';
import { openRaw } from '../support/raw-database.ts';

const reason = whyNoBrowser();
const pictures = path.join(import.meta.dirname, 'screenshots');

/** Five entries, of which the owner of the database has rewritten the third. */
async function meddle(file: string): Promise<void> {
  const address = { kind: 'sqlite' as const, file };
  const store = await openStore(address);
  for (let minute = 0; minute < 5; minute += 1) {
    const at = new Date(Date.now() - 3_600_000 + minute * 60_000).toISOString();
    await store.audit.append({ at, actor: 'ada', event: 'process.mode-changed', details: { mode: 'live' } });
  }
  await store.close();
  const database = openRaw(address);
  await database.ask('drop trigger audit_entries_refuses_update');
  await database.ask("update audit_entries set body = replace(body, 'live', 'test') where number = 3");
  await database.close();
}

let site: ConsoleSite;

describe('a broken audit trail', () => {
  if (reason !== null) {
    it('is told in a browser', (context) => context.skip(reason));
    return;
  }
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true });
    site = await openConsole({ users: 60, seed: 2, prepare: meddle });
  });
  afterAll(() => site?.close());

  it.each(['light', 'dark'] as const)('is told with its entry and with what to do, in %s', async (colorScheme) => {
    const page = await site.visit('#/settings/access', { colorScheme });
    const notice = page.getByRole('alert').filter({ hasText: /The audit trail is broken at entry \S*3\S*\./ });
    await notice.waitFor();
    expect(await notice.getByRole('listitem').count()).toBe(4);
    await notice.getByText('Save the whole trail now', { exact: false }).waitFor();
    for (const width of [1280, 768]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: path.join(pictures, `audit-${width}-${colorScheme}.png`), fullPage: true });
      const overhang = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
      expect([width, overhang]).toEqual([width, 0]);
    }
    expect(await findBarriers(page)).toEqual([]);
    await page.close();
  });

  it('is told in German to whoever reads German', async () => {
    const page = await site.visit('#/settings/access', { locale: 'de-DE' });
    const notice = page.getByRole('alert').filter({ hasText: /Das Protokoll ist bei Eintrag \S*3\S* gebrochen\./ });
    await notice.getByText('Eines von beiden wurde geändert', { exact: false }).waitFor();
    expect(await findEnglish(page)).toEqual([]);
    await page.close();
  });

  it('is taken along as a file for checking all the same', async () => {
    const page = await site.visit('#/settings/access');
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the whole trail for checking' }).click();
    expect((await coming).suggestedFilename()).toBe('audit.jsonl');
    await page.close();
    expect(site.complaints).toEqual([]);
  });
});
