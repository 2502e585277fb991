// Tells which names and addresses of a person are another user's by now: what stands under those alone may be the other's.
import { foldName, type Instant, type UserKey } from '../../domain/user.ts';
import type { KnownPerson } from '../erasure.ts';
import type { Rows } from '../tables.ts';
import { findAskedAnew } from './plan-places.ts';

type Known = Pick<KnownPerson, 'userKey' | 'names' | 'displayNames' | 'addresses'>;

/**
 * Folded. A display name counts where it is another's username or address, not where both are called the same. A name that a
 * newcomer was asked for under counts until a reading tells whose it is.
 */
export async function findShared(rows: Rows, known: Known): Promise<string[]> {
  const newest = await newestSnapshotOf(rows);
  const askedAnew = await findAskedAnew(rows, { ...known, readAt: newest?.startedAt ?? null });
  const others = newest === null ? [] : await findInSnapshot(rows, newest.id, known);
  return [...new Set([...askedAnew, ...others])].sort();
}

async function findInSnapshot(
  rows: Rows,
  newest: number,
  { userKey, names, displayNames, addresses }: Known,
): Promise<string[]> {
  const said = [...names, ...displayNames, ...addresses];
  if (said.length === 0) return [];
  const words = new Set(said.map(foldName));
  const asked = [...new Set([...words, ...said, ...said.map((word) => word.toLowerCase())])];
  const users = await rows
    .selectFrom('snapshot_users')
    .select(['user_key', 'username', 'email'])
    .where('snapshot_id', '=', newest)
    .where((when) => when.or([when('username_folded', 'in', asked), when('email_folded', 'in', asked)]))
    .execute();
  const accounts = await rows
    .selectFrom('snapshot_accounts')
    .select(['user_key', 'username', 'email'])
    .where('snapshot_id', '=', newest)
    .where((when) =>
      when.or([
        when(when.fn<string>('lower', ['username']), 'in', asked),
        when(when.fn<string>('lower', ['email']), 'in', asked),
      ]),
    )
    .execute();
  const others = [...users, ...accounts].filter(({ user_key: key }) => key !== (userKey as UserKey | null));
  const theirs = others.flatMap(({ username, email }) => [username, email ?? '']).map(foldName);
  return theirs.filter((word) => words.has(word));
}

/** The newest that was read to its end; null before the first. */
export async function newestSnapshotOf(rows: Rows): Promise<{ id: number; startedAt: Instant } | null> {
  const newest = await rows
    .selectFrom('snapshots')
    .select(['id', 'started_at as startedAt'])
    .where('finished_at', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest ?? null;
}
