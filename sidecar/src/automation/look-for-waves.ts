// Begins the next wave of each approval that has one due, and ends what has nobody left, expired or was stopped.
import type { Clock } from '../clock.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import { judgeWaves, nextWaveAfter, type Waves } from '../domain/waves.ts';
import type { Log } from '../log.ts';
import { isPlanOutdated } from '../store/outdated-plan.ts';
import { presentMode } from '../store/present-mode.ts';
import type { Settings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';

export interface WavesInput {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Pick<Settings, 'processMode'>;
}

/** Looks at all approvals in waves. Looking twice, or in two processes, begins each wave once. */
export async function lookForWaves(input: WavesInput): Promise<void> {
  for (const waves of await input.store.waves.open()) await consider(input, waves);
}

async function consider({ store, clock, log, settings }: WavesInput, waves: Waves): Promise<void> {
  const now = clock.now();
  const lastRun = await store.runs.get(waves.lastRunId);
  if (lastRun === null) return;
  const mode = effectiveMode({ policyMode: await presentMode(store, lastRun), processMode: settings.processMode });
  const verdict = judgeWaves({
    waves,
    now,
    lastRun,
    left: await store.waves.left(waves.of),
    outdated: await isPlanOutdated(store, lastRun),
    live: mode.mode === 'live',
  });
  if (verdict === 'wait') return;
  const nextAt = nextWaveAfter(waves, now);
  if (verdict === 'postpone') return store.waves.postpone(waves.of, nextAt);
  if (verdict !== 'begin') {
    const details = { run: waves.of, why: verdict.end };
    await store.together(async (held) => {
      if (!(await held.waves.end(waves.of, { why: verdict.end, at: now }))) return;
      await held.audit.append({ at: now, actor: 'system', event: 'approval.waves-ended', details });
    });
    return;
  }
  // The version that was approved goes on, with the recipients it names: no edit in between changes a run.
  const { policyId, policyVersion, approvedBy: by } = waves;
  const request = { policyId, policyVersion, trigger: { kind: 'approval', by, of: waves.of }, ...mode } as const;
  const run = await store.waves.begin({ waves, request: { ...request, requestedAt: now }, nextAt });
  log.info({ policyId, approvedRun: waves.of, runId: run?.id ?? null }, 'wave considered');
}
