// The installing script against the plugin manager of the lab: from the packed jar to the page, and every lock explained.
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeBasic } from '../../test/lab/ask.ts';
import { type Lab, startLab } from '../../test/lab/lab.ts';
import type { LabOptions } from '../../test/lab/options.ts';
import { packJar } from '../package/jar.ts';
import { packPlugin } from '../package/pack-plugin.ts';
import { readAccess } from './access.ts';
import { installPlugin } from './install-plugin.ts';

/** Confluence 10 with its locks off. */
const open: LabOptions = { plugins: { uploadEnabled: true, signatureCheck: false } };

/** The jar with an element of its descriptor by another name, which no host knows. */
function renameElement(jar: Buffer, from: string, to: string): Buffer {
  const entries = new Map(Object.entries(unzipSync(jar)).map(([name, content]) => [name, Buffer.from(content)]));
  const text = entries.get('atlassian-plugin.xml')?.toString() ?? '';
  expect(text).toContain(`<${from} `);
  const renamed = text.replaceAll(`<${from} `, `<${to} `).replaceAll(`</${from}>`, `</${to}>`);
  return packJar(entries.set('atlassian-plugin.xml', Buffer.from(renamed)));
}

describe('installing by script', () => {
  let jar: Buffer;
  beforeAll(async () => {
    ({ jar } = await packPlugin());
  });

  interface Wish {
    readonly change?: Readonly<Record<string, string>>;
    readonly file?: Buffer;
    /** Statuses that the plugin manager answers with instead, by the method and path that gets them. */
    readonly fault?: { readonly match: { readonly method: string; readonly path: string }; readonly status: number };
  }

  const installAt = async (options: LabOptions, { change = {}, file = jar, fault }: Wish = {}) => {
    const lab = await startLab({ users: 60, ...options });
    try {
      if (fault !== undefined) lab.wire.faults.add({ ...fault, kind: 'status' });
      const { username, password, token } = lab.admin;
      const access = readAccess({
        UM_CONFLUENCE_URL: lab.baseUrl,
        ...(token === ''
          ? { UM_CONFLUENCE_USERNAME: username, UM_CONFLUENCE_PASSWORD: password }
          : { UM_CONFLUENCE_TOKEN: token }),
        ...change,
      });
      return await installPlugin({ access, jar: file, fileName: 'console.jar', say: () => undefined });
    } finally {
      await lab.close();
    }
  };

  it.each([
    ['7.4', ['console-page-struts']],
    ['7.19', ['console-page-struts']],
    ['8.3', ['console-page-struts']],
    ['8.5', []],
    ['9.2', []],
    ['10.2', []],
  ])('installs the packed jar on Confluence %s and names what that version does not know', async (confluence, keys) => {
    const { version, missing } = await installAt({
      confluence,
      plugins: { uploadEnabled: true, signatureCheck: false },
    });
    expect(version).toMatch(/^\d\.\d\.\d$/);
    expect(missing.map((line) => line.split(':')[0])).toEqual(keys);
  });

  it('explains the lock on uploads', async () => {
    await expect(installAt({ confluence: '9.2' })).rejects.toThrow(/-Dupm\.plugin\.upload\.enabled=true/);
  });

  it('explains any other refusal of an upload by what else it can be', async () => {
    const fault = { match: { method: 'POST', path: '**/rest/plugins/1.0/' }, status: 403 };
    await expect(installAt(open, { fault })).rejects.toThrow(/the token had ended, or .* system administrators only/);
  });

  it.each([
    ['asks for the token', '**/rest/plugins/1.0/'],
    ['looks at what came of it', '**/rest/plugins/1.0/*-key'],
  ])('explains a 406 when it %s', async (_when, path) => {
    const fault = { match: { method: 'GET', path }, status: 406 };
    await expect(installAt(open, { fault })).rejects.toThrow(/406: .* rewrites the Accept header/);
  });

  it.each([
    ['a module that is no page did not start', 'web-panel', 'odd-panel', /not whole: um-user-panel did not start/],
    ['no form of the page did', 'struts', 'other-struts', /not whole: console-page-struts did not start/],
  ])('fails where %s', async (_what, from, to, sentence) => {
    await expect(installAt(open, { file: renameElement(jar, from, to) })).rejects.toThrow(sentence);
  });

  it('explains the check of signatures', async () => {
    await expect(installAt({ plugins: { uploadEnabled: true } })).rejects.toThrow(/checks signatures/);
  });

  it('explains a password that is refused because Basic is off, or because too many were wrong', async () => {
    const byPassword = (lab: Lab) => ({
      baseUrl: lab.baseUrl,
      authorisation: encodeBasic(lab.admin.username, lab.admin.password),
    });
    const off = await startLab({ users: 60, basicAuth: false });
    const asked = { jar, fileName: 'console.jar', say: () => undefined };
    await expect(installPlugin({ ...asked, access: byPassword(off) })).rejects.toThrow(/takes no passwords here/);
    await off.close();
    const locked = await startLab({ users: 60 });
    for (let tries = 0; tries < 5; tries += 1) {
      const wrong = { baseUrl: locked.baseUrl, authorisation: encodeBasic(locked.admin.username, 'wrong') };
      await expect(installPlugin({ ...asked, access: wrong })).rejects.toThrow(/did not accept the credentials/);
    }
    await expect(installPlugin({ ...asked, access: byPassword(locked) })).rejects.toThrow(/Too many wrong passwords/);
    await locked.close();
  });

  it('waits where the site limits the pace of a user', async () => {
    const { missing } = await installAt({ ...open, rateLimit: { fillRate: 2, capacity: 2 } });
    expect(missing).toEqual([]);
  });

  it('explains credentials that are not accepted, and an address where nobody is', async () => {
    await expect(installAt({}, { change: { UM_CONFLUENCE_TOKEN: 'wrong' } })).rejects.toThrow(
      /did not accept the credentials/,
    );
    const nowhere = { change: { UM_CONFLUENCE_URL: 'http://127.0.0.1:1' } };
    await expect(installAt({}, nowhere)).rejects.toThrow(/does not answer/);
    expect(() => readAccess({})).toThrow(/UM_CONFLUENCE_URL/);
    expect(() => readAccess({ UM_CONFLUENCE_URL: 'http://127.0.0.1' })).toThrow(/UM_CONFLUENCE_TOKEN/);
  });
});
