// The main job on the demo: sync, rehearse the sample policies, one live run, and what the lab says of it afterwards.
import type { PlanDocument } from '../../sidecar/src/contract/plans.ts';
import type { RunDetailDocument } from '../../sidecar/src/contract/runs.ts';
import { type ApiClient, runToTheEnd, waitFor } from './api.ts';
import type { Demo } from './demo.ts';

/** The last line of `npm start -- --once`. All but `mailsDelivered` and `requests` count users of the live run. */
export interface Figures {
  readonly ok: boolean;
  readonly usersRead: number;
  readonly matched: number;
  readonly unknown: number;
  readonly planned: number;
  readonly applied: number;
  readonly already: number;
  readonly refused: number;
  readonly failed: number;
  readonly mailsDelivered: number;
  readonly requests: { readonly read: number; readonly write: number };
  readonly seconds: number;
}

const mainPolicy = 'inactive-90-days';

/** Reads Confluence once and waits for the snapshot. */
export async function syncOnce(api: ApiClient): Promise<void> {
  await api.send('POST', '/snapshots');
  await waitFor('the first snapshot', () => api.get('/snapshots/newest').catch(() => null));
}

/** Rehearses every policy and says in one line each what would happen. */
export async function rehearseAll(api: ApiClient, say: (line: string) => void): Promise<void> {
  const { items } = await api.get<{ items: { id: string; name: string }[] }>('/policies');
  for (const { id, name } of items) {
    const detail = await runToTheEnd(api, id, 'test');
    say(`  ${name}: ${await tell(api, detail)}`);
  }
}

/** Switches process and main policy to live and runs it once. */
export async function runLive(api: ApiClient, say: (line: string) => void): Promise<RunDetailDocument> {
  await api.send('PUT', '/process/mode', { mode: 'live' });
  // A first clean-up is large: the limit over a week is lifted to what the policy itself allows.
  await api.send('PUT', '/process/rolling-limit', { percent: 30 });
  await api.send('PUT', `/policies/${mainPolicy}/mode`, { mode: 'live' });
  const detail = await runToTheEnd(api, mainPolicy);
  say(`  ${await tell(api, detail)}`);
  return detail;
}

async function tell(api: ApiClient, { run, counts }: RunDetailDocument): Promise<string> {
  if (run.failure !== null) return `not done. ${run.failure.message}`;
  const { summary } = await api.get<PlanDocument>(`/runs/${run.id}/plan`);
  const parts = [`${summary.matched} of ${summary.usersRead} users match`, `${summary.unknown} not known, left out`];
  if (run.mode === 'test') parts.push(`${counts.users.rehearsed ?? 0} would be changed`);
  else parts.push(`${counts.users.applied ?? 0} changed`, `${counts.verified.confirmed ?? 0} changes read back`);
  if (run.ending === 'quarantined') parts.push('held for a person');
  return `${parts.join(', ')}.`;
}

/** Gathers the figures of the live run, and holds them against the lab's own state. */
export async function gatherFigures(demo: Demo, live: RunDetailDocument, startedMs: number): Promise<Figures> {
  const { api, catcher, lab } = demo;
  const { summary } = await api.get<PlanDocument>(`/runs/${live.run.id}/plan`);
  const users = live.counts.users;
  const { requests } = (await (await fetch(`${lab.controlUrl}/requests`)).json()) as {
    requests: { method: string; service: string }[];
  };
  const toConfluence = requests.filter((request) => request.service === 'confluence');
  const read = toConfluence.filter((request) => request.method === 'GET').length;
  const failed = (users.failed ?? 0) + (users.unknown ?? 0);
  return {
    ok: live.run.ending === 'completed' && failed === 0 && (live.counts.verified.contradicted ?? 0) === 0,
    usersRead: summary.usersRead,
    matched: summary.matched,
    unknown: summary.unknown,
    planned: summary.planned,
    applied: users.applied ?? 0,
    already: users.already ?? 0,
    refused: users.refused ?? 0,
    failed,
    mailsDelivered: catcher.mails.length,
    requests: { read, write: toConfluence.length - read },
    seconds: Math.round((Date.now() - startedMs) / 100) / 10,
  };
}
