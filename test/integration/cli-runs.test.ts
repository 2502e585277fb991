// The program `user-management` as a process beside a real sidecar and a real lab: looking at runs and deciding about them.
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiClient, signIn, waitFor } from '../../scripts/demo/api.ts';
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { runCli, runCliHere } from '../support/cli.ts';
import { readState } from '../support/lab-state.ts';
import { endProcesses, type Process, type SidecarProcess, startSidecarProcess } from '../support/process.ts';
import { writesAt } from '../support/runs.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const started: Process[] = [];
let lab: Lab;
let folder: TemporaryFolder;
let sidecar: SidecarProcess;
let api: ApiClient;
let url: string;

beforeAll(async () => {
  lab = await startLab({ users: 90, checkAnswers: false });
  folder = await makeTemporaryFolder();
  sidecar = await startSidecarProcess({ lab, databaseFile: `${folder.path}/store.db` }, started);
  url = sidecar.apiUrl.replace('/api/v1', '');
  api = await sidecar.signIn();
  await api.send('PUT', '/process/mode', { mode: 'live' });
  const policy = {
    policy: 'leavers',
    name: 'Leavers',
    criteria: { users: ['no.email', 'show.markup', 'show.rtl'] },
    actions: ['disable'],
    limits: { maxUsers: 2, maxPercent: 100, snapshotMaxAgeHours: 24 },
    report: { to: [] },
  };
  await api.send('PUT', '/policies/leavers', policy);
  await api.send('PUT', '/policies/leavers/mode', { mode: 'live' });
});

afterAll(async () => {
  await endProcesses(started);
  await lab?.close();
  await folder?.remove();
});

/** One command line as the lab's administrator, as a process of its own. */
const call = (...args: readonly string[]) => runCli([...args, '--url', url], { UM_PERSONAL_TOKEN: lab.admin.token });

async function settled(id: number): Promise<RunDetailDocument> {
  return waitFor(`the end of run ${id}`, async () => {
    const detail = await api.get<RunDetailDocument>(`/runs/${id}`);
    return detail.run.state === 'finished' ? detail : null;
  });
}

/** Runs the policy, which is held by its limit, and reads what an approval needs. */
async function hold(): Promise<{ id: number; digest: string }> {
  const { stdout } = await call('run', 'leavers', '--json');
  const { id } = JSON.parse(stdout) as RunDocument;
  await settled(id);
  const plan = JSON.parse((await call('plan', String(id), '--json')).stdout) as { plan: { digest: string } };
  return { id, digest: plan.plan.digest };
}

describe('the command line', () => {
  it('runs a policy, shows the held plan with people and reasons, approves it by its digest and takes it back', async () => {
    const { id, digest } = await hold();
    const plan = await call('plan', String(id));
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain(`digest ${digest}`);
    expect(plan.stdout).toContain('held: 3 users would be changed, the limit of the policy is 2.');
    expect(plan.stdout).toMatch(/^no\.email.*: .+$/m);
    expect(plan.stdout).toContain(`user-management approve ${id} --digest ${digest}`);
    expect(plan.stdout).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);

    const approved = await call('approve', String(id), '--digest', digest, '--json');
    expect(approved.code).toBe(0);
    const next = JSON.parse(approved.stdout) as RunDocument;
    expect(next.trigger).toEqual({ kind: 'approval', by: 'admin', of: id });
    expect((await settled(next.id)).run.ending).toBe('completed');
    expect((await readState(lab)).get('no.email')?.status).toBe('deactivated');

    const preview = await call('undo', String(next.id), '--preview', '--json');
    expect((await settled((JSON.parse(preview.stdout) as RunDocument).id)).run.mode).toBe('test');
    expect((await readState(lab)).get('no.email')?.status).toBe('deactivated');
    const undone = await call('undo', String(next.id), '--json');
    await settled((JSON.parse(undone.stdout) as RunDocument).id);
    expect((await readState(lab)).get('no.email')?.status).toBe('current');
    expect((await call('runs')).stdout).toMatch(
      /run \d+ of leavers, live, undo of run \d+ by admin: completed; steps: \d+ applied/,
    );
  });

  it("approves with a personal token only, never with the service's: that one is refused on the route, too", async () => {
    const { id, digest } = await hold();
    const before = writesAt(lab).length;
    const asService = await runCli(['approve', String(id), '--digest', digest, '--url', url], {
      UM_PERSONAL_TOKEN: lab.service.token,
    });
    expect(asService).toEqual({
      code: 77,
      stdout: '',
      stderr:
        'The account this product works with approves nothing. Sign in as yourself, with a personal access token of your own.',
    });
    const withServiceVariable = await runCli(['approve', String(id), '--digest', digest, '--url', url], {
      UM_CONFLUENCE_TOKEN: lab.service.token,
    });
    expect(withServiceVariable.code).toBe(78);
    expect(withServiceVariable.stderr).toContain('UM_PERSONAL_TOKEN_FILE');

    const service = await signIn(sidecar.apiUrl, { token: lab.service.token });
    await expect(service.send('POST', `/runs/${id}/approve`, { digest })).rejects.toThrow('approves nothing');
    expect((await api.get<RunDetailDocument>(`/runs/${id}`)).held?.decision).toBeNull();
    expect(writesAt(lab)).toHaveLength(before);

    const rejected = await call('reject', String(id), '--reason', 'Talk to them first.');
    expect(rejected.code).toBe(0);
    expect((await call('plan', String(id))).stdout).toContain('rejected by admin: Talk to them first.');
  });

  it('says what the sidecar says, each no with its own exit code', async () => {
    const { id } = await hold();
    const wrong = await call('approve', String(id), '--digest', 'another');
    expect([wrong.code, wrong.stdout]).toEqual([65, '']);
    expect(wrong.stderr).toContain('another one than the one you want to approve');
    expect((await call('pause', '999')).stderr).toBe('There is no run with this number.');
    expect((await call('stop', String(id), '--json')).stdout).toContain('"exitCode": 65');
    const stranger = await runCli(['runs', '--url', url], { UM_PERSONAL_TOKEN: 'nobody' });
    expect([stranger.code, stranger.stderr.includes('nobody')]).toEqual([77, false]);
    await call('reject', String(id));
  });

  it('holds a run after the step at hand of each user at work, lets it go on and stops it in the same way', async () => {
    // Each phase asks which Confluence this is before anything else; what somebody may do is not asked so.
    const match = { method: 'GET', path: '/rest/applinks/**' };
    lab.wire.faults.add({ kind: 'slow', delayMs: 6_000, match, count: 100 });
    const { stdout } = await call('run', 'leavers', '--test', '--json');
    const { id } = JSON.parse(stdout) as RunDocument;
    const paused = JSON.parse((await call('pause', String(id), '--json')).stdout) as RunDocument;
    expect(paused).toMatchObject({ id, mode: 'test', pausedBy: 'admin' });
    expect((await call('runs')).stdout).toContain(', paused by admin');
    const atHand = 'after the step at hand of each user at work (six at most)';
    expect((await call('pause', String(id))).stdout).toContain(`It holds ${atHand}: run ${id} of leavers`);
    expect((await call('resume', String(id))).stdout).toContain(`It goes on: run ${id} of leavers`);
    const stopped = await call('stop', String(id));
    expect([stopped.code, stopped.stdout]).toEqual([0, expect.stringContaining(`It ends ${atHand}: run ${id}`)]);
    lab.wire.faults.clear();
    expect((await settled(id)).run).toMatchObject({ ending: 'cancelled', cancelRequestedBy: 'admin' });
    expect((await call('resume', String(id))).code).toBe(65);
  });

  it('finds users, and takes the token from a file', async () => {
    const file = `${folder.path}/token`;
    await writeFile(file, `${lab.admin.token}\n`, { mode: 0o600 });
    const { stdout, code } = await runCli(['users', 'no.email', '--url', url], { UM_PERSONAL_TOKEN_FILE: file });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^no\.email \(.+\), no address, active, last seen \d{4}-\d\d-\d\d$/m);
  });
});

describe('a token', () => {
  const env = { UM_PERSONAL_TOKEN: 'mine' };

  it.each([
    [['runs', '--url', 'http://wiki.example.com/user-management'], 2, 'unencrypted'],
    [['runs', '--url', 'wiki.example.com'], 2, '--url needs an http:// or https:// address'],
    [['runs', '--token', 'mine'], 2, '"runs" has no flag --token'],
    [['approve', '12'], 2, '"approve" needs --digest DIGEST.'],
    [['approve', '12', '--digest', 'a', '--waves', 'few'], 2, '--waves needs a number of users'],
    [['plan', 'twelve'], 2, '"twelve" is not the number of a run'],
    [['runs', '--url', 'http://127.0.0.1:9/user-management'], 69, 'The sidecar does not answer'],
  ])('is sent nowhere by %j', async (args, code, sentence) => {
    const end = await runCliHere(args, env);
    expect([end.code, end.stdout]).toEqual([code, '']);
    expect(end.stderr).toContain(sentence);
    expect(end.stderr).not.toContain('"mine"');
  });

  it('is not sent to something else that answers', async () => {
    const end = await runCliHere(['runs', '--url', lab.baseUrl], env);
    expect(end.code).toBe(69);
    expect(end.stderr).toContain('is no sidecar of this product');
  });
});
