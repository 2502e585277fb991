// The program `user-management` beside a real sidecar: the evidence pack of a period, checked offline, and one person erased.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../scripts/demo/api.ts';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { runCli, runCliHere } from '../support/cli.ts';
import { readState } from '../support/lab-state.ts';
import { unpackFiles } from '../support/packs.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const started: Process[] = [];
let lab: Lab;
let folder: TemporaryFolder;
let api: ApiClient;
let url: string;

beforeAll(async () => {
  lab = await startLab({ users: 90, checkAnswers: false });
  folder = await makeTemporaryFolder();
  const sidecar = await startSidecarProcess({ lab, databaseFile: `${folder.path}/store.db` }, started);
  url = sidecar.apiUrl.replace('/api/v1', '');
  api = await sidecar.signIn();
  await call('sync');
});

afterAll(async () => {
  await endProcesses(started);
  await lab?.close();
  await folder?.remove();
});

/** One command line as the lab's administrator, as a process of its own. */
const call = (...args: readonly string[]) => runCli([...args, '--url', url], { UM_PERSONAL_TOKEN: lab.admin.token });

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
const period = ['--from', day(-30), '--to', day(1)] as const;
const fileOf = (name: string) => path.join(folder.path, name);

describe('evidence', () => {
  it('writes the pack of a period, which is found sound offline, and tells the trail who took it', async () => {
    const file = fileOf('evidence.zip');
    const { code, stdout, stderr } = await call('evidence', ...period, '--out', file);
    const pack = await readFile(file);
    expect([code, stdout, stderr]).toEqual([0, `Written: ${file}, ${pack.length} bytes.`, '']);
    const accounts = (await unpackFiles(pack)).find(({ name }) => name === 'cis-5.3-accounts.csv');
    expect(accounts?.text.split('\r\n').length).toBeGreaterThan(10);
    const verified = await runCliHere(['audit', 'verify', file, '--json']);
    expect([verified.code, JSON.parse(verified.stdout)]).toMatchObject([0, { ok: true, names: true, files: 14 }]);
    const { items } = await api.get<{ items: object[] }>('/audit?event=evidence&limit=1');
    expect(items).toMatchObject([{ actor: 'admin', event: 'evidence.exported', details: { names: true } }]);
  });

  it('names nobody with --no-names', async () => {
    const file = fileOf('bare.zip');
    const { code, stdout } = await call('evidence', ...period, '--out', file, '--no-names', '--json');
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { file, names: false }]);
    const files = await unpackFiles(await readFile(file));
    expect(files.map(({ name }) => name)).not.toContain('cis-5.3-accounts.csv');
    expect(files.some(({ text }) => /\badmin\b/.test(text))).toBe(false);
    const verified = await runCliHere(['audit', 'verify', file]);
    expect([verified.code, verified.stdout.split('\n')[0]]).toEqual([0, expect.stringMatching(/^Sound: .* 11 files/)]);
  });

  it('leaves a file alone that exists, and keeps nothing where the sidecar refuses', async () => {
    const file = fileOf('kept.zip');
    await writeFile(file, 'mine');
    const exists = await call('evidence', ...period, '--out', file);
    expect([exists.code, exists.stderr]).toEqual([73, `${file} cannot be written, or exists already.`]);
    expect(await readFile(file, 'utf8')).toBe('mine');
    await rm(file);
    const turned = await call('evidence', '--from', day(1), '--to', day(-30), '--out', file);
    expect([turned.code, turned.stderr]).toEqual([65, expect.stringContaining(sentenceOf('period_wrong'))]);
    await expect(readFile(file)).rejects.toThrow('ENOENT');
  });
});

describe('erase', () => {
  it('takes a disabled user out of everything, says by table what went and what remains, and the trail still verifies', async () => {
    const users = [...(await readState(lab)).values()];
    const gone = users.find(({ username, status }) => status === 'deactivated' && /^[a-z]+\.[a-z]+\d*$/.test(username));
    if (gone === undefined) throw new Error('The lab has nobody who is disabled.');
    const { code, stdout, stderr } = await call('erase', gone.username, '--for-good');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^Erased, by table:\n(?: {2}\w+: \d+\n)+In the audit trail as person [0-9a-f]{64}\.\nWhat remains:/,
    );
    expect(stdout).not.toContain(gone.username);
    const again = await call('erase', gone.username, '--for-good');
    expect([again.code, again.stdout]).toEqual([65, '']);
    const file = fileOf('after.zip');
    await call('evidence', ...period, '--out', file);
    expect((await runCliHere(['audit', 'verify', file])).code).toBe(0);
    expect((await unpackFiles(await readFile(file))).some(({ text }) => text.includes(gone.username))).toBe(false);
  });

  it('is refused while Confluence shows the user as active, and erases nothing', async () => {
    const users = [...(await readState(lab)).values()];
    const active = users.find(({ username, status }) => status === 'current' && /^[a-z]+\.[a-z]+\d*$/.test(username));
    const { code, stdout, stderr } = await call('erase', active?.username ?? '', '--for-good');
    expect([code, stdout]).toEqual([65, '']);
    expect(stderr).toMatch(/active/);
  });
});

it('a folder, and what is no trail or pack at all, are told apart from a trail that was changed', async () => {
  const verify = (name: string) => runCliHere(['audit', 'verify', name]);
  expect(await verify(folder.path)).toEqual({ code: 66, stdout: '', stderr: `${folder.path} cannot be read.` });
  const text = fileOf('note.txt');
  await writeFile(text, 'Buy milk.\n');
  expect((await verify(text)).stdout).toContain('it is none, or its first line');
  const archive = fileOf('other.zip');
  await writeFile(archive, 'PK and nothing else');
  expect((await verify(archive)).stdout).toContain('it is another archive, or a byte');
});

it.each([
  [['erase', 'mara'], '"erase" needs --for-good: nothing brings it back.'],
  [['erase', '--for-good'], '"erase" needs a username or a user key.'],
  [['evidence', '--to', '2026-04-01', '--out', 'q.zip'], '"evidence" needs --from DAY, such as 2026-01-01.'],
  [
    ['evidence', '--from', '2026-02-30', '--to', '2026-04-01', '--out', 'q.zip'],
    '"evidence" needs --from DAY, such as 2026-01-01; "2026-02-30" is none.',
  ],
  [['evidence', '--from', '2026-01-01', '--to', '2026-04-01'], '"evidence" needs --out FILE.'],
  [['audit', 'verify'], '"audit verify" needs the file of an exported audit trail or evidence pack.'],
])('%j is refused in one sentence with 2, and nobody is asked', async (args, stderr) => {
  expect(await runCliHere(args, { UM_PERSONAL_TOKEN: 'mine' })).toEqual({ code: 2, stdout: '', stderr });
});
