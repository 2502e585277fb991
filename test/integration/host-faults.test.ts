// Confluence misbehaving in every way the lab knows: each run ends with an outcome per user, and nothing is done twice.
import { afterEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../sidecar/src/errors.ts';
import { pauseRun, resumeRun } from '../../sidecar/src/services/pause-run.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import type { FaultWish } from '../lab/wire/faults.ts';
import { findDisagreements } from '../support/agreement.ts';
import { createMovableClock } from '../support/clock.ts';
import { readState } from '../support/lab-state.ts';
import { afterPlanning } from '../support/runs.ts';
import { buildPolicy, requestRun, requireRun, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { actor } from '../support/waves.ts';

const idle = buildPolicy({
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] },
  actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
  protect: { users: [], groups: ['keep'] },
});

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
  lab = null;
  sidecar = null;
});

describe('before any plan is made', () => {
  it.each([
    { what: 'a wrong token', code: 'host_unauthorised', arrange: () => ({ token: 'not-a-token' }) },
    { what: 'a wrong address', code: 'host_not_confluence', arrange: (at: Lab) => ({ baseUrl: at.controlUrl }) },
    {
      what: 'an address where nobody listens',
      code: 'host_unreachable',
      arrange: () => ({ baseUrl: 'http://127.0.0.1:9' }),
    },
    {
      what: 'a wrong context path',
      code: 'host_not_confluence',
      arrange: (at: Lab) => ({ baseUrl: `${at.baseUrl}x` }),
    },
  ])('says in one sentence what to do about $what', async ({ code, arrange }) => {
    lab = await startLab({ users: 60 });
    const { token, baseUrl = lab.baseUrl } = arrange(lab) as { token?: string; baseUrl?: string };
    sidecar = await startSidecar({
      lab: { ...lab, baseUrl },
      ...(token === undefined ? {} : { token }),
      timeoutMs: 1_000,
    });
    const run = await runPolicy(sidecar, idle, 'live');
    expect(run).toMatchObject({ ending: 'failed', failure: code });
    expect(await sidecar.context.store.runs.plan(run.id)).toBeNull();
    expect(sentenceOf(code)).toMatch(/^Confluence|^There is no Confluence/);
  });

  it('says that a user without administrator rights is not enough', async () => {
    lab = await startLab({ users: 60 });
    const { issueToken } = await import('../lab/world/tokens.ts');
    const { findUser } = await import('../lab/world/views.ts');
    const user = findUser(lab.world, 'plus idle');
    if (user === undefined) throw new Error('the lab has no such user');
    const token = issueToken(lab.world, user, { name: 'mine', expirationDays: null, raw: 'an-ordinary-token' });
    expect(token).toBeDefined();
    sidecar = await startSidecar({ lab, token: 'an-ordinary-token' });
    expect(await runPolicy(sidecar, idle, 'test')).toMatchObject({
      ending: 'failed',
      failure: 'host_not_administrator',
    });
  });

  it('says that a read-only Confluence must be switched back, and only for live runs', async () => {
    lab = await startLab({ users: 60, readOnly: true });
    sidecar = await startSidecar({ lab });
    expect(await runPolicy(sidecar, idle, 'live')).toMatchObject({ ending: 'failed', failure: 'host_read_only' });
    expect(await runPolicy(sidecar, idle, 'test')).toMatchObject({ ending: 'completed', failure: null });
  });
});

describe('while the run is reading', () => {
  it.each<{ what: string; fault: FaultWish; ends: object }>([
    {
      what: 'a list that does not end',
      fault: { kind: 'endless-next', match: { path: '**/user/list' } },
      ends: { ending: 'failed', failure: 'host_endless_paging' },
    },
    {
      what: 'pages that are smaller than asked for',
      fault: { kind: 'shrink-pages', limit: 7 },
      ends: { ending: 'completed', failure: null },
    },
    {
      what: 'a page of HTML in place of data',
      fault: { kind: 'html', match: { path: '**/user/list' } },
      ends: { ending: 'failed', failure: 'host_not_json' },
    },
    {
      what: 'errors of its own, every time',
      fault: { kind: 'status', status: 500, match: { path: '**/user/list' } },
      ends: { ending: 'failed', failure: 'host_error' },
    },
  ])('copes with $what', async ({ fault, ends }) => {
    lab = await startLab({ users: 120, checkAnswers: false });
    sidecar = await startSidecar({ lab });
    lab.wire.faults.add(fault);
    expect(await runPolicy(sidecar, idle, 'test')).toMatchObject(ends);
  });

  it('leaves out everybody whose activity it could not read to the end', async () => {
    lab = await startLab({ users: 300 });
    sidecar = await startSidecar({ lab });
    lab.wire.faults.add({ kind: 'html', match: { path: '**/admin/users/list/active' } });
    const run = await runPolicy(sidecar, idle, 'live');
    // The probe itself meets the page: nothing is planned on an answer that makes no sense.
    expect(run.ending).toBe('failed');
    expect(lab.wire.log.list().filter((request) => request.method !== 'GET')).toEqual([]);
  });
});

describe('while the run is acting', () => {
  const writes = { method: 'PUT' };
  it.each<{ what: string; faults: FaultWish[]; unanswered?: 'carried-out' }>([
    { what: 'connections that break', faults: [{ kind: 'reset', share: 0.2 }] },
    {
      what: 'writes whose answer is lost',
      faults: [{ kind: 'lost-answer', share: 0.5, match: writes }],
      unanswered: 'carried-out',
    },
    { what: 'answers cut in the middle', faults: [{ kind: 'truncate', share: 0.2 }] },
    { what: 'errors of its own', faults: [{ kind: 'status', status: 500, share: 0.2 }] },
    { what: 'pages in place of data', faults: [{ kind: 'html', share: 0.1 }] },
    {
      what: 'a limit on requests',
      faults: [{ kind: 'status', status: 429, headers: { 'retry-after': '0' }, share: 0.2 }],
    },
    { what: 'hanging connections', faults: [{ kind: 'hang', count: 6 }] },
    {
      what: 'everything at once',
      faults: [
        { kind: 'lost-answer', share: 0.2 },
        { kind: 'status', status: 503, share: 0.1 },
        { kind: 'reset', share: 0.1 },
      ],
    },
  ])('gives every user an outcome that agrees with the lab under $what', async ({ faults, unanswered }) => {
    lab = await startLab({ users: 200, checkAnswers: false });
    const clock = createMovableClock();
    sidecar = await startSidecar({ lab, clock, timeoutMs: 400 });
    const { context } = sidecar;
    const before = await readState(lab);
    const run = await requestRun(context, idle, 'live');
    await planThenBreak(sidecar, run.id, () => {
      for (const fault of faults) lab?.wire.faults.add(fault);
    });
    for (let look = 0; (await requireRun(context, run.id)).state === 'executing' && look < 20; look += 1) {
      clock.advanceMs(60_000);
      context.runner.wake();
      await context.runner.settled();
    }
    lab.wire.faults.clear();
    expect((await requireRun(context, run.id)).state).toBe('finished');
    expect(await findDisagreements(lab, context.store, run.id, before, { unanswered: unanswered ?? 'maybe' })).toEqual(
      [],
    );
  });
});

describe('a host that does not answer once a run has begun to act', () => {
  const silence: FaultWish = { kind: 'status', status: 500, match: { path: '**/rest/api/user/current' } };

  it('is waited for anew each time, however long ago the run began', async () => {
    const { clock, context, run, faults, look } = await begin();
    expect((await requireRun(context, run.id)).state).toBe('executing');
    clock.advanceMs(30 * 3_600_000);
    faults.add(silence);
    await resumeRun(context, { runId: run.id, role: 'administrator', actor });
    await look(31_000);
    expect((await requireRun(context, run.id)).state).toBe('executing');
    faults.clear();
    await look(31_000);
    expect(await requireRun(context, run.id)).toMatchObject({ ending: 'completed', failure: null });
  });

  it('ends the run after a day of silence, with what it has', async () => {
    const { context, run, faults, look } = await begin();
    faults.add(silence);
    await resumeRun(context, { runId: run.id, role: 'administrator', actor });
    await look(0);
    for (let minutes = 5; minutes < 24 * 60; minutes += 5) await look(5 * 60_000 - 1_000);
    expect((await requireRun(context, run.id)).state).toBe('executing');
    await look(5 * 60_000);
    await look(5 * 60_000);
    expect(await requireRun(context, run.id)).toMatchObject({ ending: 'failed', failure: 'host_error' });
  }, 120_000);

  /** A run that is paused the moment it begins to act. */
  async function begin() {
    lab = await startLab({ users: 100, checkAnswers: false });
    const { faults } = lab.wire;
    const clock = createMovableClock();
    sidecar = await startSidecar({ lab, clock });
    const { context } = sidecar;
    const run = await requestRun(context, idle, 'live');
    afterPlanning(context, async () => void (await pauseRun(context, { runId: run.id, role: 'administrator', actor })));
    const look = async (afterMs: number) => {
      clock.advanceMs(afterMs);
      context.runner.wake();
      await context.runner.settled();
    };
    await look(0);
    return { clock, context, run, faults, look };
  }
});

describe('a sign-in that is refused while the run is acting', () => {
  it('leaves everybody else alone at once, before the account could be locked, and says why', async () => {
    lab = await startLab({ users: 200, checkAnswers: false });
    sidecar = await startSidecar({ lab });
    const { context } = sidecar;
    const run = await requestRun(context, idle, 'live');
    await planThenBreak(sidecar, run.id, () => {
      lab?.wire.faults.add({ kind: 'status', status: 401, match: { path: '**/rest/api/user' } });
    });
    const { users, skipped } = await context.store.runs.counts(run.id);
    expect(users.failed).toBe(1);
    expect(users.applied).toBeUndefined();
    expect(Object.keys(skipped)).toEqual(['turned-away']);
    expect(lab.wire.log.list().filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('costs one request of each of the few who are worked on when it comes in the middle of the run, and few afterwards', async () => {
    lab = await startLab({ users: 200, checkAnswers: false });
    sidecar = await startSidecar({ lab });
    const { context } = sidecar;
    const run = await requestRun(context, idle, 'live');
    const { attempting } = context.store.journal;
    let changes = 0;
    Object.assign(context.store.journal, {
      attempting: async (row: Parameters<typeof attempting>[0]) => {
        changes += 1;
        if (changes === 12) lab?.wire.faults.add({ kind: 'status', status: 401 });
        await attempting(row);
      },
    });
    context.runner.wake();
    await context.runner.settled();
    const { users, skipped } = await context.store.runs.counts(run.id);
    expect(users.failed).toBeLessThanOrEqual(6);
    expect(Object.keys(skipped)).toContain('turned-away');
    const refused = lab.wire.log.list().filter(({ status }) => status === 401);
    expect(refused.filter(({ method }) => method !== 'GET').length).toBeLessThanOrEqual(6);
    // Reading back ends with the first refusal; who answers and when our token ends is asked for the report.
    expect(refused.length).toBeLessThanOrEqual(6 + 4 + 2);
  });

  it('ends a run that cannot even begin to act, and does not try again for a day', async () => {
    lab = await startLab({ users: 100, checkAnswers: false });
    const clock = createMovableClock();
    sidecar = await startSidecar({ lab, clock });
    const { context } = sidecar;
    const run = await requestRun(context, idle, 'live');
    await planThenBreak(sidecar, run.id, () => {
      lab?.wire.faults.add({ kind: 'status', status: 401, match: { path: '**/rest/api/user/current' } });
    });
    expect(await requireRun(context, run.id)).toMatchObject({ state: 'finished', failure: 'host_unauthorised' });
  });
});

/** Lets the run be planned in peace, and breaks the host the moment it begins to act. */
async function planThenBreak({ context }: Sidecar, runId: number, breakHost: () => void): Promise<void> {
  const { savePlan } = context.store.runs;
  Object.assign(context.store.runs, {
    savePlan: async (input: Parameters<typeof savePlan>[0]) => {
      await savePlan(input);
      breakHost();
    },
  });
  context.runner.wake();
  await context.runner.settled();
  expect(runId).toBeGreaterThan(0);
}
