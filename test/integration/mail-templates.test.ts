// Templates of a site's own: used in place of those built in, and left aside with a word where they are broken or reach too far.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requestRun } from '../contracts/store/given.ts';
import { makeReport } from '../support/reports.ts';
import { type ApiHarness, startApi } from './api-harness.ts';

let folder: string;
let harness: ApiHarness;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'um-templates-'));
});
afterEach(async () => {
  await harness.close();
  await rm(folder, { recursive: true, force: true });
});

const put = (name: string, text: string) => writeFile(path.join(folder, name), text);
const start = async (env: Record<string, string> = {}) => {
  harness = await startApi({ env: { UM_TEMPLATES_DIR: folder, UM_PUBLIC_URL: 'https://wiki.test/um', ...env } });
};

interface State {
  readonly file: string;
  readonly state: string;
  readonly fault: string | null;
}

const states = async (): Promise<readonly State[]> => (await harness.call('GET', '/mail-templates')).json().items;
const brokenOnes = async () => (await states()).filter(({ state }) => state === 'broken');
const preview = async (kind: string, query = '') =>
  (await harness.call('GET', `/mail-templates/${kind}/preview${query}`)).json();

async function finishRun(): Promise<number> {
  const run = await requestRun(harness.store, 'idle', 'reporting');
  const report = makeReport({ runId: run.id, policy: { id: 'idle', name: 'Real <policy>', version: 1 } });
  await harness.store.runs.finish({ runId: run.id, at: harness.now(), report, mails: [] });
  return run.id;
}

describe('mail templates', () => {
  it('are those built in where the folder has none, and a mail is previewed with made-up data before there is a run', async () => {
    await start();
    expect(new Set((await states()).map(({ state }) => state))).toEqual(new Set(['built-in']));
    for (const kind of ['report', 'stage-warning', 'password-notice']) {
      expect(await preview(kind)).toMatchObject({
        real: false,
        runId: null,
        html: expect.stringMatching(/^<!doctype html>/),
      });
    }
  });

  it('of your own are used at once, with the data of the newest run, and escape what people are called', async () => {
    await start();
    const runId = await finishRun();
    await put('report.html.hbs', '<p>Ours: {{policy}}</p>{{#each figures}}{{label}}{{/each}}');
    expect(await preview('report')).toMatchObject({ real: true, runId, html: '<p>Ours: Real &lt;policy&gt;</p>' });
    expect((await states()).find(({ file }) => file === 'report.html.hbs')).toMatchObject({
      state: 'own',
      fault: null,
    });
    await rm(path.join(folder, 'report.html.hbs'));
    expect((await preview('report')).html).toContain('<!doctype html>');
  });

  it.each([
    ['is not finished', '{{#if policy}}', /^line 1: this is no template; most likely a block/],
    ['names what no mail has', '\n{{owner}}', /^line 2: this kind of mail has nothing called "owner"$/],
    ['looks into what has no parts', '{{policy.owner}}', /^this kind of mail has nothing called "owner" there$/],
    [
      'asks for a helper there is none of',
      '{{readFile "/etc/passwd"}}',
      /^line 1: there is no helper "readFile"; there are if,/,
    ],
    ['asks for the log', '{{log policy}}', /^line 1: there is no helper "log"/],
    ['asks for a partial', '{{> /etc/passwd}}', /^line 1: this is no template/],
    ['asks for a partial of a plain name', '{{> other}}', /^a template cannot take another one in$/],
    ['reaches for a prototype', '{{policy.constructor.name}}', /^line 1: this kind of mail has nothing called "name"$/],
    ['is a book', 'x'.repeat(300_000), /^it is longer than 256 kB$/],
  ])('that %s is left aside for the built-in one, and log and API say so', async (_what, text, fault) => {
    await put('report.html.hbs', text);
    await start();
    expect(await brokenOnes()).toEqual([
      { file: 'report.html.hbs', state: 'broken', fault: expect.stringMatching(fault) },
    ]);
    expect((await preview('report')).html).toContain('<!doctype html>');
    const said = harness.logLines.filter((line) => line.includes('a mail template is broken'));
    expect(said).toHaveLength(1);
  });

  it('reach no prototype by lookup either', async () => {
    await put('report.html.hbs', '[{{lookup (lookup this "constructor") "name"}}{{lookup policy "constructor"}}]');
    await start();
    expect((await preview('report')).html).toBe('[]');
  });

  it('whose name no mail has, and a folder that is not there, are said as well', async () => {
    await put('raport.html.hbs', 'x');
    await start();
    expect(await brokenOnes()).toMatchObject([{ file: 'raport.html.hbs' }]);
    await rm(folder, { recursive: true });
    expect(await brokenOnes()).toMatchObject([{ file: folder, fault: 'the folder cannot be read' }]);
    expect((await preview('report')).html).toContain('<!doctype html>');
  });

  it('for users speak the language of the site', async () => {
    await start({ UM_MAIL_LANGUAGE: 'de' });
    expect(await preview('stage-warning')).toMatchObject({
      subject: expect.stringMatching(/^Ihr Confluence-Konto: bitte handeln vor dem \d+\. \p{L}+ \d{4}$/u),
      html: expect.stringContaining('<html lang="de">'),
      text: expect.stringContaining('das Konto wird deaktiviert'),
    });
    expect((await preview('password-notice')).text).toContain('Guten Tag');
  });
});
