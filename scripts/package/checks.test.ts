// Each fault that would keep the plugin from starting, or be served to strangers, is found before the jar is written.
import { generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkDescriptor } from './check-descriptor.ts';
import { checkEntries } from './check-entries.ts';
import type { Entries } from './jar.ts';
import { signWithKeyFile } from './sign.ts';

const folder = path.resolve(import.meta.dirname, '..', '..', 'atlassian-plugin-descriptor');
const descriptor = (await readFile(path.join(folder, 'atlassian-plugin.xml'), 'utf8')).replace('@version@', '1.2.3');
const template = await readFile(path.join(folder, 'templates', 'console.vm'), 'utf8');
const texts = await readFile(path.join(folder, 'i18n', 'user-management.properties'), 'utf8');

const adminCondition =
  '<condition class="com.atlassian.confluence.plugin.descriptor.web.conditions.ConfluenceAdministratorCondition"/>';

function entriesWith(changed: Readonly<Record<string, string>> = {}): Entries {
  const sound: Record<string, string> = {
    'atlassian-plugin.xml': descriptor,
    'templates/console.vm': template,
    'templates/user-panel.html': '<div id="um-user-panel"></div>',
    'i18n/user-management.properties': texts,
    'js/console.js': '',
    'css/console.css': '',
    'js/actions.js': '',
    'js/settings.js': '',
    'words/german.json': '{}',
    'js/loader.js': '',
    'js/visitor.js': '',
    'images/icon.png': '',
    'images/logo.png': '',
  };
  return new Map(Object.entries({ ...sound, ...changed }).map(([name, text]) => [name, Buffer.from(text)]));
}

/** The faults of the descriptor with one text replaced; the text must be there, or the case would prove nothing. */
function faultsOf(from: string, to: string): string[] {
  expect(descriptor).toContain(from);
  return checkDescriptor(entriesWith({ 'atlassian-plugin.xml': descriptor.replaceAll(from, to) }));
}

describe('the check of the descriptor', () => {
  it('finds nothing wrong with ours', () => {
    expect(checkDescriptor(entriesWith())).toEqual([]);
  });

  it.each([
    ['a version that clusters would compare wrongly', '1.2.3', '1.10.0', /not of the form/],
    ['a version that is no version', '1.2.3', '@version@', /not of the form/],
    ['a key with a colon', 'key="org.user-management.confluence"', 'key="a:b"', /plugin key/],
    ['a module key that is there twice', 'key="um-bulk"', 'key="um-start"', /"um-start" is there twice/],
    ['a package name that is there twice', 'console-xwork"', 'console-struts"', /package name/],
    ['a class the platform does not promise', 'ConfluenceActionSupport', 'OwnAction', /none of the platform/],
    ['an old page module without its limit', '(,10.0)', '(,11.0)', /kept away from Confluence 10/],
    ['a package that inherits other actions', 'extends="default"', 'extends="admin"', /extends something else/],
    [
      'a namespace with an underscore',
      '/admin/plugins/user-management"',
      '/admin/plugins/user_management"',
      /namespace/,
    ],
    ['an action with a dot', 'action name="console"', 'action name="a.b"', /The action "a\.b"/],
    ['a missing result', '<result name="input"', '<result name="error"', /no result "input"/],
    ['a template that is not there', '/templates/console.vm<', '/templates/other.vm<', /not in the jar/],
    ['a resource that is not there', 'location="js/loader.js"', 'location="js/other.js"', /js\/other\.js is missing/],
    ['a folder without a slash in its name', 'name="images/"', 'name="images"', /ends in a slash/],
    ['a picture that is not there', '>images/logo.png<', '>images/banner.png<', /banner\.png is missing/],
    ['a label without a text', 'user-management.bulk"', 'user-management.many"', /no text for user-management\.many/],
    ['what is no XML', '</plugin-info>', '', /is no XML/],
    ['a root of another name', 'atlassian-plugin', 'plugin', /The root is <plugin>/],
    ['a plugin of the first kind', 'plugins-version="2"', 'plugins-version="1"', /not "2"/],
    ['a DOCTYPE', '<atlassian-plugin key', '<!DOCTYPE a SYSTEM "b">\n<atlassian-plugin key', /DOCTYPE/],
    [
      'a version range that is read as a number',
      '</version>',
      '</version><application-version/>',
      /cannot name 7\.0\.1/,
    ],
    ['headers of a bundle', '</version>', '</version><bundle-instructions/>', /stay with the framework/],
    ['a name that says plugin', 'name="User Management for', 'name="User Management Plugin for', /says plugin/],
    ['texts that are not there', 'location="i18n/user-management"', 'location="i18n/other"', /texts .* missing/],
    ['a missing promise to Data Center', '-status">compatible', '-status">beta', /data-center-status is not/],
    ['a missing promise for read-only sites', 'read-only-access-mode-compatible', 'other', /read-only-access-mode/],
    ['the vendor whose plugins are checked otherwise', 'vendor name="User', 'vendor name="Atlassian User', /vendor/],
    ['a condition that needs Java', '<context>user-man', '<condition class="x"/><context>user-man', /has a condition/],
    ['a link that leads nowhere', 'console.action#/bulk', 'other.action#/bulk', /No page of <xwork> answers .*other/],
    ['a page that only new Confluences have', 'xwork', 'odd', /No page of <xwork>/],
    ['a missing way in from Manage apps', 'name="configure.url"', 'name="configure"', /configure\.url/],
    [
      'an item in the section of another',
      'section="system.admin/um-section" weight="20"',
      'section="system.admin/users"',
      /"um-bulk" stands in a section/,
    ],
    ['an entry for everybody', adminCondition, '', /"um-start" is shown to everybody/],
    ['a template that marks no item of ours', 'key="um-start"', 'key="um-first"', /marks the item "um-start"/],
    ['a template that brings nothing in', 'user-management-console</context>', 'other</context>', /brings nothing in/],
    ['a panel that needs something of the host', 'type="static"', 'type="velocity"', /no static view/],
  ])('finds %s', (_what, from, to, sentence) => {
    expect(faultsOf(from, to).join('\n')).toMatch(sentence);
  });
});

describe('the check of the files', () => {
  it('finds nothing wrong with ours', () => {
    expect(checkEntries(entriesWith())).toEqual([]);
  });

  it.each([
    ['a class file', 'com/Thing.class', 'x', /does not belong/],
    ['a source map', 'js/console.js', '//# sourceMappingURL=x', /source map/],
    ['a private key', 'js/console.js', '-----BEGIN PRIVATE KEY-----', /private key/],
    ['umlauts in properties', 'i18n/user-management.properties', 'a=Ü', /property readers/],
    ['an inline script', 'templates/console.vm', `${template}<script>x</script>`, /inline script/],
    ['a call in the template', 'templates/console.vm', `${template}$req.contextPath`, /variable of the host/],
    [
      'a folder that hides a package of the platform',
      'com/atlassian/confluence/core/a.js',
      'x',
      /hides the package of com\.atlassian\.confluence\.core/,
    ],
    [
      'a page without the frame of the administration',
      'templates/console.vm',
      '<html></html>',
      /ask for the decorator/,
    ],
    ['a loader that old browsers cannot read', 'js/loader.js', '(() => undefined)();', /needs a newer browser/],
    ['a loader that has grown', 'js/loader.js', 'x'.repeat(1025), /longer than 1024/],
  ])('finds %s', (_what, name, text, sentence) => {
    const entries = entriesWith({ [name]: text });
    expect([...checkEntries(entries), ...checkDescriptor(entries)].join('\n')).toMatch(sentence);
  });
});

describe('the signature', () => {
  it('is Ed25519 over the exact bytes, in base64', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const jar = Buffer.from('the bytes of a jar');
    const signature = await withKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), (file) =>
      signWithKeyFile(jar, file),
    );
    expect(verify(null, jar, publicKey, Buffer.from(signature, 'base64'))).toBe(true);
    expect(verify(null, Buffer.from('other bytes'), publicKey, Buffer.from(signature, 'base64'))).toBe(false);
  });

  it('refuses a key of another kind by a sentence', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await expect(withKey(pem, (file) => signWithKeyFile(Buffer.from(''), file))).rejects.toThrow(/no Ed25519/);
    await expect(signWithKeyFile(Buffer.from(''), '/nowhere/key.pem')).rejects.toThrow(/cannot be read/);
  });
});

async function withKey<Result>(pem: string, use: (file: string) => Promise<Result>): Promise<Result> {
  const place = await mkdtemp(path.join(tmpdir(), 'signing-key-'));
  const file = path.join(place, 'key.pem');
  try {
    await writeFile(file, pem, { mode: 0o600 });
    return await use(file);
  } finally {
    await rm(place, { recursive: true });
  }
}
