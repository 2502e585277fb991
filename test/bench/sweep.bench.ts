// Disables 500 of 5,000 users at 20 ms latency. Goals: ≤ 4 requests a user after the sync, wall ≤ 1.15 × what latency costs.
import { setTimeout as delay } from 'node:timers/promises';
import type { LabProcess } from '../../scripts/demo/lab-ready.ts';
import { buildPolicy, requestRun, requireRun, startSidecar } from '../support/sidecar.ts';
import { startCpuTime } from './cpu-time.ts';
import { printFigures, startBenchLab } from './lab-process.ts';

const users = 5_000;
const wanted = 500;
const latencyMs = 20;
const concurrency = 4;

const lab = await startBenchLab({ users, latencyMs });
const sidecar = await startSidecar({ lab, timeoutMs: 30_000 });
try {
  const { context } = sidecar;
  const { store, connection, runner, takeSnapshot } = context;
  await takeSnapshot();
  const usernames = await chooseUsers(lab);
  const policy = buildPolicy({
    criteria: { all: [{ status: 'active' }, { username: usernames }] },
    actions: ['disable'],
  });
  const run = await requestRun(context, policy, 'live');
  const { savePlan } = store.runs;
  let executing = { at: 0, requests: 0, cpu: startCpuTime() };
  Object.assign(store.runs, {
    savePlan: async (input: Parameters<typeof savePlan>[0]) => {
      await savePlan(input);
      executing = { at: performance.now(), requests: totalRequests(), cpu: startCpuTime() };
    },
  });
  runner.wake();
  await runner.settled();
  const seconds = (performance.now() - executing.at) / 1000;
  const cpuSeconds = executing.cpu();
  const requests = totalRequests() - executing.requests;
  const counts = await store.runs.counts(run.id);
  const applied = counts.users.applied ?? 0;
  const reference = await measureLatency(lab, requests);
  printFigures({
    bench: 'sweep',
    ending: (await requireRun(context, run.id)).ending,
    users,
    applied,
    confirmed: counts.verified.confirmed ?? 0,
    requests,
    requestsPerUser: Number((requests / applied).toFixed(3)),
    goalRequestsPerUser: 4,
    seconds: Number(seconds.toFixed(3)),
    cpuSeconds,
    arithmetic: Number(((requests * latencyMs) / concurrency / 1000).toFixed(3)),
    ratioToArithmetic: Number(((seconds * 1000 * concurrency) / (requests * latencyMs)).toFixed(3)),
    goalRatio: 1.15,
    reference: { what: 'as many bare requests, as many at a time', seconds: Number(reference.toFixed(3)) },
    ratioToReference: Number((seconds / reference).toFixed(3)),
  });

  function totalRequests(): number {
    const { read, write } = connection.stats().requests;
    return read + write;
  }
} finally {
  await sidecar.close();
  await lab.stop();
}

/** Active users outside the administrators whose names a path can carry. */
async function chooseUsers({ controlUrl }: LabProcess): Promise<string[]> {
  const answer = await fetch(`${controlUrl}/state`);
  const state = (await answer.json()) as { users: { username: string; status: string; groups: string[] }[] };
  return state.users
    .filter((user) => user.status === 'current' && /^[a-z.]+\d*$/.test(user.username))
    .filter((user) => !user.groups.some((group) => group.includes('admin')) && !user.username.includes('admin'))
    .slice(0, wanted)
    .map((user) => user.username);
}

/** Seconds that as many requests for the smallest answer take, as many at a time. */
async function measureLatency({ baseUrl, service }: LabProcess, requests: number): Promise<number> {
  const { Pool } = await import('undici');
  const url = new URL(baseUrl);
  const pool = new Pool(url.origin, { connections: concurrency });
  const headers = { authorization: `Bearer ${service.token}` };
  await delay(50);
  const startedMs = performance.now();
  let left = requests;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const { body } = await pool.request({ path: `${url.pathname}/rest/api/user/current`, method: 'GET', headers });
      await body.dump();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  await pool.close();
  return (performance.now() - startedMs) / 1000;
}
