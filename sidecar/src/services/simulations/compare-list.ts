// Another tool's list of users held against a simulation of ours.
import { compareLists, type ListComparison } from '../../domain/plan/compare-lists.ts';
import type { DiffEntry } from '../../domain/plan/diff.ts';
import { openNameIndex } from '../../domain/user/name-index.ts';
import type { UserKey } from '../../domain/user.ts';
import type { Store } from '../../store/store.ts';
import type { ServiceContext } from '../service-context.ts';
import { getSimulation } from '../simulations.ts';
import { newestSnapshot } from '../snapshots.ts';
import { readSimulatedSide } from './plan-sides.ts';
import { readNameList } from './read-name-list.ts';

export interface ComparedLists extends ListComparison {
  readonly rows: number;
  readonly columns: readonly string[];
}

type Named = Pick<DiffEntry, 'userKey' | 'username' | 'displayName'>;

const pageUsers = 500;

/**
 * Finds whom each row means by username, user key or e-mail address; a name that several share means nobody. Users are
 * looked for in the newest snapshot. Throws `simulation_not_found`, `no_snapshot` or `name_list_unreadable`.
 */
export async function compareList(
  { store }: Pick<ServiceContext, 'store'>,
  { id, csv }: { id: number; csv: string },
): Promise<ComparedLists> {
  await getSimulation({ store }, id);
  const list = readNameList(csv);
  const ours = await readSimulatedSide(store, id);
  const known = new Map<UserKey, Named>(ours.map((entry) => [entry.userKey, entry]));
  const index = openNameIndex();
  for await (const user of everybody(store)) {
    index.add(user);
    known.set(user.userKey, user);
  }
  const theirs = list.rows.map(({ line, names, text }) => {
    const found = index.find(names);
    const user = found === null ? undefined : known.get(found);
    return { line, text, user: user === undefined ? null : nameOf(user) };
  });
  return { ...compareLists(ours, theirs), rows: list.rows.length, columns: list.columns };
}

function nameOf({ userKey, username, displayName }: Named): Named {
  return { userKey, username, displayName };
}

async function* everybody(store: Store) {
  const { id: snapshotId } = await newestSnapshot({ store });
  const query = { snapshotId, search: '', sort: 'username', descending: false, limit: pageUsers } as const;
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<Store['snapshots']['searchUsers']>> = await store.snapshots.searchUsers({
      ...query,
      cursor,
    });
    yield* page.users;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
