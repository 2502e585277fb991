// The installing script against the plugin manager of the lab: from the packed jar to the page, and every lock explained.
import { beforeAll, describe, expect, it } from 'vitest';
import { startLab } from '../../test/lab/lab.ts';
import type { LabOptions } from '../../test/lab/options.ts';
import { packPlugin } from '../package/pack-plugin.ts';
import { readAccess } from './access.ts';
import { installPlugin } from './install-plugin.ts';

describe('installing by script', () => {
  let jar: Buffer;
  beforeAll(async () => {
    ({ jar } = await packPlugin());
  });

  const installAt = async (options: LabOptions, change: Record<string, string> = {}) => {
    const lab = await startLab({ users: 60, ...options });
    try {
      const { username, password, token } = lab.admin;
      const access = readAccess({
        UM_CONFLUENCE_URL: lab.baseUrl,
        ...(token === ''
          ? { UM_CONFLUENCE_USERNAME: username, UM_CONFLUENCE_PASSWORD: password }
          : { UM_CONFLUENCE_TOKEN: token }),
        ...change,
      });
      return await installPlugin({ access, jar, fileName: 'console.jar', say: () => undefined });
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

  it('explains the check of signatures', async () => {
    await expect(installAt({ plugins: { uploadEnabled: true } })).rejects.toThrow(/checks signatures/);
  });

  it('explains credentials that are not accepted, and an address where nobody is', async () => {
    await expect(installAt({}, { UM_CONFLUENCE_TOKEN: 'wrong' })).rejects.toThrow(/did not accept the credentials/);
    await expect(installAt({}, { UM_CONFLUENCE_URL: 'http://127.0.0.1:1' })).rejects.toThrow(/does not answer/);
    expect(() => readAccess({})).toThrow(/UM_CONFLUENCE_URL/);
    expect(() => readAccess({ UM_CONFLUENCE_URL: 'http://127.0.0.1' })).toThrow(/UM_CONFLUENCE_TOKEN/);
  });
});
