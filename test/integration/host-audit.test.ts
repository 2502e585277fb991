// The line a run leaves in Confluence's own audit log: once, by number, only where it acted, and never in a run's way.
import { Readable } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../sidecar/src/domain/report.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { renderReport } from '../../sidecar/src/mail/render.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { readEntries } from '../support/agreement.ts';
import { createMovableClock, type MovableClock } from '../support/clock.ts';
import { afterPlanning, auditLinesAt } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';
import { contractorsOut } from '../support/tier.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Stage {
  readonly lab: Lab;
  readonly clock: MovableClock;
  readonly sidecar: Sidecar;
}

async function setStage(confluence: '8.5' | '9.2' | '10.2'): Promise<Stage> {
  const start = '2026-01-14T12:00:00.000Z';
  const clock = createMovableClock(start);
  const lab = await startLab({ confluence, users: 120, startEpochMs: Date.parse(start) });
  closers.push(lab.close);
  const sidecar = await startSidecar({ lab, clock });
  closers.push(sidecar.close);
  await sidecar.context.store.settings.set('nestedGroups', 'declared-none', { by: 'test', at: clock.now() });
  return { lab, clock, sidecar };
}

const linesOf = ({ lab }: Stage) => lab.world.audit.filter(({ objectType }) => objectType === 'Run');

async function reportOf({ context }: Sidecar, run: Run): Promise<Report> {
  return (await context.store.runs.report(run.id)) as Report;
}

/** The mail of the report, without the users in it. */
async function mailOf(report: Report): Promise<string> {
  const nobody = { entries: Readable.from([]), unknown: [] };
  return (await renderReport(report, nobody, { publicUrl: null, timeZone: 'UTC' })).text;
}

/** Puts somebody in and out again, so that each run has something to do. */
const back = buildPolicy({
  criteria: { username: ["d'angelo", 'no.email'] },
  actions: [{ addToGroups: ['contractors'] }],
});
const out = buildPolicy({
  criteria: { username: ["d'angelo", 'no.email'] },
  actions: [{ removeFromGroups: ['contractors'] }],
});

describe('a live run at a Confluence that takes records', () => {
  it('leaves one line with its number, its policy and its figures, and nobody by name', async () => {
    const stage = await setStage('8.5');
    const run = await runPolicy(stage.sidecar, contractorsOut, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    const [line, ...others] = linesOf(stage);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      summary: `User Management for Confluence: run ${run.id}`,
      category: 'User Management for Confluence',
      description: expect.stringMatching(
        /^Policy policy, version 1, started by by-hand, completed\. Users: .*\d+ applied/,
      ),
    });
    const names = (await readEntries(stage.sidecar.context.store, run.id)).map(({ username }) => username);
    expect(names.length).toBeGreaterThan(2);
    expect(names.filter((name) => JSON.stringify(line).includes(name))).toEqual([]);
  });

  it('says in its report, and in the mail of it, that the line is there', async () => {
    const stage = await setStage('8.5');
    const report = await reportOf(stage.sidecar, await runPolicy(stage.sidecar, back, 'live'));
    expect(report.hostRecord).toEqual({ state: 'written', evidence: 'POST /rest/api/audit → 200' });
    const text = await mailOf(report);
    expect(text).toContain("Confluence's own audit log has this run by its number.");
  });

  it('leaves none where it changed nothing, and none in test mode', async () => {
    const stage = await setStage('8.5');
    await runPolicy(stage.sidecar, back, 'test');
    await runPolicy(stage.sidecar, back, 'live');
    const again = await runPolicy(stage.sidecar, back, 'live');
    expect(auditLinesAt(stage.lab)).toBe(1);
    expect((await reportOf(stage.sidecar, again)).hostRecord).toBeUndefined();
  });

  it('calls a line whose answer was lost a line that may be there, and does not send it again', async () => {
    const stage = await setStage('8.5');
    const path = '/rest/api/audit';
    stage.lab.wire.faults.add({ match: { method: 'POST', path }, kind: 'lost-answer', count: 1 });
    const run = await runPolicy(stage.sidecar, back, 'live');
    expect(run).toMatchObject({ ending: 'completed', failure: null });
    expect([auditLinesAt(stage.lab), linesOf(stage)]).toEqual([1, [expect.anything()]]);
    expect((await reportOf(stage.sidecar, run)).hostRecord).toMatchObject({ state: 'unclear' });
  });

  it('sends nothing after a crash between the note and the answer: the line may be there', async () => {
    const stage = await setStage('8.5');
    const { context } = stage.sidecar;
    afterPlanning(
      context,
      async () => void (await context.store.hostRecords.begin({ runId: 1, at: context.clock.now() })),
    );
    const run = await runPolicy(stage.sidecar, back, 'live');
    expect([run.id, auditLinesAt(stage.lab)]).toEqual([1, 0]);
    expect((await reportOf(stage.sidecar, run)).hostRecord).toEqual({ state: 'unclear', evidence: null });
  });

  it('tells nothing to a Confluence that is not confirmed any more when the run ends', async () => {
    const stage = await setStage('8.5');
    const { context } = stage.sidecar;
    const lease = context.store.journal.verified;
    Object.assign(context.store.journal, {
      verified: async (rows: Parameters<typeof lease>[0]) => {
        stage.lab.site.address.publicUrl = 'http://clone.example.com/confluence';
        await lease(rows);
      },
    });
    const run = await runPolicy(stage.sidecar, back, 'live');
    expect(run.ending).toBe('completed');
    expect(auditLinesAt(stage.lab)).toBe(0);
  });

  it('tells nothing where the process was put into observe mode before the run ended', async () => {
    const stage = await setStage('8.5');
    const { context } = stage.sidecar;
    const { verified } = context.store.journal;
    Object.assign(context.store.journal, {
      verified: async (rows: Parameters<typeof verified>[0]) => {
        await context.store.settings.set('processMode', 'observe', { by: 'test', at: context.clock.now() });
        await verified(rows);
      },
    });
    const run = await runPolicy(stage.sidecar, back, 'live');
    expect(run.ending).toBe('completed');
    expect(auditLinesAt(stage.lab)).toBe(0);
    expect((await reportOf(stage.sidecar, run)).hostRecord).toBeUndefined();
  });
});

describe('a live run at a Confluence that takes none', () => {
  it.each(['9.2', '10.2'] as const)(
    'offers one line, goes on as always, and says why there is none, at %s',
    async (line) => {
      const stage = await setStage(line);
      const first = await runPolicy(stage.sidecar, back, 'live');
      expect(first).toMatchObject({ ending: 'completed', failure: null });
      const second = await runPolicy(stage.sidecar, out, 'live');
      expect(auditLinesAt(stage.lab)).toBe(1);
      for (const run of [first, second]) {
        const report = await reportOf(stage.sidecar, run);
        expect(report.hostRecord).toEqual({ state: 'refused', evidence: 'POST /rest/api/audit → 405' });
        const text = await mailOf(report);
        expect(text).toContain("Confluence's own audit log takes no line of a run (POST /rest/api/audit → 405).");
      }
    },
  );

  it('asks again an hour later, as for every ability', async () => {
    const stage = await setStage('9.2');
    await runPolicy(stage.sidecar, back, 'live');
    stage.clock.advanceMs(3_600_001);
    await runPolicy(stage.sidecar, out, 'live');
    expect(auditLinesAt(stage.lab)).toBe(2);
  });
});
