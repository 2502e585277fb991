// Plans 100,000 users while pages are asked for: all selected, then all unknown. Goal: the event loop is late by 50 ms at most (p99).
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildApp } from '../../sidecar/src/app.ts';
import type { Context } from '../../sidecar/src/context.ts';
import type { Activity } from '../../sidecar/src/domain/activity.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';
import type { ReadUser } from '../../sidecar/src/store/snapshots.ts';
import { buildPolicy, requestRun, requireRun, startSidecar } from '../support/sidecar.ts';
import { askMeanwhile } from './ask-meanwhile.ts';
import { startCpuTime } from './cpu-time.ts';
import { printFigures, startBenchLab } from './lab-process.ts';

const users = 100_000;
const perPiece = 5_000;
const groups = ['confluence-users', 'all-staff'];
const goalDelayMs = 50;
const dayMs = 86_400_000;

type Kind = 'selected' | 'unknown';

const lab = await startBenchLab({ users: 60, latencyMs: 0 });
try {
  for (const kind of ['selected', 'unknown'] as const) await measure(kind);
} finally {
  await lab.stop();
}

/** `unknown`: no source tells of anybody's activity, so that everybody is left out and listed. */
async function measure(kind: Kind): Promise<void> {
  const sidecar = await startSidecar({ lab, timeoutMs: 30_000 });
  const app = buildApp(sidecar.context);
  try {
    const { context } = sidecar;
    const { store, runner } = context;
    const snapshotId = await fillSnapshot(context, kind);
    const policy = buildPolicy({
      criteria: {
        all: [
          { inactiveDays: 90 },
          { status: 'active' },
          { emailDomain: ['example.com', 'example.org'] },
          { any: groups.map((group) => ({ inGroup: group })) },
        ],
      },
      actions: [{ removeFromGroups: groups }, 'disable'],
      // Held by its size, so that nothing but the planning and its report is measured.
      limits: { maxUsers: 1, maxPercent: 100, snapshotMaxAgeHours: 24 },
    });
    const { id } = await requestRun(context, policy, 'test');
    const at = context.clock.now();
    await store.runs.advance({ runId: id, from: 'requested', to: 'reading', at });
    await store.runs.advance({ runId: id, from: 'reading', to: 'planning', at, snapshotId });

    await app.listen({ host: '127.0.0.1', port: 0 });
    const apiUrl = `${app.listeningOrigin}/user-management/api/v1`;
    const stopAsking = await askMeanwhile(apiUrl, lab.admin.token);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const stopTicks = startTicks();
    const stopCpu = startCpuTime();
    const startedMs = performance.now();
    delay.enable();
    runner.wake();
    await runner.settled();
    delay.disable();
    const seconds = (performance.now() - startedMs) / 1000;
    const cpuSeconds = stopCpu();
    const ticks = stopTicks();
    const answers = await stopAsking();
    const plan = await store.runs.plan(id);
    const delayMs = (nanoseconds: number) => Number((nanoseconds / 1e6).toFixed(1));
    const p99 = delayMs(delay.percentile(99));
    printFigures({
      bench: 'plan',
      kind,
      ending: (await requireRun(context, id)).ending,
      users,
      planned: plan?.summary.planned,
      unknown: plan?.summary.unknown,
      seconds: Number(seconds.toFixed(3)),
      cpuSeconds,
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      eventLoopDelayMs: { p50: delayMs(delay.percentile(50)), p99, max: delayMs(delay.max) },
      cpuBetweenTicksMs: ticks,
      goalDelayMs,
      withinGoal: p99 <= goalDelayMs,
      requestsMeanwhile: answers,
    });
    const counted = kind === 'selected' ? plan?.summary.planned : plan?.summary.unknown;
    if (p99 > goalDelayMs || counted !== users) process.exitCode = 1;
  } finally {
    await app.close();
    await sidecar.close();
  }
}

/** A snapshot of people, each in both groups, as if it had just been read. */
async function fillSnapshot({ store, clock }: Pick<Context, 'store' | 'clock'>, kind: Kind): Promise<number> {
  const readAt = clock.now();
  const id = await store.snapshots.begin({ hostId: 'bench', startedAt: readAt });
  const seenAt = new Date(Date.parse(readAt) - 200 * dayMs).toISOString();
  const activity: Activity =
    kind === 'unknown'
      ? { state: 'unknown', reason: 'no-source' }
      : { state: 'seen', at: seenAt, kind: 'login', source: 'users.activity', readAt };
  for (let start = 0; start < users; start += perPiece) {
    const some = Array.from({ length: perPiece }, (_, index) => makeUser(start + index, activity));
    await store.snapshots.addUsers(id, some, readAt);
    await store.snapshots.addMemberships(
      id,
      groups.flatMap((group) => some.map(({ userKey }) => ({ group, userKey, direct: true }))),
    );
  }
  await store.snapshots.addGroups(
    id,
    groups.map((name) => ({ name, knowledge: 'complete', directMembers: users, childGroups: [] })),
  );
  await store.snapshots.finish(id, { finishedAt: readAt, sources: [] });
  return id;
}

function makeUser(number: number, activity: Activity): ReadUser {
  const username = `user.${number}`;
  return {
    userKey: `key-${String(number).padStart(6, '0')}` as UserKey,
    username: username as Username,
    displayName: `User ${number}`,
    email: `${username}@${number % 2 === 0 ? 'example.com' : 'example.org'}`,
    status: 'active',
    activity,
    createdAt: null,
  };
}

/** CPU time of this thread from one tick to the next: how long it held the loop, however busy the machine was besides. */
function startTicks(): () => { p99: number; max: number } {
  const took: number[] = [];
  let before = process.threadCpuUsage();
  const timer = setInterval(() => {
    const now = process.threadCpuUsage();
    took.push((now.user + now.system - before.user - before.system) / 1_000);
    before = now;
  }, 5);
  return () => {
    clearInterval(timer);
    const sorted = took.sort((one, other) => one - other);
    const at = (share: number) => Number((sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1));
    return { p99: at(0.99), max: at(1) };
  };
}
