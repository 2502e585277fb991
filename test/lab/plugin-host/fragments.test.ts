// What plugins add to the host's pages over real HTTP: items in the host's own sections, panels, conditions, texts, macros.
import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';
import { install, logIn, makeJar, sampleDescriptor, sampleKey, visit } from './sample-plugin.ts';

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

/** A site with the sample plugin, its descriptor with more modules and its jar with more files. */
async function openWith(modules: string, files: Readonly<Record<string, string>> = {}, options: LabOptions = {}) {
  lab = await startLab({ users: 60, plugins: { uploadEnabled: true, signatureCheck: false }, ...options });
  const descriptor = sampleDescriptor.replace('</atlassian-plugin>', `${modules}</atlassian-plugin>`);
  expect(await install(lab, makeJar({ 'atlassian-plugin.xml': descriptor, ...files }))).toMatchObject({
    enabled: true,
  });
  return lab;
}

const conditions = 'com.atlassian.confluence.plugin.descriptor.web.conditions';

describe('the menu of the administration', () => {
  it.each(['configuration', 'marketplace_confluence'])(
    'shows items of plugins in its own section %s',
    async (section) => {
      const site = await openWith(
        `<web-item key="more" section="system.admin/${section}"><label key="item.label"/><link linkId="more-link">/admin/plugins/sample/page.action</link></web-item>`,
        {
          'page.vm':
            '<html><head><meta name="decorator" content="atl.admin"/><content tag="selectedWebItem">more</content></head><body>x</body></html>',
        },
      );
      const cookie = await logIn(site);
      const link = '<a id="more-link" href="/confluence/admin/plugins/sample/page.action">Sample item</a>';
      expect((await visit(site, '/admin/console.action', cookie)).text).toContain(`<li>${link}`);
      expect((await visit(site, '/admin/plugins/sample/page.action', cookie)).text).toContain(
        `<li class="aui-nav-selected">${link}`,
      );
    },
  );

  it('finds the texts of a plugin also where dots stand for the folders of their place', async () => {
    const descriptor = sampleDescriptor.replace('location="texts"', 'location="org.sample/texts"');
    lab = await startLab({ users: 60, plugins: { uploadEnabled: true, signatureCheck: false } });
    await install(
      lab,
      makeJar({ 'atlassian-plugin.xml': descriptor, 'org/sample/texts.properties': 'item.label=Dotted' }),
    );
    expect((await visit(lab, '/admin/console.action', await logIn(lab))).text).toContain('>Dotted</a>');
  });
});

describe('panels', () => {
  const panel = (location: string, view: string) =>
    `<web-panel key="more-${location}" location="${location}">${view}</web-panel>`;

  it.each([
    ['static in the descriptor', '<resource name="view" type="static"><![CDATA[<i>shown</i>]]></resource>'],
    [
      'a template in the descriptor',
      '<resource name="view" type="velocity"><![CDATA[#set($a = "shown")<i>$a</i>]]></resource>',
    ],
    ['a template in the jar', '<resource name="view" type="velocity" location="panel.vm"/>'],
  ])('%s are shown in the header, on general pages and on profiles', async (_what, view) => {
    const places = ['atl.header', 'atl.general', 'atl.userprofile'];
    const site = await openWith(places.map((place) => panel(place, view)).join(''), {
      'panel.vm': '#set($a = "shown")<i>$a</i>',
    });
    const cookie = await logIn(site);
    const count = async (path: string) => (await visit(site, path, cookie)).text.split('<i>shown</i>').length - 1;
    expect(await count('/admin/console.action')).toBe(1);
    expect(await count('/')).toBe(2);
    expect(await count(`/display/~${site.admin.username}`)).toBe(3);
  });

  it('that cannot be shown say so', async () => {
    const calling = '<resource name="view" type="velocity">$user.getName()</resource>';
    const site = await openWith(
      panel('atl.header', calling) + panel('atl.general', '<resource name="view" type="static" location="no.html"/>'),
    );
    const { text } = await visit(site, '/', await logIn(site));
    expect(text).toContain('The panel more-atl.header cannot be shown: The call $user.getName(');
    expect(text).toContain('The panel more-atl.general cannot be shown: its view is not there.');
  });

  it.each([
    ['.user.UserLoggedInCondition', [true, true]],
    ['.user.UserCanUseConfluenceCondition', [true, true]],
    ['.ConfluenceAdministratorCondition', [true, false]],
  ])('with the condition %s are shown to whom it holds for', async (name, expected) => {
    const site = await openWith(
      panel(
        'atl.general',
        `<resource name="view" type="static">shown here</resource><condition class="${conditions}${name}"/>`,
      ),
    );
    const seen: boolean[] = [];
    for (const username of [site.admin.username, 'keep.direct'])
      seen.push((await visit(site, '/', await logIn(site, username))).text.includes('shown here'));
    expect(seen).toEqual(expected);
  });
});

describe('the resources of a template', () => {
  const resources = `<web-resource key="base"><dependency>${sampleKey}:top</dependency><resource type="download" name="base.js" location="js/base.js"/></web-resource>
<web-resource key="top"><context>sample</context><dependency>com.atlassian.auiplugin:ajs</dependency><dependency>${sampleKey}:base</dependency><resource type="download" name="top.js" location="js/top.js"/></web-resource>`;
  const files = { 'js/base.js': 'window.base = 1;', 'js/top.js': 'window.top1 = 1;' };
  const page = (head: string) => ({
    'page.vm': `<html><head><meta name="decorator" content="atl.admin"/>${head}</head><body><form>#form_xsrfToken()</form></body></html>`,
  });
  const scriptsOf = (text: string) =>
    [...text.matchAll(/src="\/confluence([^"]*\/download\/[^"]+)"/g)].map(([, path]) => path ?? '');

  it('come after what they depend on, once, however they depend on each other', async () => {
    const site = await openWith(resources, { ...files, ...page('#requireResourcesForContext("sample")') });
    const { text } = await visit(site, '/admin/plugins/sample/page.action', await logIn(site));
    const batch = (await visit(site, scriptsOf(text)[0] ?? '')).text;
    expect(batch.match(/window\.\w+/g)).toEqual(expect.arrayContaining(['window.one', 'window.base', 'window.top1']));
    expect(batch.indexOf('window.base')).toBeLessThan(batch.indexOf('window.top1'));
    expect(batch.split('window.base').length).toBe(2);
  });

  it.each([true, false])('come by the name of one of them too (in batches: %s)', async (batching) => {
    const site = await openWith(
      resources,
      { ...files, ...page(`#requireResource("${sampleKey}:top")`) },
      { plugins: { uploadEnabled: true, signatureCheck: false, batching } },
    );
    const { text } = await visit(site, '/admin/plugins/sample/page.action', await logIn(site));
    const contents = await Promise.all(scriptsOf(text).map(async (path) => (await visit(site, path)).text));
    expect(contents.map((content) => /window\.\w+/.exec(content)?.[0])).toEqual(['window.base', 'window.top1']);
    expect(text).toMatch(/<form><input type="hidden" name="atl_token" value="\w+"><\/form>/);
  });
});
