// Plans as the comparison wants them: whole, slim, and found by what people call them.
import type { DiffEntry } from '../../domain/plan/diff.ts';
import type { PolicyId } from '../../domain/policy.ts';
import { ProductError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';

/** One plan with the name under which it can be asked for again. */
export interface PlanSide {
  readonly reference: string;
  readonly entries: readonly DiffEntry[];
}

const pageUsers = 500;

/** Reads the plan named `run:12`, `simulation:7` or `last-run:policy`. Throws `plan_not_found` or `simulation_not_found`. */
export async function readPlanSide(store: Store, reference: string): Promise<PlanSide> {
  const [kind, name = ''] = reference.split(':', 2);
  if (kind === 'simulation') {
    const id = Number(name);
    if ((await store.simulations.get(id)) === null) throw new ProductError('simulation_not_found');
    return { reference, entries: await readSimulatedSide(store, id) };
  }
  const runId = kind === 'run' ? Number(name) : await lastPlannedRun(store, name as PolicyId);
  if (runId === null || (await store.runs.plan(runId)) === null) throw new ProductError('plan_not_found');
  const entries = await readAll((after) => store.runs.entries({ runId, after, limit: pageUsers }));
  return { reference: `run:${runId}`, entries };
}

/** Everybody of a simulation, by its id. */
export function readSimulatedSide({ simulations }: Pick<Store, 'simulations'>, id: number): Promise<DiffEntry[]> {
  return readAll((after) => simulations.entries({ simulationId: id, after, limit: pageUsers }));
}

async function lastPlannedRun({ runs }: Pick<Store, 'runs'>, policyId: PolicyId): Promise<number | null> {
  for (let before: number | null = null; ; ) {
    const page = await runs.list({ policyId, limit: 50, before });
    for (const run of page) if ((await runs.plan(run.id)) !== null) return run.id;
    const last = page.at(-1);
    if (last === undefined || page.length < 50) return null;
    before = last.id;
  }
}

type Page = (after: number) => Promise<readonly (DiffEntry & { readonly personId: number })[]>;

/** Keeps only what is compared: traces and before-images of everybody at once would fill the memory. */
async function readAll(read: Page): Promise<DiffEntry[]> {
  const entries: DiffEntry[] = [];
  for (let after = 0; ; ) {
    const page = await read(after);
    for (const { userKey, username, displayName, fate, steps } of page) {
      const slim = steps.map(({ change, disposition }) => ({ change, disposition }));
      entries.push({ userKey, username, displayName, fate, steps: slim });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < pageUsers) return entries;
    after = last.personId;
  }
}
