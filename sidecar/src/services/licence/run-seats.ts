// What the last live runs did to the seats of the licence: meant and done, as each run's own plan and report say.
import type { DoneSeats } from '../../domain/licence/done-seats.ts';
import type { Report } from '../../domain/report.ts';
import type { Run } from '../../domain/run.ts';
import type { ServiceContext } from '../service-context.ts';

export interface RunSeats {
  readonly run: Run;
  /** Seats the plan would have freed; null where nothing was known of the licence. */
  readonly planned: number | null;
  /** Null where the run ended before this was counted, or nothing was known of the licence. */
  readonly done: DoneSeats | null;
}

/** Rehearsals between them are passed over, so many runs at most. */
const lookedAt = 500;
const pageSize = 100;

/** Finished live runs that had a plan, newest first. */
export async function listRunSeats(
  { store }: Pick<ServiceContext, 'store'>,
  limit: number,
): Promise<readonly RunSeats[]> {
  const found: RunSeats[] = [];
  let before: number | null = null;
  for (let seen = 0; seen < lookedAt; seen += pageSize) {
    const page: readonly Run[] = await store.runs.list({ limit: pageSize, before });
    for (const run of page) {
      if (run.mode !== 'live' || run.state !== 'finished') continue;
      const report = (await store.runs.report(run.id)) as Report | null;
      if (report === null || report.plan === null) continue;
      found.push({ run, planned: report.plan.summary.seats?.freed ?? null, done: report.seats ?? null });
      if (found.length === limit) return found;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    before = last.id;
  }
  return found;
}
