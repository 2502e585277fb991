// The plugin manager over real HTTP: how a plugin comes in, and what keeps it out.
import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';
import { authorise, install, logIn, makeJar, sampleDescriptor, sampleKey, upload, visit } from './sample-plugin.ts';

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function open(options: LabOptions = {}): Promise<Lab> {
  lab = await startLab({ users: 60, plugins: { uploadEnabled: true, signatureCheck: false }, ...options });
  return lab;
}

/** The sample's jar with some of its bytes other than they are; `end` is where its end record begins. */
function damage(change: (jar: Buffer, end: number) => void): Buffer {
  const jar = makeJar();
  change(jar, jar.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06])));
  return jar;
}

async function put(site: Lab, body: string): Promise<{ status: number; json: unknown }> {
  const headers = { ...authorise(site), 'content-type': 'application/vnd.atl.plugins.plugin+json' };
  const answer = await fetch(`${site.baseUrl}/rest/plugins/1.0/${sampleKey}-key`, { method: 'PUT', headers, body });
  return { status: answer.status, json: await answer.json() };
}

describe('installing by the plugin manager', () => {
  it('gives a token, takes the file, answers in a text area, and says at the second poll that it is installed', async () => {
    const site = await open();
    const answer = await upload(site, makeJar());
    expect(answer.status).toBe(202);
    expect(await answer.text()).toMatch(/^<textarea>\{"type":"INSTALL"/);
    expect(await install(site, makeJar())).toMatchObject({ key: sampleKey, version: '1.0.0', enabled: true });
  });

  it('offers the plugin by its own media type only', async () => {
    const site = await open();
    await install(site, makeJar());
    const ask = (accept: string) =>
      fetch(`${site.baseUrl}/rest/plugins/1.0/${sampleKey}-key`, { headers: { ...authorise(site), accept } });
    expect((await ask('application/json')).status).toBe(406);
    expect((await ask('application/vnd.atl.plugins.plugin+json')).status).toBe(200);
  });

  it.each(['7.19', '8.5', '9.2', '10.2'])(
    'refuses uploads on Confluence %s, where they are locked',
    async (confluence) => {
      const site = await open({ confluence, plugins: {} });
      const answer = await upload(site, makeJar());
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('Plugins cannot be installed via upload');
    },
  );

  it.each(['7.4', '8.3'])('takes uploads on Confluence %s, which the lock never came to', async (confluence) => {
    expect((await upload(await open({ confluence, plugins: {} }), makeJar())).status).toBe(202);
  });

  it('shows a module that its own state disables as one that is not at work, and does nothing with it', async () => {
    const site = await open();
    const descriptor = sampleDescriptor
      .replace('key="item"', 'key="item" state="disabled"')
      .replace('key="files"', 'key="files" state="disabled"');
    const { modules } = (await install(site, makeJar({ 'atlassian-plugin.xml': descriptor }))) as {
      modules: { key: string; enabled: boolean; recognisableType: boolean }[];
    };
    expect(modules.filter(({ enabled }) => !enabled).map(({ key }) => key)).toEqual(['item', 'files']);
    const { text } = await visit(site, '/admin/plugins/sample/page.action', await logIn(site));
    expect(text).not.toMatch(/sample-link|contextbatch/);
    expect((await visit(site, `/download/resources/${sampleKey}:files/one.js`)).status).toBe(404);
  });

  it('leaves a plugin disabled whose own state says so', async () => {
    const site = await open();
    const descriptor = sampleDescriptor.replace('name="Sample"', 'name="Sample" state="disabled"');
    expect(await install(site, makeJar({ 'atlassian-plugin.xml': descriptor }))).toMatchObject({ enabled: false });
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
    ['a key with a colon', sampleDescriptor.replace(`key="${sampleKey}"`, 'key="a:b"'), /colon/],
    ['two modules with one key', sampleDescriptor.replace('key="new"', 'key="item"'), /two modules/],
    ['a version that is none', sampleDescriptor.replace('<version>1.0.0', '<version>one'), /no version/],
    ['a word in the place of a number', sampleDescriptor.replace('<version>1.0.0', '<version>1.beta'), /no version/],
    ['a word behind a hyphen', sampleDescriptor.replace('<version>1.0.0', '<version>1.0-SNAPSHOT'), /no version/],
    ['a third number with a word', sampleDescriptor.replace('<version>1.0.0', '<version>1.0.0-rc'), /no version/],
    ['a template that is not there', sampleDescriptor.replaceAll('/page.vm', '/other.vm'), /is not there/],
    ['no XML', 'not at all', /could not be parsed/],
  ])('refuses %s and keeps what was there', async (_what, changed, sentence) => {
    const site = await open();
    await install(site, makeJar());
    const ended = await install(site, makeJar({ 'atlassian-plugin.xml': changed }));
    expect((ended.status as { errorMessage: string }).errorMessage).toMatch(sentence);
    expect(site.plugins.plugins.get(sampleKey)?.build).toBe(1);
  });

  it.each(['1', '1.0', '1.0.0', '1.0.0.rc-1'])('takes the version %s', async (version) => {
    const descriptor = sampleDescriptor.replace('<version>1.0.0', `<version>${version}`);
    expect(await install(await open(), makeJar({ 'atlassian-plugin.xml': descriptor }))).toMatchObject({ version });
  });

  it.each([
    ['nothing but its end', Buffer.from([0x50, 0x4b, 0x05, 0x06])],
    ['a directory beyond the file', damage((jar, end) => jar.writeUInt32LE(0xff_ff_ff, end + 16))],
    ['an entry that is not packed', damage((jar) => jar.fill(0xff, 60, 120))],
    ['no zip at all', Buffer.from('text')],
  ])('ends the task of a jar with %s as a failure', async (_what, jar) => {
    const site = await open();
    expect(await install(site, jar)).toMatchObject({ status: { done: true, errorMessage: 'The file is no jar.' } });
  });

  it('keeps a whole plugin disabled of which one class cannot be loaded, and does not enable it by force', async () => {
    const site = await open();
    const descriptor = sampleDescriptor.replaceAll('ConfluenceActionSupport', 'OwnAction');
    const ended = await install(site, makeJar({ 'atlassian-plugin.xml': descriptor }));
    expect(ended).toMatchObject({ key: sampleKey, enabled: false });
    const modules = ended.modules as { key: string; enabled: boolean; broken: boolean }[];
    expect(modules.filter(({ broken }) => broken).map(({ key }) => key)).toEqual(['new']);
    expect(modules.some(({ enabled }) => enabled)).toBe(false);
    expect((await put(site, JSON.stringify({ enabled: true }))).json).toMatchObject({ enabled: false });
    expect((await visit(site, '/admin/plugins/sample/page.action', await logIn(site))).status).toBe(404);
  });

  const bundle = (imports: string) =>
    `Manifest-Version: 1.0\r\nBundle-SymbolicName: ${sampleKey}\r\nAtlassian-Plugin-Key: ${sampleKey}\r\nSpring-Context: *\r\n${imports}\r\n`;

  it.each([
    [
      'imports what it names',
      'Import-Package: com.atlassian.confluence.core;version="[7,11)",com.atlas\r\n sian.confluence.plugin.descriptor.web.conditions\r\n',
      true,
    ],
    ['forgets an import', 'Import-Package: com.atlassian.confluence.core\r\n', false],
    ['imports nothing', '', false],
  ])('takes a bundle of its own making as it is: one that %s', async (_what, imports, enabled) => {
    const jar = makeJar({ 'META-INF/MANIFEST.MF': bundle(imports) });
    expect(await install(await open(), jar)).toMatchObject({ key: sampleKey, enabled });
  });

  it('disables and enables by a body that says so, and refuses any other', async () => {
    const site = await open();
    await install(site, makeJar());
    for (const body of ['{bad', 'null', '{}', '[]', '{"enabled":"no"}'])
      expect((await put(site, body)).status).toBe(400);
    expect(site.plugins.plugins.get(sampleKey)?.enabled).toBe(true);
    expect((await put(site, '{"enabled":false}')).json).toMatchObject({ enabled: false });
    expect((await put(site, '{"enabled":true}')).json).toMatchObject({ enabled: true });
  });

  it.each([
    ['PUT', '/'],
    ['DELETE', '/'],
    ['POST', `/${sampleKey}-key`],
    ['DELETE', '/pending/task-1'],
  ])('answers %s %s with 405', async (method, path) => {
    const site = await open();
    await install(site, makeJar());
    const answer = await fetch(`${site.baseUrl}/rest/plugins/1.0${path}`, { method, headers: authorise(site) });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, expect.stringContaining('GET')]);
    expect(site.plugins.plugins.has(sampleKey)).toBe(true);
  });

  it.each([
    '/rest/plugins/1.0/%zz-key',
    `/download/resources/${sampleKey}:files/%zz`,
    '/display/~%zz',
    '/s/lab/jquery/%zz',
  ])('answers %s with 400, for it is no address', async (path) => {
    const site = await open();
    const headers = { ...authorise(site), cookie: await logIn(site) };
    expect((await fetch(site.baseUrl + path, { headers })).status).toBe(400);
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
