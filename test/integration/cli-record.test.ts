// The recording of a site: asked by GET alone, everything the product reads is in it, and nothing of anybody gets out.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Archive } from '../../sidecar/src/cli/record/archive.ts';
import { compareRecords } from '../../sidecar/src/cli/record/compare.ts';
import { reads } from '../../sidecar/src/cli/record/reads.ts';
import { chooseLine, readReference, referenceLines } from '../../sidecar/src/cli/record/reference.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { cliEnvironment, runCli, runCliHere } from '../support/cli.ts';
import { recordLab } from '../support/record-lab.ts';
import { namesOf, withoutOurWords } from '../support/recording-secrets.ts';
import { startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await makeTemporaryFolder();
});
afterAll(() => folder.remove());

describe.each(['10.2', '9.2', '7.19', '7.4'])('recording %s', (confluence) => {
  let lab: Lab;
  let archive: Archive;
  let text: string;
  beforeAll(async () => {
    lab = await startLab({ users: 300, seed: 7, confluence, directories: 'three', checkAnswers: false });
    lab.wire.log.clear();
    const file = path.join(folder.path, `${confluence}.json.gz`);
    const { code, stdout, stderr } = await runCli(['doctor', '--record', file], cliEnvironment(lab));
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`It answers as our stand-in for ${confluence} does.`);
    text = gunzipSync(await readFile(file)).toString('utf8');
    archive = JSON.parse(text) as Archive;
  });
  afterAll(() => lab.close());

  it('asks by GET alone', () => {
    const asked = lab.wire.log.list();
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('holds no name, no address and no secret of this site', () => {
    const told = withoutOurWords(archive);
    const names = namesOf(lab);
    expect(names.length).toBeGreaterThan(900);
    expect(names.filter((name) => told.includes(name))).toEqual([]);
  });

  it('has an answer or a reason for every question, and finds nothing that the stand-in does not do', () => {
    expect(archive.answers.map(({ name }) => name).sort()).toEqual(reads.map(({ name }) => name).sort());
    expect(archive).toMatchObject({ comparedWith: confluence, differences: [] });
  });
});

it('asks everything that the product itself reads', async () => {
  const templates = reads.map(({ path: template }) => {
    const pattern = template.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, '[^/]+');
    return new RegExp(`^/confluence${pattern}$`);
  });
  for (const confluence of ['10.2', '9.2', '7.19']) {
    const lab = await startLab({ users: 120, confluence, checkAnswers: false });
    const sidecar = await startSidecar({ lab });
    lab.wire.log.clear();
    await sidecar.context.takeSnapshot().finally(sidecar.close);
    const paths = new Set(
      lab.wire.log
        .list()
        .filter(({ method }) => method === 'GET')
        .map((one) => one.path),
    );
    await lab.close();
    expect(paths.size).toBeGreaterThan(5);
    expect([...paths].filter((one) => !templates.some((template) => template.test(one)))).toEqual([]);
  }
});

describe('the shipped recordings', () => {
  it.each(referenceLines)('of %s say what the lab answers; if not: node scripts/record-reference.ts', async (line) => {
    expect(await recordLab({ confluence: line, seed: 3, users: 150 })).toMatchObject({
      version: readReference(line).version,
    });
    const shipped = readReference(line);
    expect(compareRecords(await recordLab({ confluence: line }), shipped)).toEqual([]);
    expect(shipped.answers.map(({ name }) => name).sort()).toEqual(reads.map(({ name }) => name).sort());
  });

  it.each([
    ['10.2.14', '10.2'],
    ['11.0.0', '10.2'],
    ['9.3.2', '9.2'],
    ['9.0.1', '8.5'],
    ['7.20.0', '7.19'],
    ['7.0.1', '7.4'],
    ['unknown', '7.4'],
  ])('stand in for %s as %s', (version, line) => {
    expect(chooseLine(version)).toBe(line);
  });
});

describe('a site that differs', () => {
  it('is told apart by status, header and shape, in words', async () => {
    const lab = await startLab({ users: 120, checkAnswers: false });
    const people = { results: [{ username: 'a', userKey: 7, type: 'known' }], start: 0, limit: 50, size: 1 };
    const json = { 'content-type': 'application/json' };
    lab.wire.faults.add({
      kind: 'status',
      status: 200,
      headers: json,
      body: JSON.stringify(people),
      match: { path: '**/user/list' },
    });
    lab.wire.faults.add({ kind: 'status', status: 404, body: '{}', headers: json, match: { path: '**/permissions' } });
    const file = path.join(folder.path, 'differs.json');
    const { code, stdout } = await runCliHere(['doctor', '--record', file], cliEnvironment(lab)).finally(lab.close);
    expect(code).toBe(0);
    expect(stdout).toContain('  all users, $.results[].userKey: number (stand-in: text:hex32)');
    expect(stdout).toContain('  all users, $.results[].displayName: not there (stand-in: text)');
    expect(stdout).toContain('  permissions, status: 404 (stand-in: 200)');
    expect((JSON.parse(await readFile(file, 'utf8')) as Archive).differences.length).toBeGreaterThan(3);
  });
});

describe('a recording that cannot be made', () => {
  it('asks once with wrong credentials, ends with 77 and writes nothing', async () => {
    const lab = await startLab({ users: 120, checkAnswers: false });
    const file = path.join(folder.path, 'refused.json');
    const env = cliEnvironment(lab, { UM_CONFLUENCE_TOKEN: 'a-wrong-token' });
    const { code, stderr } = await runCliHere(['doctor', '--record', file], env).finally(lab.close);
    expect(code).toBe(77);
    expect(stderr).toMatch(/^Confluence refused the sign-in/);
    expect(lab.wire.log.list().filter(({ status }) => status === 401)).toHaveLength(1);
    expect(await readdir(folder.path)).not.toContain('refused.json');
  });

  it('ends with 69 where there is no Confluence', async () => {
    const env = cliEnvironment({ baseUrl: 'http://127.0.0.1:9', service: { username: '', token: 'x' } });
    expect((await runCliHere(['doctor', '--record', path.join(folder.path, 'none.json')], env)).code).toBe(69);
  });

  it('never writes over a file, and asks nothing before it knows', async () => {
    const lab = await startLab({ users: 120, checkAnswers: false });
    const { code, stderr } = await runCliHere(['doctor', '--record', folder.path], cliEnvironment(lab)).finally(
      lab.close,
    );
    expect([code, stderr]).toEqual([73, `${folder.path} exists already; name another file.`]);
    expect(lab.wire.log.list()).toEqual([]);
  });
});
