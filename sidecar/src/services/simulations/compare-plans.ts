// The difference of two plans for people, page by page.
import { diffPlans, type PlanDiff, type UserDiff } from '../../domain/plan/diff.ts';
import type { ServiceContext } from '../service-context.ts';
import { readPlanSide } from './plan-sides.ts';

export interface DiffSearch {
  readonly left: string;
  readonly right: string;
  readonly kind?: UserDiff['kind'] | undefined;
  readonly after: number;
  readonly limit: number;
}

export interface DiffPage {
  readonly left: string;
  readonly right: string;
  readonly counts: PlanDiff['counts'];
  readonly users: readonly UserDiff[];
  readonly nextAfter: number | null;
}

/** Throws `plan_not_found` or `simulation_not_found`. */
export async function comparePlans({ store }: Pick<ServiceContext, 'store'>, search: DiffSearch): Promise<DiffPage> {
  const left = await readPlanSide(store, search.left);
  const right = await readPlanSide(store, search.right);
  const { counts, users } = diffPlans(left.entries, right.entries);
  const wanted = search.kind === undefined ? users : users.filter(({ kind }) => kind === search.kind);
  return { left: left.reference, right: right.reference, counts, ...cutPage(wanted, search) };
}

/** A page of a list that is worked out anew for every page. */
export function cutPage<Item>(
  items: readonly Item[],
  { after, limit }: { readonly after: number; readonly limit: number },
): { readonly users: readonly Item[]; readonly nextAfter: number | null } {
  const end = after + limit;
  return { users: items.slice(after, end), nextAfter: end < items.length ? end : null };
}
