// Asks a sidecar for runs, policies and health in turn, ten times a second, from a thread of its own.
import { startThread } from '../../sidecar/src/store/thread/start-thread.ts';

export interface Answered {
  readonly answered: number;
  readonly failed: number;
  readonly p99Ms: number;
}

/** `token` is a Confluence token of somebody with a role. The answer stops it and tells how long others waited. */
export async function askMeanwhile(apiUrl: string, token: string): Promise<() => Promise<Answered>> {
  const headers = await openSession(apiUrl, token);
  const urls = [`${apiUrl}/runs?limit=20`, `${apiUrl}/policies`, `${new URL(apiUrl).origin}/health/live`];
  const worker = startThread(new URL('./ask-steadily.ts', import.meta.url), { urls, headers, everyMs: 100 });
  await new Promise((resolve) => worker.once('online', resolve));
  return async () => {
    const told = new Promise<{ tookMs: number[]; failed: number }>((resolve) => worker.once('message', resolve));
    worker.postMessage('stop');
    const { tookMs, failed } = await told;
    await worker.terminate();
    const sorted = tookMs.sort((one, other) => one - other);
    const p99Ms = Number((sorted[Math.floor(sorted.length * 0.99)] ?? 0).toFixed(1));
    return { answered: tookMs.length, failed, p99Ms };
  };
}

/** Headers of somebody who is signed in. */
export async function openSession(apiUrl: string, token: string): Promise<Record<string, string>> {
  const headers = { 'content-type': 'application/json', 'x-um-request': '1' };
  const answer = await fetch(`${apiUrl}/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return { authorization: `Bearer ${accessToken}` };
}
