// The language of mails to users: what an own field tells of them, else that of the site, in the mail and on the page it leads to.
import { afterEach, expect, it } from 'vitest';
import { buildApp } from '../../sidecar/src/app.ts';
import { buildStaged, idle, type StagedScene, startStaged } from '../support/staged.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function warn(value: string | null, mailLanguage: 'en' | 'de'): Promise<StagedScene> {
  const publicUrl = 'https://wiki.example.com/user-management';
  const scene = await startStaged({ publicUrl, mailLanguage, mailLanguageField: 'locale' });
  closers.push(scene.close);
  const { store } = scene.sidecar.context;
  const at = scene.clock.now();
  await store.fields.define({ key: 'locale', name: 'Language', kind: 'text', place: 1 }, at);
  const userKey = (await scene.userNow())?.userKey as never;
  if (value !== null) await store.fields.set({ key: 'locale', values: [{ userKey, value }], replace: false, at });
  const warning = { name: 'warning', afterDays: 0, warn: { ask: 'helpdesk@example.com' } };
  await scene.night(buildStaged({ stages: [warning, { name: 'end', afterDays: 14, actions: ['disable'] }] }));
  return scene;
}

const languageOf = ({ mails }: StagedScene) => /<html lang="(\w+)">/.exec(String(mails().at(-1)?.html))?.[1];

it('is that of the user where a field tells it, and their link leads to a page in it', async () => {
  const scene = await warn('de_DE', 'en');
  expect(languageOf(scene)).toBe('de');
  const text = scene.mails().at(-1)?.text ?? '';
  expect(text).toContain('Dieses Konto behalten');
  const [, link = ''] = /https:\/\/wiki\.example\.com(\/user-management\/keep\/\S+)/.exec(text) ?? [];
  const app = buildApp(scene.sidecar.context);
  closers.push(() => app.close());
  const page = await app.inject({ method: 'GET', url: link });
  expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('<html lang="de">')]);
  expect(page.body).not.toContain(idle);
});

it.each([
  ['en-GB', 'de', 'en'],
  [' EN ', 'de', 'en'],
  ['fr_FR', 'de', 'de'],
  ['denglish', 'en', 'en'],
  [null, 'de', 'de'],
] as const)('where the field tells %j and the site reads %s, is %s', async (value, site, language) => {
  expect(languageOf(await warn(value, site))).toBe(language);
});
