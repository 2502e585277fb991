// The plugin host over real HTTP: installation with its locks, the page of an action, the menu, resources, and the proxy.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { zipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../confluence/sessions.ts';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';

const key = 'org.example.sample';
const condition = 'com.atlassian.confluence.plugin.descriptor.web.conditions.ConfluenceAdministratorCondition';
const descriptor = `<atlassian-plugin key="${key}" name="Sample" plugins-version="2">
<plugin-info><version>1.0.0</version><vendor name="Somebody"/></plugin-info>
<resource type="i18n" name="i18n" location="texts"/>
<xwork key="old"><restrict application="confluence" version="(,10.0)"/>
<package name="old" extends="default" namespace="/admin/plugins/sample"><action name="page" class="com.atlassian.confluence.core.ConfluenceActionSupport"><result name="input" type="velocity">/page.vm</result><result name="success" type="velocity">/page.vm</result></action></package></xwork>
<struts key="new"><package name="new" extends="default" namespace="/admin/plugins/sample"><action name="page" class="com.atlassian.confluence.core.ConfluenceActionSupport"><result name="input" type="velocity">/page.vm</result><result name="success" type="velocity">/page.vm</result></action></package></struts>
<web-section key="section" location="system.admin"><label key="section.label"/><condition class="${condition}"/></web-section>
<web-item key="item" section="system.admin/section"><label key="item.label"/><link linkId="sample-link">/admin/plugins/sample/page.action#/there</link></web-item>
<web-panel key="panel" location="atl.userprofile"><resource name="view" type="static" location="panel.html"/><condition class="${condition}"/></web-panel>
<web-resource key="files"><context>sample</context><resource type="download" name="one.js" location="js/one.js"/><resource type="download" name="one.css" location="css/one.css"/><resource type="download" name="pictures/" location="pictures"/></web-resource>
</atlassian-plugin>`;
const template = `<html><head><title>Sample</title><meta name="decorator" content="atl.admin"/>
<content tag="selectedWebItem">item</content>#requireResourcesForContext("sample")</head><body class="lost"><div id="place"></div></body></html>`;

function makeJar(changed: Readonly<Record<string, string>> = {}): Buffer {
  const files = {
    'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\n\r\n',
    'atlassian-plugin.xml': descriptor,
    'page.vm': template,
    'panel.html': '<div id="panel-place"></div>',
    'texts.properties': 'section.label=Sample section\nitem.label=Sample item\n',
    'texts_de.properties': 'item.label=Muster f\\u00fcr alle\n',
    'js/one.js': 'window.one = 1;',
    'css/one.css': '.one{}',
    'pictures/a.png': 'png',
    ...changed,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)]))),
  );
}

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function open(options: LabOptions = {}): Promise<Lab> {
  lab = await startLab({ users: 60, plugins: { uploadEnabled: true, signatureCheck: false }, ...options });
  return lab;
}

function basic({ admin }: Lab): Record<string, string> {
  const pair = `${admin.username}:${admin.password}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}`, 'x-atlassian-token': 'no-check' };
}

async function upload(site: Lab, jar: Buffer, headers = basic(site)): Promise<Response> {
  const form = new FormData();
  form.set('plugin', new Blob([new Uint8Array(jar)]), 'sample.jar');
  const media = { accept: 'application/vnd.atl.plugins.installed+json' };
  const first = await fetch(`${site.baseUrl}/rest/plugins/1.0/?os_authType=basic`, {
    headers: { ...headers, ...media },
  });
  const token = first.headers.get('upm-token') ?? '';
  return fetch(`${site.baseUrl}/rest/plugins/1.0/?token=${token}`, { method: 'POST', body: form, headers });
}

/** Uploads and polls until the task says how it ended. */
async function install(site: Lab, jar: Buffer): Promise<Record<string, unknown>> {
  const answer = await upload(site, jar);
  const task = JSON.parse(/<textarea>(.*)<\/textarea>/s.exec(await answer.text())?.[1] ?? '{}') as {
    links: { self: string };
  };
  const url = new URL(task.links.self, site.baseUrl);
  await fetch(url, { headers: basic(site) });
  return (await (await fetch(url, { headers: basic(site) })).json()) as Record<string, unknown>;
}

async function logIn(site: Lab, username = site.admin.username): Promise<string> {
  const answer = await fetch(`${site.controlUrl}/login`, { method: 'POST', body: JSON.stringify({ username }) });
  return ((await answer.json()) as { cookie: string }).cookie;
}

async function visit(
  site: Lab,
  path: string,
  cookie = '',
): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(site.baseUrl + path, { headers: { cookie }, redirect: 'manual' });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

describe('installing by the plugin manager', () => {
  it('gives a token, takes the file, answers in a text area, and says at the second poll that it is installed', async () => {
    const site = await open();
    const answer = await upload(site, makeJar());
    expect(answer.status).toBe(202);
    expect(await answer.text()).toMatch(/^<textarea>\{"type":"INSTALL"/);
    expect(await install(site, makeJar())).toMatchObject({ key, version: '1.0.0', enabled: true });
  });

  it('offers the plugin by its own media type only', async () => {
    const site = await open();
    await install(site, makeJar());
    const ask = (accept: string) =>
      fetch(`${site.baseUrl}/rest/plugins/1.0/${key}-key`, { headers: { ...basic(site), accept } });
    expect((await ask('application/json')).status).toBe(406);
    expect((await ask('application/vnd.atl.plugins.plugin+json')).status).toBe(200);
  });

  it('refuses uploads where they are locked, as they are by default', async () => {
    const site = await open({ plugins: {} });
    const answer = await upload(site, makeJar());
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('Plugins cannot be installed via upload');
  });

  it('refuses what is unsigned where signatures are checked, as Confluence 10 does by default', async () => {
    const site = await open({ plugins: { uploadEnabled: true } });
    expect(await install(site, makeJar())).toMatchObject({
      status: { done: true, errorMessage: 'Signature check failed!' },
    });
  });

  it('asks for a system administrator', async () => {
    const site = await open();
    expect((await upload(site, makeJar(), { 'x-atlassian-token': 'no-check' })).status).toBe(401);
  });

  it.each([
    ['a key with a colon', descriptor.replace(`key="${key}"`, 'key="a:b"'), /colon/],
    ['two modules with one key', descriptor.replace('key="new"', 'key="item"'), /two modules/],
    ['a version that is none', descriptor.replace('<version>1.0.0', '<version>one'), /no version/],
    [
      'a class the platform does not have',
      descriptor.replaceAll('ConfluenceActionSupport', 'OwnAction'),
      /cannot be loaded/,
    ],
    ['a template that is not there', descriptor.replaceAll('/page.vm', '/other.vm'), /is not there/],
    ['no XML', 'not at all', /could not be parsed/],
  ])('refuses %s and keeps what was there', async (_what, changed, sentence) => {
    const site = await open();
    await install(site, makeJar());
    const ended = await install(site, makeJar({ 'atlassian-plugin.xml': changed }));
    expect((ended.status as { errorMessage: string }).errorMessage).toMatch(sentence);
    expect(site.plugins.plugins.get(key)?.build).toBe(1);
  });

  it.each([
    ['7.4', { old: true, new: false }],
    ['8.5', { old: true, new: true }],
    ['9.2', { old: true, new: true }],
    ['10.2', { new: true }],
  ])('takes of the two page modules those that Confluence %s knows', async (confluence, expected) => {
    const site = await open({ confluence });
    const { modules } = (await install(site, makeJar())) as { modules: { key: string; enabled: boolean }[] };
    const pages = modules.filter((module) => module.key === 'old' || module.key === 'new');
    expect(Object.fromEntries(pages.map((module) => [module.key, module.enabled]))).toEqual(expected);
    expect((await visit(site, '/admin/plugins/sample/page.action', await logIn(site))).text).toContain(
      '<div id="place"></div>',
    );
  });
});

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

  it.each(['7.4', '9.2', '10.2'])('brings the real AUI of %s', async (confluence) => {
    const site = await open({ confluence });
    const { text } = await visit(site, '/', await logIn(site));
    const script = /src="\/confluence(\/s\/lab\/aui-[^"]+\.js)"/.exec(text)?.[1] ?? '';
    expect((await visit(site, script)).text.length).toBeGreaterThan(100_000);
  });
});

describe('the files of plugins', () => {
  it('come in one batch for a context, each script in a try of its own', async () => {
    const site = await open();
    await install(site, makeJar());
    const { text } = await visit(site, '/admin/plugins/sample/page.action', await logIn(site));
    const address =
      /src="\/confluence(\/s\/1\/_\/download\/contextbatch\/js\/sample\/batch\.js)"/.exec(text)?.[1] ?? '';
    const batch = await visit(site, address);
    expect(batch.text).toMatch(/^try \{[\s\S]*window\.one = 1;[\s\S]*\}catch\(e\)/);
    // Whoever derives another address from that of the batch gets the batch again.
    expect((await visit(site, `/s/1/_/download/batch/${key}:files/anything/else.js`)).text).toContain(
      'window.one = 1;',
    );
  });

  it('come one by one where batching is off', async () => {
    const site = await open({ plugins: { uploadEnabled: true, signatureCheck: false, batching: false } });
    await install(site, makeJar());
    const { text } = await visit(site, '/admin/plugins/sample/page.action', await logIn(site));
    expect(text).toContain(`/confluence/download/resources/${key}:files/one.js`);
    expect((await visit(site, `/download/resources/${key}:files/one.js`)).text).toBe('window.one = 1;');
    expect((await visit(site, `/download/resources/${key}:files/pictures/a.png`)).text).toBe('png');
    expect((await visit(site, `/download/resources/${key}:files/page.vm`)).status).toBe(404);
  });
});

describe('the proxy', () => {
  it('passes path, method, cookies and body unchanged, and says whom it speaks for', async () => {
    const seen: { url: string | undefined; cookie: string | undefined; body: string; from: unknown }[] = [];
    const sidecar = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      seen.push({ url: request.url, cookie: request.headers.cookie, body, from: request.headers['x-forwarded-for'] });
      response.writeHead(201, { 'x-sidecar': 'yes' }).end('made');
    });
    await new Promise<void>((resolve) => sidecar.listen(0, '127.0.0.1', resolve));
    try {
      const site = await open({ sidecarUrl: `http://127.0.0.1:${(sidecar.address() as AddressInfo).port}` });
      const answer = await fetch(`${site.baseUrl}/user-management/api/v1/x?y=%2F`, {
        method: 'POST',
        body: 'text',
        headers: { cookie: 'a=b' },
      });
      expect([answer.status, answer.headers.get('x-sidecar'), await answer.text()]).toEqual([201, 'yes', 'made']);
      expect(seen).toEqual([
        { url: '/confluence/user-management/api/v1/x?y=%2F', cookie: 'a=b', body: 'text', from: '127.0.0.1' },
      ]);
    } finally {
      sidecar.closeAllConnections();
      sidecar.close();
    }
  });

  it('answers 502 while nobody stands behind it', async () => {
    const site = await open();
    expect((await visit(site, '/user-management/')).status).toBe(502);
  });
});
