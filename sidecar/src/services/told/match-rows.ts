// Joins rows that name users with the users of the newest snapshot; whoever is not named for certain is named not at all.
import { type Meaning, type NameIndex, openNameIndex } from '../../domain/user/name-index.ts';
import type { UserKey } from '../../domain/user.ts';
import type { NamedUser } from '../../store/snapshots.ts';
import type { NamedRow } from './read-rows.ts';

/** Why a row names nobody. */
export type MatchFault =
  | 'nameless' // no name in any of its columns
  | 'not-found' // no user of the newest snapshot has the name
  | 'several' // several users have it
  | 'contradictory'; // its names belong to different users

export interface MatchedRow {
  readonly row: NamedRow;
  /** Every name the row gives. */
  readonly names: readonly string[];
  readonly match: { readonly userKey: UserKey } | { readonly fault: MatchFault };
}

export async function indexNames(batches: AsyncIterable<readonly NamedUser[]>): Promise<NameIndex> {
  const index = openNameIndex();
  for await (const batch of batches) for (const user of batch) index.add(user);
  return index;
}

/** Every name that is given must lead to the same user. */
export function matchRow(row: NamedRow, index: NameIndex): MatchedRow {
  const { userKey, username, email } = row;
  const names = [username, email, userKey].filter((name) => name !== '');
  const found = [
    ...(userKey === '' ? [] : [index.ofKey(userKey)]),
    ...(username === '' ? [] : [index.ofUsername(username)]),
    ...(email === '' ? [] : [index.ofEmail(email)]),
  ];
  return { row, names, match: settle(found) };
}

function settle(found: readonly Meaning[]): MatchedRow['match'] {
  if (found.length === 0) return { fault: 'nameless' };
  const certain = new Set(found.filter((one) => one !== null && one !== undefined));
  const [only] = certain;
  if (certain.size > 1) return { fault: 'contradictory' };
  if (only !== undefined && !found.includes(undefined)) return { userKey: only };
  if (only !== undefined) return { fault: 'contradictory' };
  return { fault: found.includes(null) ? 'several' : 'not-found' };
}
