// A move that breaks off at any row of its journal, or whose process is killed in any of its calls, ends whole all the same.
import { writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { waitFor } from '../../../scripts/demo/api.ts';
import type { Context } from '../../../sidecar/src/context.ts';
import type { RunDocument } from '../../../sidecar/src/contract/runs.ts';
import { openStore } from '../../../sidecar/src/store/open.ts';
import type { Store } from '../../../sidecar/src/store/store.ts';
import { createMovableClock } from '../../support/clock.ts';
import { configureDirectories } from '../../support/directories.ts';
import { endProcesses, type Process, startSidecarProcess } from '../../support/process.ts';
import { requestRun, requireRun, startSidecar } from '../../support/sidecar.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { move, setTransferStage } from './stage.ts';

const stage = setTransferStage();

/** Lets the process lose its grip at the n-th contact with the journal: before or after the row is written. */
function breakAt(store: Store, at: number, when: 'before' | 'after'): { readonly broke: () => boolean } {
  const { attempting, outcomes } = store.journal;
  let contacts = 0;
  let broken = false;
  const through = async <Answer>(write: () => Promise<Answer>): Promise<Answer> => {
    contacts += 1;
    if (broken || (contacts === at && when === 'before')) {
      broken = true;
      throw new Error('the process is gone');
    }
    const answer = await write();
    if (contacts !== at) return answer;
    broken = true;
    throw new Error('the process is gone');
  };
  Object.assign(store.journal, {
    attempting: (step: Parameters<typeof attempting>[0]) => through(() => attempting(step)),
    outcomes: (rows: Parameters<typeof outcomes>[0]) => through(() => outcomes(rows)),
  });
  return { broke: () => broken };
}

describe('a move that breaks off', () => {
  const contacts = Array.from({ length: 16 }, (_, index) => index + 1);
  it.each(contacts.flatMap((at) => [[at, 'before'] as const, [at, 'after'] as const]))(
    'at journal row %i (%s it was written) ends fully moved when it is taken up again, and does nothing twice',
    async (at, when) => {
      const username = stage.takePerson();
      const before = stage.stateOf(username);
      const folder = await makeTemporaryFolder();
      stage.closeLater(folder.remove);
      const databaseFile = `${folder.path}/store.db`;
      const clock = createMovableClock();
      const overrides = { synchronisationWaitMs: 0 };
      const first = await startSidecar({
        lab: stage.lab(),
        clock,
        databaseFile,
        overrides,
        ...configureDirectories(stage.lab()),
      });
      const run = await requestRun(first.context, move(username, stage.names().internal, stage.names().crowd), 'live');
      const { broke } = breakAt(first.context.store, at, when);
      first.context.runner.wake();
      await first.context.runner.settled();
      expect((await stateAfter(databaseFile, run.id)) === 'finished').toBe(!broke());
      await first.close();

      clock.advanceMs(120_000);
      const { context } = await stage.open({ clock, databaseFile });
      await finish(context);
      expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', ending: 'completed' });
      expect(stage.whereIs(username, before)).toBe('target');
      const writes = stage
        .lab()
        .wire.log.list()
        .filter((one) => one.service === 'crowd' && one.method !== 'GET');
      const done = writes.filter(({ status }) => status !== null && status < 300);
      const told = done.map(({ method, path, query }) => `${method} ${path} ${JSON.stringify(query)}`);
      const once = told.filter(
        (line) => !line.includes('/user/group/direct') && !line.includes('POST /crowd/rest/usermanagement/1/group'),
      );
      expect(new Set(once).size).toBe(once.length);
    },
  );

  async function stateAfter(file: string, runId: number): Promise<string | undefined> {
    const store = await openStore({ kind: 'sqlite', file });
    return (await store.runs.get(runId).finally(() => store.close()))?.state;
  }

  async function finish({ runner }: Context): Promise<void> {
    runner.wake();
    await runner.settled();
  }
});

describe('a move whose process is killed', () => {
  const started: Process[] = [];
  afterEach(() => endProcesses(started.splice(0)));

  it.each([1, 2, 3, 4, 5, 6])('in its call %i to Crowd ends fully moved after the next start', async (call) => {
    const username = stage.takePerson();
    const before = stage.stateOf(username);
    const folder = await makeTemporaryFolder();
    stage.closeLater(folder.remove);
    const databaseFile = `${folder.path}/store.db`;
    const more = { UM_DIRECTORIES_FILE: await writeDirectoriesFile(folder.path) };
    const first = await startSidecarProcess({ lab: stage.lab(), databaseFile, more }, started);
    const api = await first.signIn();
    // An account that shares no group with the ones before has two groups to be made, and so the most calls.
    stage.lab().wire.faults.add({ kind: 'slow', delayMs: 100, match: { service: 'crowd', method: 'POST' } });
    stage.lab().wire.faults.add({ kind: 'slow', delayMs: 100, match: { service: 'crowd', method: 'DELETE' } });
    await api.send('PUT', '/policies/policy', move(username, stage.names().internal, stage.names().crowd));
    await api.send('PUT', '/process/mode', { mode: 'live' });
    await api.send('PUT', '/policies/policy/mode', { mode: 'live' });
    const { id } = await api.send<RunDocument>('POST', '/policies/policy/runs');
    // With all calls made, the run waits for Confluence to see them: that is a moment to be killed in, too.
    const over = ['verifying', 'reporting', 'finished'];
    const isOver = async () => over.includes((await api.get<{ run: RunDocument }>(`/runs/${id}`)).run.state);
    await waitFor('the call', async () => (stage.writes().length >= call || (await isOver()) ? true : null), 40_000);
    first.kill('SIGKILL');
    await first.ended;
    // Whoever was cut off while it still sent is never answered: what is open for a second will not be done any more.
    const isYoung = (at: string) => Date.now() - Date.parse(at) < 1_000;
    const underWay = () =>
      stage
        .lab()
        .wire.log.list()
        .some(({ status, at }) => status === null && isYoung(at));
    await waitFor('the lab to become quiet', async () => (underWay() ? null : true));

    const clock = createMovableClock();
    clock.advanceMs(61_000);
    const { context } = await stage.open({ clock, databaseFile });
    context.runner.wake();
    await context.runner.settled();
    expect(await requireRun(context, id)).toMatchObject({ state: 'finished', ending: 'completed' });
    expect(stage.whereIs(username, before)).toBe('target');
  });

  async function writeDirectoriesFile(folder: string): Promise<string> {
    const { directories = [], directoryPasswords = {} } = configureDirectories(stage.lab());
    const listed = directories.map((directory) => ({ ...directory, password: directoryPasswords[directory.name] }));
    await writeFile(`${folder}/directories.json`, JSON.stringify({ directories: listed }));
    return `${folder}/directories.json`;
  }
});
