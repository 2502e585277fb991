// `run POLICY --wait` beside a real sidecar and a real lab: how it ends tells how the run came out, and its own end stops no run.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApiClient, waitFor } from '../../scripts/demo/api.ts';
import { systemClock } from '../../sidecar/src/clock.ts';
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { runCliHere } from '../support/cli.ts';
import {
  endProcesses,
  type Process,
  type SidecarProcess,
  startProcess,
  startSidecarProcess,
} from '../support/process.ts';
import { openRaw } from '../support/raw-database.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const started: Process[] = [];
let lab: Lab;
let folder: TemporaryFolder;
let sidecar: SidecarProcess;
let api: ApiClient;
let env: Record<string, string>;
let url: string;

beforeAll(async () => {
  lab = await startLab({ users: 90, checkAnswers: false });
  folder = await makeTemporaryFolder();
  sidecar = await startSidecarProcess({ lab, databaseFile: `${folder.path}/store.db` }, started);
  url = sidecar.apiUrl.replace('/api/v1', '');
  env = { UM_PERSONAL_TOKEN: lab.admin.token };
  api = await sidecar.signIn();
  await api.send('PUT', '/process/mode', { mode: 'live' });
  for (const [policy, users, maxUsers] of [
    ['one', ['no.email'], 5],
    ['other', ['show.markup'], 5],
    ['many', ['show.rtl', 'show.markup'], 1],
  ] as const) {
    const limits = { maxUsers, maxPercent: 100, snapshotMaxAgeHours: 24 };
    const body = { policy, name: policy, criteria: { users }, actions: ['disable'], limits, report: { to: [] } };
    await api.send('PUT', `/policies/${policy}`, body);
    await api.send('PUT', `/policies/${policy}/mode`, { mode: 'live' });
  }
});
beforeEach(() => lab.wire.faults.clear());
afterAll(async () => {
  await endProcesses(started);
  await lab?.close();
  await folder?.remove();
});

/** Each phase asks which Confluence this is before anything else: so slow, a run is still under way at the first look. */
const slow = () =>
  lab.wire.faults.add({
    kind: 'slow',
    delayMs: 3_000,
    match: { method: 'GET', path: '/rest/applinks/**' },
    count: 100,
  });

/** `meanwhile` happens once, at the first look that finds the run under way; then nothing is slow any more. */
async function runAndWait(words: readonly string[], meanwhile?: (id: number) => Promise<unknown>) {
  let left = meanwhile !== undefined;
  const sleep = async (ms: number) => {
    if (left) {
      left = false;
      const [newest] = (await api.get<{ items: readonly RunDocument[] }>('/runs?limit=1')).items;
      await meanwhile?.(newest?.id ?? 0);
      lab.wire.faults.clear();
    }
    await systemClock.sleep(ms);
  };
  return runCliHere(['run', ...words, '--wait', '--url', url], env, { ...systemClock, sleep });
}

async function settle(id: number): Promise<RunDocument> {
  return waitFor(`the end of run ${id}`, async () => {
    const { run } = await api.get<RunDetailDocument>(`/runs/${id}`);
    return run.state === 'finished' ? run : null;
  });
}

const numberIn = (stdout: string) => Number(/^Requested: run (\d+) /.exec(stdout)?.[1]);

describe('run --wait', () => {
  it('ends with 0 and says what became of the users where everything went as planned', async () => {
    const end = await runAndWait(['one']);
    expect([end.code, end.stderr]).toEqual([0, expect.stringContaining('does not stop the run')]);
    expect(end.stdout.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^run \d+ of one, live, by-hand by admin: completed$/),
      'users: 1 applied',
      'read back: 1 confirmed',
    ]);
  });

  it('prints how the run stands at its end as the API tells it, and nothing else, with --json', async () => {
    const { code, stdout } = await runAndWait(['other', '--test', '--json']);
    const told: RunDetailDocument = JSON.parse(stdout);
    expect([code, told.run.ending, told.counts.users]).toEqual([0, 'completed', { rehearsed: 1 }]);
  });

  it('ends with 65 where the plan is held, and names the way to it', async () => {
    const { code, stdout } = await runAndWait(['many']);
    const id = numberIn(stdout);
    expect(code).toBe(65);
    expect(stdout.split('\n').slice(1)).toEqual([
      `run ${id} of many, live, by-hand by admin: quarantined`,
      `its plan is held, nobody was changed: user-management plan ${id}`,
    ]);
  });

  it('ends with 1 where a change failed, though the run is finished', async () => {
    lab.wire.faults.add({ kind: 'status', status: 403, match: { method: 'PUT' } });
    const { code, stdout } = await runAndWait(['other']);
    expect(stdout).toMatch(/completed\nusers: 1 failed$/);
    expect(code).toBe(1);
  });

  it('ends with 1 and says what lets it go on where somebody pauses the run', async () => {
    slow();
    const { code, stdout } = await runAndWait(['other', '--test'], (id) => api.send('POST', `/runs/${id}/pause`));
    const id = numberIn(stdout);
    expect([code, stdout.split('\n').at(-1)]).toEqual([
      1,
      `it rests until it is let go on: user-management resume ${id}`,
    ]);
    await api.send('POST', `/runs/${id}/cancel`);
    await settle(id);
  });

  it('ends with 1 where everything is stopped meanwhile, and with 1 where the run is', async () => {
    slow();
    const stop = (on: boolean) => api.send('PUT', '/process/emergency-stop', { on });
    const held = await runAndWait(['other', '--test'], () => stop(true));
    await stop(false);
    expect([held.code, held.stdout.split('\n').at(-1)]).toEqual([
      1,
      'it rests under the emergency stop, which admin pulled',
    ]);
    await settle(numberIn(held.stdout));
    const ended = await runAndWait(['other', '--test'], (id) => api.send('POST', `/runs/${id}/cancel`));
    expect([ended.code, ended.stdout]).toEqual([1, expect.stringContaining(': cancelled')]);
  });

  it('leaves the run alone when it is broken off by Ctrl-C', async () => {
    slow();
    const waiting = startProcess('sidecar/src/cli.ts', ['run', 'other', '--test', '--wait', '--url', url], env);
    started.push(waiting);
    await waitFor('it to wait', async () => (waiting.stderr.length > 0 ? true : null));
    waiting.kill('SIGINT');
    expect((await waiting.ended).signal).toBe('SIGINT');
    lab.wire.faults.clear();
    expect(await settle(numberIn(waiting.stdout.join('\n')))).toMatchObject({
      ending: 'completed',
      cancelRequestedBy: null,
    });
  });

  it('signs in once more where its session is over before the run is', async () => {
    slow();
    const file = openRaw({ kind: 'sqlite', file: `${folder.path}/store.db` });
    const { code, stdout } = await runAndWait(['other', '--test'], () => file.ask('delete from sessions'));
    await file.close();
    expect([code, stdout]).toEqual([0, expect.stringContaining('users: 1 rehearsed')]);
    api = await sidecar.signIn();
  });
});
