// Finds the user a name means: a user key, a username or an e-mail address, compared as Confluence compares names.
import { foldName, type UserKey, type Username } from '../user.ts';

export interface IndexedUser {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly email: string | null;
}

export interface NameIndex {
  readonly add: (user: IndexedUser) => void;
  /** The user of the first name that means exactly one; null where none does. */
  readonly find: (names: readonly string[]) => UserKey | null;
}

/** A name that two users share means neither. */
const shared = Symbol('shared');

export function openNameIndex(): NameIndex {
  const byName = new Map<string, UserKey | typeof shared>();
  const byEmail = new Map<string, UserKey | typeof shared>();
  const note = (map: typeof byName, name: string, userKey: UserKey): void => {
    const known = map.get(name);
    map.set(name, known === undefined || known === userKey ? userKey : shared);
  };
  return {
    add: ({ userKey, username, email }) => {
      note(byName, foldName(username), userKey);
      note(byName, foldName(userKey), userKey);
      if (email !== null && email !== '') note(byEmail, foldName(email), userKey);
    },
    find: (names) => {
      for (const name of names) {
        const folded = foldName(name);
        const found = byName.get(folded) ?? byEmail.get(folded);
        if (found !== undefined && found !== shared) return found;
      }
      return null;
    },
  };
}
