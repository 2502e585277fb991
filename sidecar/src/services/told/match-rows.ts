// Joins rows that name users with the users of the newest snapshot; whoever is not named for certain is named not at all.
import { foldName, type UserKey } from '../../domain/user.ts';
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

export interface NameIndex {
  readonly keys: ReadonlySet<string>;
  /** By folded name; null where several users share it. */
  readonly usernames: ReadonlyMap<string, UserKey | null>;
  readonly emails: ReadonlyMap<string, UserKey | null>;
}

export async function indexNames(batches: AsyncIterable<readonly NamedUser[]>): Promise<NameIndex> {
  const keys = new Set<string>();
  const usernames = new Map<string, UserKey | null>();
  const emails = new Map<string, UserKey | null>();
  for await (const batch of batches) {
    for (const { userKey, username, email } of batch) {
      keys.add(userKey);
      note(usernames, username, userKey);
      if (email !== null && email !== '') note(emails, email, userKey);
    }
  }
  return { keys, usernames, emails };
}

function note(names: Map<string, UserKey | null>, name: string, userKey: UserKey): void {
  const folded = foldName(name);
  names.set(folded, names.has(folded) ? null : userKey);
}

/** Every name that is given must lead to the same user. */
export function matchRow(row: NamedRow, { keys, usernames, emails }: NameIndex): MatchedRow {
  const { userKey, username, email } = row;
  const names = [username, email, userKey].filter((name) => name !== '');
  const found = [
    ...(userKey === '' ? [] : [keys.has(userKey) ? (userKey as UserKey) : undefined]),
    ...(username === '' ? [] : [usernames.get(foldName(username))]),
    ...(email === '' ? [] : [emails.get(foldName(email))]),
  ];
  return { row, names, match: settle(found) };
}

function settle(found: readonly (UserKey | null | undefined)[]): MatchedRow['match'] {
  if (found.length === 0) return { fault: 'nameless' };
  const certain = new Set(found.filter((one) => one !== null && one !== undefined));
  const [only] = certain;
  if (certain.size > 1) return { fault: 'contradictory' };
  if (only !== undefined && !found.includes(undefined)) return { userKey: only };
  if (only !== undefined) return { fault: 'contradictory' };
  return { fault: found.includes(null) ? 'several' : 'not-found' };
}
