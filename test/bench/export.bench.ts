// Exports 100,000 users as CSV and as JSON lines while pages are asked for: peak memory, and how long the others wait.
import { buildApp } from '../../sidecar/src/app.ts';
import { fillSnapshot } from '../support/many-users.ts';
import { startSidecar } from '../support/sidecar.ts';
import { askMeanwhile, openSession } from './ask-meanwhile.ts';
import { startCpuTime } from './cpu-time.ts';
import { printFigures, startBenchLab } from './lab-process.ts';

const users = 100_000;
const toMiB = (bytes: number) => Math.round(bytes / 1024 / 1024);

const lab = await startBenchLab({ users: 60, latencyMs: 0 });
const sidecar = await startSidecar({ lab, timeoutMs: 30_000 });
const app = buildApp(sidecar.context);
try {
  await fillSnapshot(sidecar.context.store, { users, now: sidecar.context.clock.now() });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const apiUrl = `${app.listeningOrigin}/user-management/api/v1`;
  for (const format of ['csv', 'jsonl'] as const) await measure(apiUrl, format);
} finally {
  await app.close();
  await sidecar.close();
  await lab.stop();
}

/** The reader is in this process too and keeps nothing. */
async function measure(apiUrl: string, format: 'csv' | 'jsonl'): Promise<void> {
  const headers = await openSession(apiUrl, lab.admin.token);
  const stopAsking = await askMeanwhile(apiUrl, lab.admin.token);
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const stopCpu = startCpuTime();
  const startedMs = performance.now();
  const answer = await fetch(`${apiUrl}/exports/users?format=${format}`, { headers });
  const found = await countLines(answer);
  const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(3));
  clearInterval(sampling);
  const rows = format === 'csv' ? found.lines - 1 : found.lines;
  printFigures({
    bench: 'export',
    format,
    rows,
    megabytes: Number((found.bytes / 1e6).toFixed(1)),
    seconds,
    cpuSeconds: stopCpu(),
    memoryMiB: { before: toMiB(before), peak: toMiB(peak) },
    requestsMeanwhile: await stopAsking(),
  });
  if (rows !== users) process.exitCode = 1;
}

async function countLines({ body }: Response): Promise<{ lines: number; bytes: number }> {
  let lines = 0;
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    for (const byte of piece) if (byte === 10) lines += 1;
  }
  return { lines, bytes };
}
