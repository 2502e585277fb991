// The packed jar at every line of Confluence, by HTTP alone: its menu in both languages, its page, its files, its place on profiles.
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { installPlugin } from '../../scripts/install-plugin/install-plugin.ts';
import { packPlugin } from '../../scripts/package/pack-plugin.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { authorise, logIn, visit } from '../lab/plugin-host/sample-plugin.ts';
import { isActive, isAdministrator } from '../lab/world/views.ts';

const pageAddress = '/admin/plugins/user-management/console.action';
const key = 'org.user-management.confluence';
const english = [
  'Overview',
  'Bulk user actions',
  'Scheduled user actions',
  'Run logs',
  'Users and licences',
  'Settings',
];
const german = [
  'Überblick',
  'Aktionen für viele Benutzer',
  'Geplante Benutzeraktionen',
  'Laufprotokolle',
  'Benutzer und Lizenzen',
  'Einstellungen',
];

let jar: Buffer;
let lab: Lab | null = null;
beforeAll(async () => {
  ({ jar } = await packPlugin());
});
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function openWith(confluence: string, batching = true): Promise<Lab> {
  const opened = await startLab({
    users: 60,
    confluence,
    plugins: { uploadEnabled: true, signatureCheck: false, batching },
  });
  lab = opened;
  const { username, password, token } = opened.admin;
  const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const authorisation = token === '' ? basic : `Bearer ${token}`;
  await installPlugin({
    access: { baseUrl: opened.baseUrl, authorisation },
    jar,
    fileName: 'a.jar',
    say: () => undefined,
  });
  return opened;
}

/** Our entries of a menu as they are shown: text and address, without the context path. */
const listEntries = (text: string) =>
  [...text.matchAll(/<a id="um-link-[a-z]+" href="\/confluence([^"]*)">([^<]*)<\/a>/g)].map(([, href, label]) => ({
    href,
    label,
  }));

async function logInOrdinary(site: Lab): Promise<string> {
  const ordinary = [...site.world.users.values()].find((user) => isActive(user) && !isAdministrator(site.world, user));
  return logIn(site, ordinary?.username);
}

describe.each(['7.4', '7.19', '8.3', '8.5', '9.2', '9.4', '10.2'])(
  'the packed plugin at Confluence %s',
  (confluence) => {
    it('has a section of its own with an entry for each of its pages, in the language of the reader', async () => {
      const site = await openWith(confluence);
      const cookie = await logIn(site);
      const { text } = await visit(site, '/admin/console.action', cookie);
      expect(text).toContain('<strong>User management</strong>');
      expect(listEntries(text).map(({ label }) => label)).toEqual(english);
      const addresses = ['', '#/bulk', '#/policies', '#/runs', '#/licences', '#/settings'].map(
        (part) => pageAddress + part,
      );
      expect(listEntries(text).map(({ href }) => href)).toEqual(addresses);
      const other = (await visit(site, '/admin/console.action', `${cookie}; lab-language=de`)).text;
      expect(other).toContain('<strong>Benutzerverwaltung</strong>');
      expect(listEntries(other).map(({ label }) => label)).toEqual(german);
    });

    it('has a page in the frame of the administration: its place, its files, and nothing of the host in it', async () => {
      const site = await openWith(confluence);
      const { status, text } = await visit(site, pageAddress, await logIn(site));
      expect(status).toBe(200);
      expect(text).toContain('<title>User management - Confluence</title>');
      expect(text).toMatch(/<li class="aui-nav-selected"><a id="um-link-start"/);
      expect(text).toContain('<div id="um-console" data-um-host="confluence">');
      expect(text).not.toMatch(/#requireResourcesForContext|\$\{?[a-z]|<script(?![^>]*\ssrc=)/);
      for (const kind of ['js', 'css']) {
        const file = new RegExp(`"/confluence(/[^"]*user-management-console/batch\\.${kind})"`).exec(text)?.[1] ?? '';
        expect((await visit(site, file)).text).toContain('um-');
      }
    });

    it('holds its place on a profile for administrators, and shows nobody else a trace of itself', async () => {
      const site = await openWith(confluence);
      const profile = `/users/viewuserprofile.action?username=${site.admin.username}`;
      expect((await visit(site, profile, await logIn(site))).text).toContain('<div id="um-user-panel"></div>');
      const ordinary = await logInOrdinary(site);
      expect((await visit(site, profile, ordinary)).text).not.toContain('um-');
      expect((await visit(site, '/dashboard.action', ordinary)).text).not.toContain('um-');
    });
  },
);

describe('the packed plugin', () => {
  it('gives whoever opens its page without being an administrator the same empty place, and no data', async () => {
    const site = await openWith('10.2');
    const { status, text } = await visit(site, pageAddress, await logInOrdinary(site));
    expect(status).toBe(200);
    expect(text).toContain('id="um-console"');
    expect(listEntries(text)).toEqual([]);
    const { text: own } = await visit(site, pageAddress, await logIn(site));
    const placeOf = (page: string) => /<section[^>]*>([\s\S]*)<\/section>/.exec(page)?.[1];
    expect(placeOf(text)).toBe(placeOf(own));
  });

  it('adds to other pages of the administration at most 1 kB', async () => {
    const site = await openWith('10.2', false);
    const { text } = await visit(site, '/admin/console.action', await logIn(site));
    const files = [...text.matchAll(/(?:src|href)="\/confluence(\/download\/[^"]*)"/g)].map(([, file]) => file ?? '');
    expect(files).toEqual([`/download/resources/${key}:loader/loader.js`]);
    const { text: loader } = await visit(site, files[0] ?? '');
    expect(Buffer.byteLength(loader)).toBeLessThanOrEqual(1024);
    expect(loader).toContain('um-console');
  });

  it('has its pictures and its Configure button where Manage apps looks for them', async () => {
    const site = await openWith('9.2');
    for (const name of ['icon', 'logo']) {
      const answer = await fetch(`${site.baseUrl}/download/resources/${key}/images/${name}.png`, {
        headers: authorise(site),
      });
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
    const { params } = site.plugins.plugins.get(key)?.descriptor ?? { params: new Map<string, string>() };
    expect((await visit(site, params.get('configure.url') ?? '', await logIn(site))).status).toBe(200);
  });
});
