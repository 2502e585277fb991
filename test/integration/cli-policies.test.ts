// The program `user-management` beside a real sidecar and a real lab: reading now, and policies taken out, compared, planned, taken in.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../../scripts/demo/api.ts';
import type { SimulatedEntryPage, SimulationDocument } from '../../sidecar/src/contract/simulations.ts';
import type { SnapshotDocument } from '../../sidecar/src/contract/snapshots.ts';
import type { PolicyListDocument } from '../../sidecar/src/contract/stored-policies.ts';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { runCli, runCliHere } from '../support/cli.ts';
import { dropFile } from '../support/evidence.ts';
import { endProcesses, type Process, startSidecarProcess } from '../support/process.ts';
import { writesAt } from '../support/runs.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const started: Process[] = [];
let lab: Lab;
let folder: TemporaryFolder;
let evidence: TemporaryFolder;
let api: ApiClient;
let url: string;

beforeAll(async () => {
  lab = await startLab({ users: 90, checkAnswers: false });
  folder = await makeTemporaryFolder();
  evidence = await makeTemporaryFolder();
  const databaseFile = `${folder.path}/store.db`;
  const more = { UM_EVIDENCE_DIR: evidence.path };
  const sidecar = await startSidecarProcess({ lab, databaseFile, more }, started);
  url = sidecar.apiUrl.replace('/api/v1', '');
  api = await sidecar.signIn();
});

afterAll(async () => {
  await endProcesses(started);
  await lab?.close();
  await folder?.remove();
  await evidence?.remove();
});

/** One command line as the lab's administrator, as a process of its own. */
const call = (...args: readonly string[]) => runCli([...args, '--url', url], { UM_PERSONAL_TOKEN: lab.admin.token });

async function write(name: string, text: string): Promise<string> {
  const file = path.join(folder.path, name);
  await writeFile(file, text);
  return file;
}

const anHourAgo = () => new Date(Date.now() - 3_600_000).toISOString();

describe('sync', () => {
  it('has Confluence read, waits for it, and says what was read and which names meant nobody', async () => {
    await dropFile(evidence.path, 'idp.csv', `username,last login\nnobody.at.all,${anHourAgo()}\n`, anHourAgo());
    const first = await call('sync');
    expect([first.code, first.stderr]).toEqual([0, '']);
    const newest = await api.get<SnapshotDocument>('/snapshots/newest');
    expect(first.stdout).toContain(
      `reading ${newest.id}, begun ${newest.startedAt.slice(0, 16)}Z: ${newest.userCount} users, ${newest.groupCount} groups`,
    );
    expect(first.stdout).toMatch(/^complete: .*file:idp\.csv/m);
    expect(first.stdout).toContain('names of nobody known here: 1 in file:idp.csv');
    const second = await call('sync', '--json');
    expect((JSON.parse(second.stdout) as SnapshotDocument).id).toBeGreaterThan(newest.id);
  });

  it('ends with 1 where a source could not be read, and names it with the reason', async () => {
    const file = await dropFile(evidence.path, 'odd.csv', 'colour,shape\nred,round\n', anHourAgo());
    const { code, stdout } = await call('sync');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed: file:odd\.csv\. .*column/m);
    await rm(file);
  });

  it('gives up with 69 where no reading comes in time, and asks for none under the emergency stop', async () => {
    lab.wire.faults.add({
      kind: 'slow',
      delayMs: 6_000,
      match: { method: 'GET', path: '/rest/applinks/**' },
      count: 100,
    });
    const late = await call('sync', '--wait', '1');
    lab.wire.faults.clear();
    expect([late.code, late.stdout]).toEqual([69, '']);
    expect(late.stderr).toContain('No reading came within a second.');
    await api.send('PUT', '/process/emergency-stop', { on: true });
    const stopped = await call('sync');
    await api.send('PUT', '/process/emergency-stop', { on: false });
    expect([stopped.code, stopped.stdout]).toEqual([65, '']);
    expect((await call('sync')).code).toBe(0);
  });
});

describe('sync at a slow Confluence', () => {
  /** Sleeping takes no time and moves the clock: half a minute of waiting is thirty looks. */
  const patientClock = () => {
    let nowMs = Date.parse('2026-03-01T12:00:00.000Z');
    return {
      now: () => new Date(nowMs).toISOString(),
      sleep: async (ms: number) => {
        nowMs += ms;
      },
    };
  };
  const syncPatiently = (seconds: number) => {
    const env = { UM_PERSONAL_TOKEN: lab.admin.token };
    return runCliHere(['sync', '--wait', String(seconds), '--url', url], env, patientClock());
  };

  it('says after half a minute what it waits for, once, and nothing before', async () => {
    const match = { method: 'GET', path: '/rest/applinks/**' };
    lab.wire.faults.add({ kind: 'slow', delayMs: 8_000, match, count: 100 });
    try {
      const short = await syncPatiently(20);
      expect([short.code, short.stderr]).toEqual([69, expect.stringMatching(/^No reading came within 20 seconds\./)]);
      const long = await syncPatiently(100);
      expect(long.code).toBe(69);
      expect(long.stderr.split('\n')).toEqual([
        expect.stringMatching(/^Still waiting after 30 seconds\. \S+/),
        expect.stringMatching(/^No reading came within 100 seconds\./),
      ]);
    } finally {
      lab.wire.faults.clear();
    }
    expect((await call('sync')).code).toBe(0);
  });
});

const leavers = `# Who has left.
policy: leavers
name: Leavers
criteria: { users: [no.email, show.markup, show.rtl] }
actions: [disable]
limits: { maxUsers: 2, maxPercent: 100 }
`;
const gone = `policy: gone
name: Gone users
criteria: { disabledDays: 365 }
actions: [delete]
`;
const edited = leavers.replace('show.rtl', 'show.elsewhere').replace('maxUsers: 2', 'maxUsers: 5');
const listPolicies = async () => (await api.get<PolicyListDocument>('/policies')).items;

describe('policies', () => {
  it('are taken in all together or, with a single fault, not at all, in the name of who asked', async () => {
    const files = [await write('leavers.yaml', leavers), await write('gone.yaml', gone)];
    const broken = await write('broken.yaml', 'name: X\n');
    const refused = await call('policy', 'apply', ...files, broken);
    expect([refused.code, refused.stdout]).toEqual([65, '']);
    expect(refused.stderr).toContain(`${broken} policy (line 1, column 1): is missing`);
    expect(await listPolicies()).toEqual([]);

    const taken = await call('policy', 'apply', ...files);
    expect([taken.code, taken.stderr]).toEqual([0, '']);
    expect(taken.stdout.split('\n').sort()).toEqual([
      'gone: taken in as version 1, in test mode',
      'leavers: taken in as version 1, in test mode',
    ]);
    expect((await listPolicies()).map(({ id, origin }) => [id, origin])).toEqual(
      ['gone', 'leavers'].map((id) => [id, { kind: 'api', by: 'admin' }]),
    );
    expect((await call('policy', 'apply', ...files)).stdout).toContain('leavers: says the same as version 1');
  });

  it('are printed as YAML that is the same again, one or all', async () => {
    const one = await call('policy', 'export', 'leavers');
    expect([one.code, one.stdout.split('\n')[0]]).toEqual([0, 'policy: leavers']);
    const all = JSON.parse((await call('policy', 'export', '--all', '--json')).stdout) as {
      policy: null;
      text: string;
    };
    expect(all).toEqual({ policy: null, text: expect.stringContaining(one.stdout) });
    const same = await call('policy', 'diff', await write('all.yaml', all.text));
    expect(same.code).toBe(0);
    expect(same.stdout).toMatch(/leavers \(Leavers\) says the same as version 1$/m);
    expect((await call('policy', 'export', 'unheard-of')).code).toBe(65);
  });

  it('are compared place by place with those in use, and nothing is saved by that', async () => {
    const file = await write('edited.yaml', edited);
    const { code, stdout } = await call('policy', 'diff', file);
    expect([code, stdout.split('\n')]).toEqual([
      0,
      [
        `${file}: leavers (Leavers) would change version 1, and stay in test mode`,
        '  criteria.users: gains "show.elsewhere" and loses "show.rtl"',
        '  limits.maxUsers: 2 becomes 5',
        'To take in nothing but this: policy apply --seen leavers=1',
      ],
    ]);
    const bad = await write('bad.yaml', `${edited}---\n${gone.replace('disabledDays', 'disabledDay')}`);
    const faulty = await call('policy', 'diff', bad, '--json');
    expect(faulty.code).toBe(1);
    expect(JSON.parse(faulty.stdout)).toMatchObject({
      ok: false,
      seen: { leavers: 1 },
      items: [
        { becomes: 'changed', changes: expect.arrayContaining([{ path: 'limits.maxUsers', before: 2, after: 5 }]) },
        { becomes: 'refused', changes: [] },
      ],
    });
    expect((await call('policy', 'diff', bad)).stdout).toContain(`${bad}:10:`);
    expect((await listPolicies()).map(({ version }) => version)).toEqual([1, 1]);
  });

  it('that somebody changed since they were looked at are not overwritten, and none of the others is taken in', async () => {
    const fresh = gone.replaceAll('gone', 'fresh');
    const files = [await write('edited.yaml', edited), await write('fresh.yaml', fresh)];
    const { seen } = JSON.parse((await call('policy', 'diff', '--json', ...files)).stdout);
    expect(seen).toEqual({ leavers: 1, fresh: null });
    const other = await write('other.yaml', leavers.replace('Leavers', 'Gone for good'));
    expect((await call('policy', 'apply', other)).stdout).toContain('leavers: taken in as version 2');
    const late = await call('policy', 'apply', '--seen', 'leavers=1,fresh=none', ...files);
    expect([late.code, late.stdout]).toEqual([65, '']);
    expect(late.stderr).toContain(sentenceOf('policy_overtaken'));
    expect((await listPolicies()).map(({ id, version }) => [id, version])).toEqual([
      ['gone', 1],
      ['leavers', 2],
    ]);
    await call('policy', 'apply', await write('leavers.yaml', leavers));
  });

  it('are planned as stored or as in a file: who would be changed, why, and what would hold a run', async () => {
    const before = writesAt(lab).length;
    const plan = await call('policy', 'plan', 'leavers');
    expect([plan.code, plan.stderr]).toEqual([0, '']);
    expect(plan.stdout).toMatch(/^simulation \d+ of leavers, version 3, by reading \d+; nothing was changed$/m);
    expect(plan.stdout).toContain('3 to be changed');
    expect(plan.stdout).toContain('a run would be held: 3 users would be changed, the limit of the policy is 2.');
    expect(plan.stdout).toMatch(/^no\.email.*: .+\n {2}disable$/m);
    expect(plan.stdout).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);

    const { stdout } = await call('policy', 'plan', await write('edited.yaml', edited), '--json');
    const told = JSON.parse(stdout) as { simulation: SimulationDocument; users: SimulatedEntryPage['items'] };
    expect([told.simulation.policyVersion, told.simulation.summary.planned]).toEqual([null, 2]);
    expect(told.users.map(({ username }) => username).sort()).toEqual(['no.email', 'show.markup']);
    expect((await listPolicies()).map(({ version }) => version)).toEqual([1, 3]);
    expect(writesAt(lab)).toHaveLength(before);
  });

  it('in a file with faults are not planned, and each fault has its place', async () => {
    const file = await write('faulty.yaml', leavers.replace('maxUsers', 'maxUser'));
    const { code, stdout, stderr } = await call('policy', 'plan', file);
    expect([code, stdout]).toEqual([65, '']);
    expect(stderr).toContain(`${file}:6:`);
    expect((await call('policy', 'plan', 'unheard-of')).stderr).toBe('There is no policy with this id.');
  });
});

it.each([
  [['sync', '--wait', 'soon'], 2, '--wait needs a number of seconds, 1 or more.'],
  [['policy', 'export'], 2, '"policy export" needs either the id of a policy or --all.'],
  [['policy', 'export', 'leavers', '--all'], 2, '"policy export" needs either the id of a policy or --all.'],
  [
    ['policy', 'apply', '--seen', 'leavers:1', 'a.yaml'],
    2,
    '--seen needs a version for each policy, such as leavers=3,gone=none; "policy diff" prints it.',
  ],
  [['policy', 'aply', 'a.yaml'], 2, 'There is no command "policy aply"; the nearest is "policy apply".'],
  [['policy', 'diff', 'nowhere/a.yaml'], 66, 'nowhere/a.yaml cannot be read.'],
  [['policy', 'apply', 'nowhere/a.yaml'], 66, 'nowhere/a.yaml cannot be read.'],
  [['policy', 'plan', 'nowhere.yml'], 66, 'nowhere.yml cannot be read.'],
])('%j asks nobody anything', async (args, code, stderr) => {
  expect(await runCliHere(args, { UM_PERSONAL_TOKEN: 'mine' })).toEqual({ code, stdout: '', stderr });
});
