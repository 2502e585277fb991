// The pages of the site over real HTTP: login, menu, profile, languages, policy and AUI.
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../confluence/sessions.ts';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';
import { install, logIn, makeJar, sampleDescriptor, visit } from './sample-plugin.ts';

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function open(options: LabOptions = {}): Promise<Lab> {
  lab = await startLab({ users: 60, plugins: { uploadEnabled: true, signatureCheck: false }, ...options });
  return lab;
}

describe('the pages of the site', () => {
  it('sends a stranger to the login form and on to where they wanted', async () => {
    const site = await open();
    await install(site, makeJar());
    const turned = await visit(site, '/admin/plugins/sample/page.action');
    expect(turned.headers.get('location')).toContain(
      '/login.action?os_destination=%2Fadmin%2Fplugins%2Fsample%2Fpage.action',
    );
    const body = new URLSearchParams({
      os_username: site.admin.username,
      os_password: site.admin.password,
      os_destination: '/admin/plugins/sample/page.action',
    });
    const answer = await fetch(`${site.baseUrl}/dologin.action`, { method: 'POST', body, redirect: 'manual' });
    expect(answer.headers.get('location')).toMatch(/\/admin\/plugins\/sample\/page\.action$/);
    expect(answer.headers.get('set-cookie')).toContain(`${SESSION_COOKIE}=`);
  });

  it('decorates the page of an action with the menu, marks its item, and drops the attributes of its body', async () => {
    const site = await open();
    await install(site, makeJar());
    const { text } = await visit(site, '/admin/plugins/sample/page.action', await logIn(site));
    expect(text).toContain('<title>Sample - Confluence</title>');
    expect(text).toMatch(
      /<li class="aui-nav-selected"><a id="sample-link" href="\/confluence\/admin\/plugins\/sample\/page\.action#\/there">Sample item/,
    );
    expect(text).not.toContain('class="lost"');
  });

  it.each([
    ['7.4', 200],
    ['8.3', 200],
    ['8.5', 404],
    ['9.2', 404],
    ['10.2', 404],
  ])('serves actions with dots and underscores in their names on Confluence %s with %i', async (confluence, status) => {
    const site = await open({ confluence });
    const cookie = await logIn(site);
    for (const [from, to, path] of [
      ['namespace="/admin/plugins/sample"', 'namespace="/admin/plugins/org.sample"', '/admin/plugins/org.sample/page'],
      ['action name="page"', 'action name="my_page"', '/admin/plugins/sample/my_page'],
    ] as const) {
      await install(site, makeJar({ 'atlassian-plugin.xml': sampleDescriptor.replaceAll(from, to) }));
      expect((await visit(site, `${path}.action`, cookie)).status).toBe(status);
    }
  });

  it.each(['input', 'success'])('shows an action that has a template for %s alone', async (kept) => {
    const site = await open();
    const gone = kept === 'input' ? 'success' : 'input';
    const descriptor = sampleDescriptor.replaceAll(new RegExp(`<result name="${gone}".*?</result>`, 'g'), '');
    await install(site, makeJar({ 'atlassian-plugin.xml': descriptor }));
    expect((await visit(site, '/admin/plugins/sample/page.action', await logIn(site))).status).toBe(200);
  });

  it('renders no template that calls a method from Confluence 9 on, where such calls pass an allow-list', async () => {
    const calling =
      '<html><head><meta name="decorator" content="atl.admin"/></head><body>$page.getTitle()</body></html>';
    const statuses: number[] = [];
    for (const confluence of ['8.5', '9.2']) {
      const site = await open({ confluence });
      await install(site, makeJar({ 'page.vm': calling }));
      statuses.push((await visit(site, '/admin/plugins/sample/page.action', await logIn(site))).status);
      await site.close();
    }
    expect(statuses).toEqual([200, 500]);
  });

  it('lets whoever is logged in open the page of an action, and hides only its link', async () => {
    const site = await open();
    await install(site, makeJar());
    const member = [...site.world.users.values()].find(
      (user) => /^[a-z.]+\d*$/.test(user.username) && user.accounts[0]?.active && !user.username.includes('admin'),
    );
    const cookie = await logIn(site, member?.username);
    const { status, text } = await visit(site, '/admin/plugins/sample/page.action', cookie);
    expect(status).toBe(200);
    expect(text).not.toContain('sample-link');
    expect((await visit(site, '/admin/console.action', cookie)).status).toBe(403);
  });

  it('asks for the password again where secure administrator sessions are on', async () => {
    const site = await open({ secureAdmin: true });
    const cookie = await logIn(site);
    expect((await visit(site, '/admin/console.action', cookie)).text).toContain('Administrator Access');
    const body = new URLSearchParams({ password: site.admin.password, destination: '/admin/console.action' });
    await fetch(`${site.baseUrl}/doauthenticate.action`, {
      method: 'POST',
      body,
      headers: { cookie },
      redirect: 'manual',
    });
    expect((await visit(site, '/admin/console.action', cookie)).text).toContain('<h1>Administration</h1>');
  });

  it('shows panels on a profile to administrators', async () => {
    const site = await open();
    await install(site, makeJar());
    const cookie = await logIn(site);
    const { text } = await visit(site, `/users/viewuserprofile.action?username=${site.admin.username}`, cookie);
    expect(text).toContain('<div id="panel-place"></div>');
  });

  it('speaks German where it is asked to', async () => {
    const site = await open();
    await install(site, makeJar());
    const cookie = `${await logIn(site)}; lab-language=de`;
    expect((await visit(site, '/admin/plugins/sample/page.action', cookie)).text).toContain('Muster für alle');
  });

  it('enforces the policy that Confluence 10 announces, and sends none before', async () => {
    const ten = await open();
    const policy = (await visit(ten, '/login.action')).headers.get('content-security-policy');
    expect(policy).toMatch(/^script-src 'self' 'nonce-/);
    await ten.close();
    const nine = await open({ confluence: '9.2' });
    expect((await visit(nine, '/login.action')).headers.get('content-security-policy')).toBeNull();
  });

  it('tells scripts the context path by both of the names that plugins know', async () => {
    const site = await open();
    const { text } = await visit(site, '/s/lab-host.js');
    const scope = { document: { querySelector: () => ({ content: '/confluence' }) }, window: {} };
    const paths: unknown = runInNewContext(
      `with (window) { ${text} [AJS.contextPath(), WRM.contextPath(), WRM.data.claim('any')] }`,
      scope,
    );
    expect(paths).toEqual(['/confluence', '/confluence', undefined]);
  });

  it.each([
    ['7.4', 'aui-8', /^!function\(e,t\)/],
    ['8.5', 'aui-9', /@version v9\.13/],
    ['9.2', 'aui-9', /@version v9\.13/],
    ['10.2', 'aui-10', /@version v10\.0/],
  ])('brings the real AUI of the line of %s, and jQuery before it', async (confluence, name, version) => {
    const site = await open({ confluence });
    const { text } = await visit(site, '/', await logIn(site));
    const [jquery, script] = [...text.matchAll(/src="\/confluence(\/s\/lab\/[^"]+\.js)"/g)].map(
      ([, path]) => path ?? '',
    );
    expect([jquery, script]).toEqual(['/s/lab/jquery/jquery.js', `/s/lab/${name}/aui-prototyping.js`]);
    expect((await visit(site, jquery ?? '')).text).toContain('jQuery JavaScript Library v3');
    const library = (await visit(site, script ?? '')).text;
    expect(library.length).toBeGreaterThan(100_000);
    expect(library.slice(0, 500)).toMatch(version);
  });

  it.each([
    ['light', 'data-color-mode="light" data-theme="light:light dark:dark"', /design-tokens-api-full\.js/],
    ['dark', 'data-color-mode="dark" data-theme="light:light dark:dark"', /design-tokens-api-full\.js/],
    ['original', '<html lang="en-GB">', /design-tokens-compatibility\.css/],
  ])('wears the theme %s from Confluence 9 on once somebody chose it, and none before', async (theme, mark, tokens) => {
    const site = await open({ confluence: '9.2' });
    const { text } = await visit(site, `/admin/lab-theme.action?theme=${theme}`, await logIn(site));
    expect(text).toContain(mark);
    expect(text).toMatch(tokens);
    const style = /(\/s\/lab\/aui-9\/[^"]*design-tokens[^"]*)"/.exec(text)?.[1] ?? '';
    expect((await visit(site, style)).status).toBe(200);
    await site.close();
    const eight = await open({ confluence: '8.5' });
    const plain = await visit(eight, `/admin/lab-theme.action?theme=${theme}`, await logIn(eight));
    expect(plain.text).toContain('<html lang="en-GB">');
  });
});
