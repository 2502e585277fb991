// A thread that asks a sidecar for the same pages at a steady pace and tells how long the answers took.
import { parentPort, workerData } from 'node:worker_threads';

const { urls, headers, everyMs } = workerData as { urls: string[]; headers: Record<string, string>; everyMs: number };
const tookMs: number[] = [];
let failed = 0;
let turn = 0;

async function ask(url: string): Promise<void> {
  const startedMs = performance.now();
  const answer = await fetch(url, { headers });
  await answer.text();
  if (answer.ok) tookMs.push(performance.now() - startedMs);
  else failed += 1;
}

const timer = setInterval(() => {
  turn += 1;
  ask(urls[turn % urls.length] ?? '').catch(() => {
    failed += 1;
  });
}, everyMs);

parentPort?.once('message', () => {
  clearInterval(timer);
  parentPort?.postMessage({ tookMs, failed });
});
