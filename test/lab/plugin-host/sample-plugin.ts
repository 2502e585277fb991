// A small plugin for the tests of the plugin host, and the few ways in which a browser or a script meets the host.
import { zipSync } from 'fflate';
import type { Lab } from '../lab.ts';

export const sampleKey = 'org.example.sample';
const condition = 'com.atlassian.confluence.plugin.descriptor.web.conditions.ConfluenceAdministratorCondition';
/** Both page modules, a menu, a panel, and files in a context: what a plugin without Java can have. */
export const sampleDescriptor = `<atlassian-plugin key="${sampleKey}" name="Sample" plugins-version="2">
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

/** The sample as a jar, with some of its files other than they are. */
export function makeJar(changed: Readonly<Record<string, string>> = {}): Buffer {
  const files = {
    'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\n\r\n',
    'atlassian-plugin.xml': sampleDescriptor,
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

/** An administrator's headers, as scripts send them. */
export function authorise({ admin }: Lab): Record<string, string> {
  const pair = `${admin.username}:${admin.password}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}`, 'x-atlassian-token': 'no-check' };
}

export async function upload(site: Lab, jar: Buffer, headers = authorise(site)): Promise<Response> {
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
export async function install(site: Lab, jar: Buffer): Promise<Record<string, unknown>> {
  const answer = await upload(site, jar);
  const task = JSON.parse(/<textarea>(.*)<\/textarea>/s.exec(await answer.text())?.[1] ?? '{}') as {
    links: { self: string };
  };
  const url = new URL(task.links.self, site.baseUrl);
  await fetch(url, { headers: authorise(site) });
  return (await (await fetch(url, { headers: authorise(site) })).json()) as Record<string, unknown>;
}

/** A session of the site, without its form: the cookie. */
export async function logIn(site: Lab, username = site.admin.username): Promise<string> {
  const answer = await fetch(`${site.controlUrl}/login`, { method: 'POST', body: JSON.stringify({ username }) });
  return ((await answer.json()) as { cookie: string }).cookie;
}

/** What a browser gets at a path below the context; redirects are told, not followed. */
export async function visit(
  site: Lab,
  path: string,
  cookie = '',
): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(site.baseUrl + path, { headers: { cookie }, redirect: 'manual' });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
