// Begins the next wave of each approval that has one due, and ends what has nobody left, expired or was stopped.
import type { Clock } from '../clock.ts';
import { decidesAlike } from '../domain/policy-change.ts';
import { effectiveMode } from '../domain/run-mode.ts';
import { judgeWaves, nextWaveAfter, type Waves } from '../domain/waves.ts';
import type { Log } from '../log.ts';
import type { StoredPolicy } from '../store/policies.ts';
import type { Settings } from '../store/settings.ts';
import type { Store } from '../store/store.ts';

export interface WavesInput {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly policies: readonly StoredPolicy[];
  readonly settings: Pick<Settings, 'processMode'>;
}

/** Looks at all approvals in waves. Looking twice, or in two processes, begins each wave once. */
export async function lookForWaves(input: WavesInput): Promise<void> {
  for (const waves of await input.store.waves.open()) await consider(input, waves);
}

async function consider({ store, clock, log, policies, settings }: WavesInput, waves: Waves): Promise<void> {
  const now = clock.now();
  const lastRun = await store.runs.get(waves.lastRunId);
  if (lastRun === null) return;
  const policy = policies.find(({ id }) => id === waves.policyId) ?? null;
  const mode = effectiveMode({ policyMode: policy?.mode ?? 'test', processMode: settings.processMode });
  const verdict = judgeWaves({
    waves,
    now,
    lastRun,
    left: await store.waves.left(waves.of),
    decidesAlike: await stillDecides(store, waves, policy),
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

/** An edit of its name, words, schedule or recipients changes nobody's fate. */
async function stillDecides(
  { policies }: Pick<Store, 'policies'>,
  { policyId, policyVersion }: Waves,
  policy: StoredPolicy | null,
): Promise<boolean> {
  if (policy === null || policy.version === policyVersion) return policy !== null;
  return decidesAlike(await policies.definition(policyId, policyVersion), policy.definition);
}
