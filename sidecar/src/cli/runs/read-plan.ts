// Reads one run with its plan and everybody in it, page after page.
import type { EntryPageDocument, PlanDocument } from '../../contract/plans.ts';
import type { RunDetailDocument } from '../../contract/runs.ts';
import type { Api } from '../api/sign-in.ts';

export interface ReadPlan extends Pick<RunDetailDocument, 'run' | 'held' | 'counts'> {
  readonly plan: PlanDocument;
  readonly users: EntryPageDocument['items'];
}

/** Throws `CommandFault` where the run has no plan. */
export async function readPlan(api: Api, id: number): Promise<ReadPlan> {
  const { run, held, counts } = await api.get<RunDetailDocument>(`/runs/${id}`);
  const plan = await api.get<PlanDocument>(`/runs/${id}/plan`);
  const users: EntryPageDocument['items'][number][] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: EntryPageDocument = await api.get(`/runs/${id}/entries?limit=500&after=${after}`);
    users.push(...page.items);
    after = page.nextAfter;
  }
  return { run, held, counts, plan, users };
}
