// What tests ask of runs again and again: the plan, a user's part of it, and a moment between plan and execution.
import type { Context } from '../../sidecar/src/context.ts';
import type { Report } from '../../sidecar/src/domain/report.ts';
import type { StoredEntry, StoredPlan } from '../../sidecar/src/store/runs.ts';
import type { Lab } from '../lab/lab.ts';
import { readEntries } from './agreement.ts';

/** Lets something happen right after the plan was stored and before the first user is acted upon. */
export function afterPlanning({ store }: Pick<Context, 'store'>, happen: () => void | Promise<void>): void {
  const { savePlan } = store.runs;
  Object.assign(store.runs, {
    savePlan: async (input: Parameters<typeof savePlan>[0]) => {
      await savePlan(input);
      await happen();
    },
  });
}

/** The plan of a run that came so far. */
export async function requirePlan({ store }: Pick<Context, 'store'>, runId: number): Promise<StoredPlan> {
  const plan = await store.runs.plan(runId);
  if (plan === null) throw new Error(`run ${runId} has no plan`);
  return plan;
}

/** The report of a finished run. */
export async function requireReport({ store }: Pick<Context, 'store'>, runId: number): Promise<Report> {
  const report = (await store.runs.report(runId)) as Report | null;
  if (report === null) throw new Error(`run ${runId} has no report`);
  return report;
}

/** One user's part of a run; null for somebody the plan does not name. */
export async function findEntry(
  { store }: Pick<Context, 'store'>,
  runId: number,
  username: string,
): Promise<StoredEntry | null> {
  return (await readEntries(store, runId)).find((entry) => entry.username === username) ?? null;
}

/** The outcomes of one user's steps, in order. */
export async function outcomesOf(context: Pick<Context, 'store'>, runId: number, username: string) {
  return (await findEntry(context, runId, username))?.steps.map((step) => step.outcome) ?? [];
}

/** What a run leaves of itself in Confluence's own audit log. */
const auditLine = 'POST /rest/api/audit';

/** Write requests that reached a lab to change somebody, as `METHOD path`, the context path left out. */
export function writesAt(lab: Pick<Lab, 'wire'>): string[] {
  return allWritesAt(lab).filter((request) => request !== auditLine);
}

/** How many lines runs tried to leave in the lab's audit log. */
export function auditLinesAt(lab: Pick<Lab, 'wire'>): number {
  return allWritesAt(lab).filter((request) => request === auditLine).length;
}

function allWritesAt({ wire }: Pick<Lab, 'wire'>): string[] {
  return wire.log
    .list()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/^\/confluence/, '')}`);
}
