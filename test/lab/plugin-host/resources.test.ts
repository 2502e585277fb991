// The files of plugins over real HTTP, in batches and one by one.
import { afterEach, describe, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab.ts';
import type { LabOptions } from '../options.ts';
import { install, logIn, makeJar, sampleKey, visit } from './sample-plugin.ts';

let lab: Lab | null = null;
afterEach(async () => {
  await lab?.close();
  lab = null;
});

async function open(options: LabOptions = {}): Promise<Lab> {
  lab = await startLab({ users: 60, plugins: { uploadEnabled: true, signatureCheck: false }, ...options });
  return lab;
}

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
    expect((await visit(site, `/s/1/_/download/batch/${sampleKey}:files/anything/else.js`)).text).toContain(
      'window.one = 1;',
    );
  });

  it('come one by one where batching is off', async () => {
    const site = await open({ plugins: { uploadEnabled: true, signatureCheck: false, batching: false } });
    await install(site, makeJar());
    const { text } = await visit(site, '/admin/plugins/sample/page.action', await logIn(site));
    expect(text).toContain(`/confluence/download/resources/${sampleKey}:files/one.js`);
    expect((await visit(site, `/download/resources/${sampleKey}:files/one.js`)).text).toBe('window.one = 1;');
    expect((await visit(site, `/download/resources/${sampleKey}:files/pictures/a.png`)).text).toBe('png');
    expect((await visit(site, `/download/resources/${sampleKey}:files/page.vm`)).status).toBe(404);
  });
});
