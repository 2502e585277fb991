// An operator's console in a real Chromium: what an administrator stopped is told with who may let it go, and offered in vain to nobody.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../../scripts/demo/api.ts';
import { issueToken } from '../lab/world/tokens.ts';
import { findUser } from '../lab/world/views.ts';
import { whyNoBrowser } from '../support/browser.ts';
import { type ConsoleSite, openConsole } from '../support/console-site.ts';
import { createAt, createGroupAt, joinAt } from '../support/lab-changes.ts';

const reason = whyNoBrowser();

describe('the emergency stop', () => {
  if (reason !== null) {
    it('is looked at in a browser', (context) => context.skip(reason));
    return;
  }
  let site: ConsoleSite;
  beforeAll(async () => {
    site = await openConsole({ users: 60, environment: { UM_OPERATOR_GROUPS: 'um-operators' } });
    createGroupAt(site.lab, 'um-operators');
    createAt(site.lab, 'olga');
    joinAt(site.lab, 'olga', 'um-operators');
    await site.api.send('PUT', '/process/emergency-stop', { on: true });
  });
  afterAll(() => site?.close());

  it.each([
    ['en-GB', 'Nothing runs until they or an administrator lift the stop.', 'Lift the stop'],
    ['de-DE', 'Nichts läuft, bis diese Person oder ein Administrator den Halt aufhebt.', 'Halt aufheben'],
  ])('that an administrator pulled is no operator’s to lift, and says so, in %s', async (locale, sentence, button) => {
    const page = await site.arrive({ locale });
    const olga = findUser(site.lab.world, 'olga');
    if (olga === undefined) throw new Error('the lab has no olga');
    const { raw } = issueToken(site.lab.world, olga, { name: 'console', expirationDays: null });
    await page.getByLabel('token', { exact: false }).fill(raw);
    await page.keyboard.press('Enter');
    await page.getByText(sentence).waitFor();
    expect(await page.getByRole('button', { name: button }).count()).toBe(0);
    await page.context().close();

    const own = await site.visit('', { locale });
    await own.getByRole('button', { name: button }).waitFor();
    await own.close();
  });

  it('that an operator pulled is held by an administrator as well, if they say so, and no longer the operator’s to lift', async () => {
    const olga = findUser(site.lab.world, 'olga');
    if (olga === undefined) throw new Error('the lab has no olga');
    const { raw } = issueToken(site.lab.world, olga, { name: 'console', expirationDays: null });
    const operator = await signIn(`${site.url}api/v1`, { token: raw });
    for (const place of ['', '#/settings/danger']) {
      await site.api.send('PUT', '/process/emergency-stop', { on: false });
      await operator.send('PUT', '/process/emergency-stop', { on: true });
      const page = await site.visit(place);
      await page.getByText('Nothing runs until they or an administrator lift the stop.').waitFor();
      await page.getByRole('button', { name: 'Hold it yourself' }).click();
      await page.getByText('Nothing runs until you or an administrator lift the stop.').waitFor();
      expect(await page.getByRole('button', { name: 'Hold it yourself' }).count()).toBe(0);
      await expect(operator.send('PUT', '/process/emergency-stop', { on: false })).rejects.toThrow('Somebody else');
      await page.close();
    }
  });
});
