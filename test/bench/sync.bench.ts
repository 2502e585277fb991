// Sync of 20,000 users at 5 ms latency, against a bare undici loop over the same pages in the same run. Goal: ≤ 1.25 ×.
import { startSidecar } from '../support/sidecar.ts';
import { fetchBare } from './bare-loop.ts';
import { startCpuTime } from './cpu-time.ts';
import { printFigures, startBenchLab } from './lab-process.ts';

const users = 20_000;
const latencyMs = 5;
const concurrency = 4;
const rounds = 5;

const lab = await startBenchLab({ users, latencyMs });
const sidecar = await startSidecar({ lab, timeoutMs: 30_000 });
try {
  const { store, connection, takeSnapshot } = sidecar.context;
  // The first readings of both warm the lab and the code, and ours looks for recent editors as it does once a day: they
  // are told and not counted.
  await fetchBare({ baseUrl: lab.baseUrl, token: lab.service.token, concurrency });
  const coldMs = performance.now();
  await takeSnapshot();
  printFigures({ bench: 'sync', round: 'first', seconds: Number(((performance.now() - coldMs) / 1000).toFixed(3)) });
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const stopBare = startCpuTime();
    const bare = await fetchBare({ baseUrl: lab.baseUrl, token: lab.service.token, concurrency });
    const bareCpu = stopBare();
    const before = connection.stats().requests.read;
    const stop = startCpuTime();
    const startedMs = performance.now();
    const snapshot = await takeSnapshot();
    const seconds = (performance.now() - startedMs) / 1000;
    const cpu = stop();
    ratios.push(seconds / bare.seconds);
    printFigures({
      bench: 'sync',
      round,
      users: snapshot.userCount,
      groups: snapshot.groupCount,
      requests: connection.stats().requests.read - before,
      seconds: Number(seconds.toFixed(3)),
      cpuSeconds: cpu,
      reference: {
        what: 'bare undici loop',
        requests: bare.requests,
        seconds: Number(bare.seconds.toFixed(3)),
        cpuSeconds: bareCpu,
      },
      ratio: Number((seconds / bare.seconds).toFixed(3)),
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    });
  }
  const middle = ratios.sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0;
  printFigures({ bench: 'sync', medianRatio: Number(middle.toFixed(3)), goal: 1.25, withinGoal: middle <= 1.25 });
  await store.ping();
} finally {
  await sidecar.close();
  await lab.stop();
}
