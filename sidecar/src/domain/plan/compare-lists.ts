// Holds another tool's list of users against a plan of ours: only theirs, only ours, both, and rows that mean nobody.
import type { UserKey } from '../user.ts';
import type { DiffEntry } from './diff.ts';

/** One row of the other list, with the user it means; null where it means nobody, or several. */
export interface TheirRow {
  /** As written, for whoever looks for it. */
  readonly text: string;
  readonly line: number;
  readonly user: Pick<DiffEntry, 'userKey' | 'username' | 'displayName'> | null;
}

export interface ComparedUser extends Pick<DiffEntry, 'userKey' | 'username' | 'displayName'> {
  /** What our plan says of the user; `not-selected` where the criteria do not mean the user. */
  readonly ours: DiffEntry['fate'] | 'not-selected';
}

export interface ListComparison {
  readonly onlyTheirs: readonly ComparedUser[];
  /** Planned by us and not in their list. */
  readonly onlyOurs: readonly ComparedUser[];
  readonly both: readonly ComparedUser[];
  readonly unmatched: readonly Omit<TheirRow, 'user'>[];
  /** Rows that name a user a second time. */
  readonly repeated: number;
}

/** Ours are the users with something planned: those we leave alone although they match count as theirs alone, with our reason. */
export function compareLists(ours: readonly DiffEntry[], theirs: readonly TheirRow[]): ListComparison {
  const fates = new Map(ours.map((entry) => [entry.userKey, entry.fate]));
  const named = new Map<UserKey, ComparedUser>();
  for (const { user } of theirs) {
    if (user !== null) named.set(user.userKey, { ...user, ours: fates.get(user.userKey) ?? 'not-selected' });
  }
  const unmatched = theirs.filter((row) => row.user === null).map(({ text, line }) => ({ text, line }));
  const users = [...named.values()];
  return {
    onlyTheirs: users.filter((user) => user.ours !== 'planned'),
    both: users.filter((user) => user.ours === 'planned'),
    onlyOurs: ours
      .filter((entry) => entry.fate === 'planned' && !named.has(entry.userKey))
      .map(({ userKey, username, displayName, fate }) => ({ userKey, username, displayName, ours: fate })),
    unmatched,
    repeated: theirs.length - unmatched.length - users.length,
  };
}
