// The sidecar as a process: how it refuses to start, how it ends in the middle of a live run, and how the next one goes on.
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ApiClient, waitFor } from '../../scripts/demo/api.ts';
import type { RunDetailDocument, RunDocument } from '../../sidecar/src/contract/runs.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import type { Store } from '../../sidecar/src/store/store.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { LabOptions } from '../lab/options.ts';
import { findDisagreements, readEntries } from '../support/agreement.ts';
import { createMovableClock } from '../support/clock.ts';
import { readState } from '../support/lab-state.ts';
import {
  endProcesses,
  findLine,
  type Process,
  type SidecarProcess,
  sidecarEnvironment,
  startProcess,
  startSidecarProcess,
} from '../support/process.ts';
import { writesAt } from '../support/runs.ts';
import { buildPolicy, requireRun, startSidecar } from '../support/sidecar.ts';
import { makeTemporaryFolder } from '../support/temporary-folder.ts';

const started: Process[] = [];
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await endProcesses(started.splice(0));
  for (const close of closers.splice(0).reverse()) await close();
});

interface Stage {
  readonly lab: Lab;
  readonly databaseFile: string;
  readonly start: (more?: Readonly<Record<string, string>>) => Promise<SidecarProcess>;
  /** The store as the process left it. */
  readonly look: <Answer>(ask: (store: Store) => Promise<Answer>) => Promise<Answer>;
}

async function setStage(options: LabOptions = {}): Promise<Stage> {
  const lab = await startLab({ users: 160, checkAnswers: false, ...options });
  const folder = await makeTemporaryFolder();
  closers.push(folder.remove, lab.close);
  // Writes take their time, so that a run is still under way when a test has seen its first ones.
  for (const method of ['PUT', 'DELETE']) lab.wire.faults.add({ kind: 'slow', delayMs: 150, match: { method } });
  const databaseFile = `${folder.path}/store.db`;
  return {
    lab,
    databaseFile,
    start: (more = {}) => startSidecarProcess({ lab, databaseFile, more }, started),
    look: async (ask) => {
      const store = await openStore({ kind: 'sqlite', file: databaseFile });
      return ask(store).finally(() => store.close());
    },
  };
}

const idle = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
  protect: { users: [], groups: ['keep'] },
});

/** Asks for a live run as an administrator would, and waits until it has written so much. */
async function runLive(api: ApiClient, lab: Lab, writes: number): Promise<number> {
  await api.send('PUT', '/policies/policy', idle);
  await api.send('PUT', '/process/mode', { mode: 'live' });
  await api.send('PUT', '/policies/policy/mode', { mode: 'live' });
  const { id } = await api.send<RunDocument>('POST', '/policies/policy/runs');
  await waitFor('the first writes', async () => (writesAt(lab).length >= writes ? true : null), 40_000);
  return id;
}

function waitForEnd(api: ApiClient, runId: number): Promise<RunDetailDocument> {
  return waitFor('the end of the run', async () => {
    const detail = await api.get<RunDetailDocument>(`/runs/${runId}`);
    return detail.run.state === 'finished' ? detail : null;
  });
}

describe('a sidecar that cannot start', () => {
  it('names every fault of its configuration in one readable message, no secret among them, and ends with 78', async () => {
    const child = startProcess('sidecar/src/main.ts', [], {
      UM_CONFLUENCE_URL: 'not an address',
      UM_CONFLUENCE_PASSWORD: 'the-secret-password',
      UM_LISTEN: '127.0.0.1',
      UM_SECRET: 'too-short',
      UM_TIME_ZONE: 'Europe/Atlantis',
      UM_SMPT_URL: 'smtp://127.0.0.1',
    });
    started.push(child);
    expect(await child.ended).toEqual({ code: 78, signal: null });
    const message = child.stderr.join('\n');
    expect(child.stderr[0]).toBe('The configuration has 6 faults:');
    for (const name of ['CONFLUENCE_URL', 'CONFLUENCE_USERNAME', 'LISTEN', 'SECRET', 'TIME_ZONE', 'SMPT_URL']) {
      expect(child.stderr.filter((line) => line.startsWith('  - ') && line.includes(`UM_${name}`))).toHaveLength(1);
    }
    expect(message).not.toMatch(/too-short|the-secret-password/);
    expect(child.stdout).toEqual([]);
  });

  it('says in a sentence that its address is taken', async () => {
    const { lab, databaseFile } = await setStage({ users: 60 });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    closers.push(() => new Promise((resolve) => other.close(() => resolve())));
    const { port } = other.address() as { port: number };
    const more = { UM_LISTEN: `127.0.0.1:${port}` };
    const child = startProcess('sidecar/src/main.ts', [], sidecarEnvironment({ lab, databaseFile, more }));
    started.push(child);
    expect(await child.ended).toEqual({ code: 1, signal: null });
    expect(child.stderr).toEqual([
      `Nothing can listen on 127.0.0.1:${port}: EADDRINUSE. Another process may have it: end it, or set UM_LISTEN.`,
    ]);
  });
});

describe('SIGTERM in the middle of a live run', () => {
  it('ends the step at hand of each user at work, keeps the rest planned, exits with 0; the next start finishes and acts on nobody twice', async () => {
    const { lab, start, look } = await setStage();
    const before = await readState(lab);
    const first = await start();
    const runId = await runLive(await first.signIn(), lab, 8);
    first.kill('SIGTERM');
    expect(await first.ended).toEqual({ code: 0, signal: null });
    const written = writesAt(lab).length;
    await look(async ({ runs, journal }) => {
      expect(await runs.get(runId)).toMatchObject({ state: 'executing', ending: null, mode: 'live' });
      expect(await journal.unsettled(runId)).toEqual([]);
      const { steps } = await runs.counts(runId);
      expect(steps.applied).toBe(written);
      expect(steps.open).toBeGreaterThan(0);
    });

    const second = await start();
    const { run, counts } = await waitForEnd(await second.signIn(), runId);
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    expect(counts.verified).toEqual({ confirmed: counts.steps.applied });
    await look(async (store) => expect(await findDisagreements(lab, store, runId, before)).toEqual([]));
    expect(await findLine(second, 'run taken up')).toMatchObject({ runId, state: 'executing' });
    const told = { level: 'info', runId, ending: 'completed', users: { applied: expect.any(Number) } };
    expect(await waitFor('the line that it ended', async () => findLine(second, 'run ended'))).toMatchObject(told);
    second.kill('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, signal: null });
  });
});

it('ends when it is asked to though nobody reads its log any more', async () => {
  const { start } = await setStage({ users: 60 });
  const sidecar = await start();
  sidecar.stopReading();
  sidecar.kill('SIGTERM');
  expect(await sidecar.ended).toEqual({ code: 0, signal: null });
});

describe('SIGKILL in the middle of a live run whose answers get lost', () => {
  it('is settled by reading at the next start: lab, journal and report agree, and no write is carried out twice', async () => {
    const { lab, start, databaseFile } = await setStage();
    const before = await readState(lab);
    const first = await start();
    for (const method of ['PUT', 'DELETE']) {
      lab.wire.faults.add({ kind: 'lost-answer', share: 0.5, match: { method } });
    }
    const runId = await runLive(await first.signIn(), lab, 8);
    first.kill('SIGKILL');
    expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });

    // The lease of the dead one runs out after a minute. A clock ahead is that minute later; what reached Confluence
    // before the end has been done by then.
    const underWay = () => lab.wire.log.list().some(({ status }) => status === null);
    await waitFor('the lab to become quiet', async () => (underWay() ? null : true));
    const clock = createMovableClock();
    clock.advanceMs(61_000);
    const { context, close } = await startSidecar({ lab, databaseFile, clock });
    closers.push(close);
    expect((await context.store.journal.unsettled(runId)).length).toBeGreaterThan(0);
    context.runner.wake();
    await context.runner.settled();
    expect(await requireRun(context, runId)).toMatchObject({ state: 'finished', ending: 'completed' });
    const options = { unanswered: 'carried-out' } as const;
    expect(await findDisagreements(lab, context.store, runId, before, options)).toEqual([]);
    const outcomes = (await readEntries(context.store, runId)).flatMap((entry) =>
      entry.steps.map((one) => one.outcome),
    );
    const applied = outcomes.filter((outcome) => outcome?.kind === 'applied').length;
    expect(await context.store.runs.report(runId)).toMatchObject({ outcomes: { steps: { applied } } });
    expect(applied).toBe(writesAt(lab).length);
  });
});

describe('stopping while Confluence is no help', () => {
  it.each([
    // Confluence is given some time to come back; a call that hangs is no reason to wait once the process is gone.
    { what: 'is down', fault: { kind: 'reset' } as const, aheadMs: 61_000 },
    { what: 'does not answer', fault: { kind: 'hang' } as const, aheadMs: 0 },
  ])(
    'takes a few seconds when Confluence $what, and what was under way is settled later',
    async ({ fault, aheadMs }) => {
      const { lab, start, look, databaseFile } = await setStage();
      const before = await readState(lab);
      const first = await start();
      const runId = await runLive(await first.signIn(), lab, 5);
      lab.wire.faults.clear();
      const trouble = lab.wire.faults.add(fault);
      await waitFor('the trouble', async () => (trouble.fired > 0 ? true : null));
      const askedAt = Date.now();
      first.kill('SIGTERM');
      expect(await first.ended).toEqual({ code: 0, signal: null });
      expect(Date.now() - askedAt).toBeLessThan(10_000);
      const errors = first.stdout.filter((line) => line.includes('"level":"error"'));
      if (fault.kind === 'hang') {
        expect(errors).toEqual([]);
        const lost = 'the step at hand did not end in time: the next start reads what became of it';
        expect(findLine(first, lost)).toMatchObject({ level: 'warn', runId });
      }
      await look(async ({ runs }) => {
        expect(await runs.get(runId)).toMatchObject({ state: 'executing', ending: null });
        expect((await runs.counts(runId)).steps.open).toBeGreaterThan(0);
      });

      lab.wire.faults.clear();
      const clock = createMovableClock();
      clock.advanceMs(aheadMs);
      const { context, close } = await startSidecar({ lab, databaseFile, clock });
      closers.push(close);
      context.runner.wake();
      await context.runner.settled();
      expect(await requireRun(context, runId)).toMatchObject({ state: 'finished', ending: 'completed' });
      expect(await findDisagreements(lab, context.store, runId, before)).toEqual([]);
    },
  );

  it('works before the first reading too', async () => {
    const { lab, start } = await setStage({ users: 60 });
    lab.wire.faults.add({ kind: 'hang' });
    const child = await start({ UM_POLICIES_DIR: 'test/lab/policies' });
    child.kill('SIGTERM');
    expect(await child.ended).toEqual({ code: 0, signal: null });
    expect(child.stderr).toEqual([]);
  });
});

describe('two processes on one SQLite store', () => {
  it('run a missed tick once between them, though both look at the same moment, and act on nobody twice', async () => {
    const { lab, start, look } = await setStage();
    const before = await readState(lab);
    const yesterday = new Date(Date.now() - 26 * 3_600_000).toISOString();
    const schedule = { cron: '0 2 * * *', zone: 'UTC', missed: 'run-once' } as const;
    const both = [await start(), await start()];
    await look(async ({ policies, settings }) => {
      await settings.set('processMode', 'live', { by: 'test', at: yesterday });
      const origin = { kind: 'api', by: 'test' } as const;
      await policies.save({ definition: { ...idle, schedule }, origin, at: yesterday });
      await policies.setMode(idle.policy, 'live', yesterday);
    });
    const apis = await Promise.all(both.map((one) => one.signIn()));
    // Any change of a policy makes a process look at the schedules at once, here both in the same moment.
    for (const mode of ['test', 'live']) {
      await Promise.all(apis.map((api) => api.send('PUT', '/policies/policy/mode', { mode })));
    }
    const [api] = apis;
    if (api === undefined) throw new Error('no process was started');
    const [run] = await waitFor('the run of the tick', async () => {
      const { items } = await api.get<{ items: RunDocument[] }>('/runs?limit=50');
      return items.length > 0 && items.every((one) => one.state === 'finished') ? items : null;
    });
    await look(async (store) => {
      expect(await store.runs.list({ limit: 10, before: null })).toHaveLength(1);
      expect(await findDisagreements(lab, store, run?.id ?? 0, before)).toEqual([]);
    });
    for (const one of both) one.kill('SIGTERM');
    for (const one of both) expect(await one.ended).toEqual({ code: 0, signal: null });
  });
});
