// The packed plugin in real engines of the kinds that Confluence has: Velocity and SiteMesh for its page, bnd and Felix for its
// start. Confluence's own versions differ, so that this is no proof of anything about a live one.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packPlugin } from '../../../scripts/package/pack-plugin.ts';
import { runJava, whyNoJava } from '../../support/java-engines/run-java.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const reason = whyNoJava();
const packages = 'com.atlassian.confluence.core,com.atlassian.confluence.plugin.descriptor.web.conditions';

describe('the packed plugin in real engines', () => {
  if (reason !== null) {
    it('is rendered and started', (context) => context.skip(reason));
    return;
  }
  let folder: TemporaryFolder;
  let jar: Buffer;
  beforeAll(async () => {
    folder = await makeTemporaryFolder();
    ({ jar } = await packPlugin());
  });
  afterAll(() => folder.remove());

  it('has a page that Velocity renders and SiteMesh takes apart: its frame, its entry, its title and its place', async () => {
    const file = path.join(folder.path, 'console.vm');
    await writeFile(file, unzipSync(jar)['templates/console.vm'] ?? '');
    const page = (await runJava('RenderPage', [file])) as { head: string; body: string };
    expect(page).toMatchObject({ title: 'User management', decorator: 'atl.admin', selected: 'um-start' });
    expect(page.head).toContain('<script src="/batch/user-management-console"></script>');
    expect(page.body.trim()).toMatch(/^<div id="um-console" data-um-host="confluence">[\s\S]*<\/div>$/);
    expect(page.head + page.body).not.toMatch(/[#$]\w|<content/);
  });

  it.each([
    ['exports what its descriptor names, and imports just that', packages, packages],
    ['exports none of it, and imports nothing', 'org.example.other', 'null'],
  ])('becomes an active bundle, without a header of its own, where the host %s', async (_what, exported, imports) => {
    const work = path.join(folder.path, exported.split(',')[0] ?? '');
    await mkdir(work);
    const file = path.join(work, 'plugin.jar');
    await writeFile(file, jar);
    expect(await runJava('StartBundle', [file, work, exported])).toEqual({
      active: true,
      name: 'org.user-management.confluence',
      version: expect.stringMatching(/^\d\.\d\.\d$/),
      imports,
      exports: 'null',
    });
  });
});
