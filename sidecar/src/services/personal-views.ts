// What somebody keeps for their own page: it changes nothing for anybody else, so that every role may keep some.
import { ProductError } from '../errors.ts';
import type { SavedFilter } from '../store/personal-views.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export interface PersonalViews {
  readonly filters: readonly SavedFilter[];
  /** Null where nothing was ever chosen. */
  readonly columns: readonly string[] | null;
}

type Keeping = Pick<ServiceContext, 'store' | 'clock'>;

/** A hundred names are more than anybody finds again. */
const mostFilters = 100;

export async function getPersonalViews(
  { store }: Pick<ServiceContext, 'store'>,
  { userKey }: Actor,
): Promise<PersonalViews> {
  const filters = await store.personalViews.filters(userKey);
  return { filters, columns: await store.personalViews.columns(userKey) };
}

/** Throws `too_many_filters`. */
export async function saveFilter(
  { store, clock }: Keeping,
  { name, query, actor }: { name: string; query: string; actor: Actor },
): Promise<void> {
  const filter = { userKey: actor.userKey, name, query, savedAt: clock.now(), most: mostFilters };
  if (!(await store.personalViews.saveFilter(filter))) throw new ProductError('too_many_filters');
}

/** Throws `filter_not_found`. */
export async function removeFilter(
  { store }: Pick<ServiceContext, 'store'>,
  { name, actor }: { name: string; actor: Actor },
): Promise<void> {
  if (!(await store.personalViews.removeFilter(actor.userKey, name))) throw new ProductError('filter_not_found');
}

export async function saveColumns(
  { store, clock }: Keeping,
  { columns, actor }: { columns: readonly string[]; actor: Actor },
): Promise<void> {
  await store.personalViews.saveColumns({ userKey: actor.userKey, columns, at: clock.now() });
}
