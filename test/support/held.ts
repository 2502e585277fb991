// A run that was held, with its lab and what people may decide about it.
import { expect } from 'vitest';
import type { Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { approveRun, rejectRun } from '../../sidecar/src/services/decisions.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from './clock.ts';
import { requirePlan } from './runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from './sidecar.ts';

const idle: Criteria = { all: [{ inactiveDays: 90 }, { inGroup: 'confluence-users' }, { status: 'active' }] };
/** Idle users are disabled, three at most: the plan for the lab's people is held. */
export const heldPolicy = buildPolicy({
  criteria: idle,
  actions: ['disable'],
  protect: { users: [], groups: ['keep'] },
  limits: { ...defaultLimits, maxPercent: 100, maxUsers: 3 },
});

export interface Held {
  readonly lab: Lab;
  readonly sidecar: Sidecar;
  readonly clock: MovableClock;
  readonly run: Run;
  readonly digest: string;
  readonly decide: (by?: string) => {
    readonly approve: (digest?: string) => Promise<Run>;
    readonly reject: (reason: string | null) => Promise<Run>;
  };
  /** Lets the runner work until it is done. */
  readonly settle: () => Promise<void>;
}

export async function hold(closers: (() => Promise<void>)[]): Promise<Held> {
  const lab = await startLab({ users: 160, checkAnswers: false });
  const clock = createMovableClock();
  const sidecar = await startSidecar({ lab, clock });
  closers.push(lab.close, sidecar.close);
  const { context } = sidecar;
  const run = await runPolicy(sidecar, heldPolicy, 'live');
  expect(run.ending).toBe('quarantined');
  const { digest } = await requirePlan(context, run.id);
  const { findAdministrators, store, wake, host } = context;
  const deciding = { store, clock, wake, findAdministrators, host };
  return {
    lab,
    sidecar,
    clock,
    run,
    digest,
    decide: (by = 'ada') => {
      const actor = { userKey: by, username: by } as Actor;
      return {
        approve: (wanted = digest) => approveRun(deciding, { runId: run.id, digest: wanted, actor }),
        reject: (reason) => rejectRun(deciding, { runId: run.id, reason, actor }),
      };
    },
    settle: async () => {
      context.runner.wake();
      await context.runner.settled();
    },
  };
}
