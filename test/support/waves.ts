// A first clean-up that is far beyond the limits, with its lab and its clock: approved in waves, and one night after the other.
import path from 'node:path';
import { expect } from 'vitest';
import type { Criteria } from '../../sidecar/src/domain/criteria/leaves.ts';
import { defaultLimits } from '../../sidecar/src/domain/policy.ts';
import type { Run } from '../../sidecar/src/domain/run.ts';
import { approveRun } from '../../sidecar/src/services/decisions.ts';
import { describeStanding } from '../../sidecar/src/services/held-runs.ts';
import type { Actor } from '../../sidecar/src/services/service-context.ts';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock, type MovableClock } from './clock.ts';
import { requirePlan } from './runs.ts';
import { buildPolicy, requireRun, type Sidecar, startSidecar } from './sidecar.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

export const actor: Actor = { userKey: 'ada', username: 'ada' };
export const idle: Criteria = { all: [{ inactiveDays: 30 }, { status: 'active' }] };
export const policyOn = (criteria: Criteria) =>
  buildPolicy({ criteria, actions: ['disable'], limits: { ...defaultLimits, maxUnknownPercent: 100 } });

export interface Stage {
  readonly lab: Lab;
  readonly clock: MovableClock;
  readonly file: string;
  readonly open: () => Promise<Sidecar>;
}

export async function setStage(closers: (() => Promise<void>)[], users: number): Promise<Stage> {
  const folder = await makeTemporaryFolder();
  const lab = await startLab({ users, checkAnswers: false });
  const clock = createMovableClock();
  closers.push(folder.remove, lab.close);
  const file = path.join(folder.path, 'store.db');
  const open = async () => {
    const sidecar = await startSidecar({ lab, clock, databaseFile: file });
    closers.push(() => sidecar.close().catch(() => undefined));
    const { settings } = sidecar.context.store;
    await settings.set('rollingPercent', 10, { by: 'test', at: clock.now() });
    return sidecar;
  };
  return { lab, clock, file, open };
}

/** What the scheduler and the runner do in one night. */
export async function workANight({ context }: Sidecar): Promise<void> {
  await context.scheduler.look();
  context.runner.wake();
  await context.runner.settled();
}

export async function approveInWaves({ context }: Pick<Sidecar, 'context'>, held: Run, users: number): Promise<Run> {
  const { digest } = await requirePlan(context, held.id);
  return approveRun(context, { runId: held.id, digest, waves: { users }, actor });
}

export const wavesOf = async ({ context }: Sidecar, held: Run) =>
  (await describeStanding(context, await requireRun(context, held.id)))?.waves ?? null;

/** Only these of the idle users are meant, so that the figures are round. */
export async function listIdle({ context }: Sidecar, most: number): Promise<Criteria> {
  const snapshot = await context.takeSnapshot();
  const { store, clock } = context;
  const query = { snapshotId: snapshot.id, criteria: idle, now: clock.now(), verdict: 'yes' } as const;
  const found: { line: number; name: string; userKey: string }[] = [];
  for await (const batch of store.snapshots.select(query)) {
    for (const { user, memberships } of batch) {
      const ordinary =
        /^(?!admin)[a-z]+\.[a-z]+\d*$/.test(user.username) && memberships.every(({ group }) => !/admin/.test(group));
      if (ordinary && found.length < most)
        found.push({ line: found.length + 2, name: user.username, userKey: user.userKey });
    }
  }
  expect(found).toHaveLength(most);
  await store.userLists.save({ name: 'clean-up', rows: found as never, at: clock.now() });
  return { all: [{ inList: 'clean-up' }, idle] };
}
