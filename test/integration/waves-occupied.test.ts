// A wave that meets a Confluence busy for hours is no new question to anybody: its people are left for the next wave.
import { afterEach, expect, it } from 'vitest';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { renderReport } from '../../sidecar/src/mail/render.ts';
import { approveRun, rejectRun } from '../../sidecar/src/services/decisions.ts';
import { describeStanding } from '../../sidecar/src/services/held-runs.ts';
import { listRuns } from '../../sidecar/src/services/runs.ts';
import { readEntries } from '../support/agreement.ts';
import { requirePlan, requireReport, writesAt } from '../support/runs.ts';
import { requireRun, runPolicy, type Sidecar } from '../support/sidecar.ts';
import { actor, approveInWaves, listIdle, policyOn, setStage, wavesOf, workANight } from '../support/waves.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** An approval of 60 users in waves of 40 whose first wave has begun to wait for the index. */
async function setWaiting() {
  const stage = await setStage(closers, 400);
  const sidecar = await stage.open();
  const held = await runPolicy(sidecar, policyOn(await listIdle(sidecar, 60)), 'live');
  const { clock, world } = stage.lab;
  const { context } = sidecar;
  const asleep = { ...context, wake: { ...context.wake, runner: () => undefined } };
  const wave = await approveInWaves({ context: asleep }, held, 40);
  world.reindex = { jobId: 7, startedEpochMs: clock.nowMs(), durationMs: 100 * 3_600_000 };
  await workANight(sidecar);
  expect((await requireRun(context, wave.id)).state).toBe('executing');
  const comeNextDay = async () => {
    world.reindex = null;
    stage.clock.advanceMs(86_400_000);
    await workANight(sidecar);
  };
  return { stage, sidecar, held, wave, comeNextDay };
}

const undecided = ({ context }: Sidecar) => listRuns(context, { standing: 'undecided', limit: 10 });

async function mailOf({ context }: Sidecar, run: Run): Promise<string> {
  const entries = await readEntries(context.store, run.id);
  async function* all() {
    yield* entries;
  }
  const report = await requireReport(context, run.id);
  const mail = await renderReport(report, { entries: all(), unknown: [] }, { publicUrl: null, timeZone: 'UTC' });
  return mail.text;
}

it('leaves its people to the next wave, asks nobody to decide, and its mail says so', async () => {
  const { stage, sidecar, held, wave, comeNextDay } = await setWaiting();
  for (let minutes = 0; minutes < 124; minutes += 4) {
    stage.clock.advanceMs(4 * 60_000);
    await workANight(sidecar);
  }
  expect(await requireRun(sidecar.context, wave.id)).toMatchObject({ ending: 'failed', failure: 'reindex_running' });
  expect(writesAt(stage.lab)).toEqual([]);
  expect(await undecided(sidecar)).toEqual([]);
  const { nextAt } = (await wavesOf(sidecar, held)) ?? {};
  expect((await requireReport(sidecar.context, wave.id)).wavesLeft).toMatchObject({
    users: 60,
    next: { kind: 'due', at: nextAt },
  });
  const mail = await mailOf(sidecar, wave);
  expect(mail).toContain('60 users of the approved plan are left for the next waves');
  expect(mail).not.toContain('unless somebody approves');
  await comeNextDay();
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 20, ended: null });
  expect(new Set(writesAt(stage.lab)).size).toBe(40);
});

it('takes no decision about a wave that was held all the same: its people come with the next ones, each of them once', async () => {
  const { stage, sidecar, held, wave, comeNextDay } = await setWaiting();
  const { context } = sidecar;
  const refusal = { guard: 'reindex-running', details: { minutes: 120 } } as const;
  await context.store.runs.hold({ runId: wave.id, refusal, at: context.clock.now() });
  stage.clock.advanceMs(60_000);
  await workANight(sidecar);
  expect((await requireRun(context, wave.id)).ending).toBe('quarantined');
  expect(await undecided(sidecar)).toEqual([]);
  expect(await describeStanding(context, await requireRun(context, wave.id))).toBeNull();
  const { digest } = await requirePlan(context, wave.id);
  const order = { runId: wave.id, actor };
  await expect(rejectRun(context, { ...order, reason: null })).rejects.toMatchObject({ code: 'wave_not_decided' });
  await expect(approveRun(context, { ...order, digest })).rejects.toMatchObject({ code: 'wave_not_decided' });
  await comeNextDay();
  expect(await wavesOf(sidecar, held)).toMatchObject({ left: 20, ended: null });
  expect(writesAt(stage.lab)).toHaveLength(40);
});
