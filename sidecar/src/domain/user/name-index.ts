// Finds the user a name means: a user key, a username or an e-mail address, compared as Confluence compares names.
import { foldName, type UserKey, type Username } from '../user.ts';

export interface IndexedUser {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly email: string | null;
}

/** Null where several users share the name, undefined where nobody has it. */
export type Meaning = UserKey | null | undefined;

export interface NameIndex {
  /** The same user may be added again, with another address. */
  readonly add: (user: IndexedUser) => void;
  /** Letter by letter. */
  readonly ofKey: (userKey: string) => Meaning;
  readonly ofUsername: (username: string) => Meaning;
  readonly ofEmail: (email: string) => Meaning;
  /** The user of the first name, of whatever kind it is, that means exactly one; null where none does. */
  readonly find: (names: readonly string[]) => UserKey | null;
}

export function openNameIndex(): NameIndex {
  const byName = new Map<string, UserKey | null>();
  const byKey = new Map<string, UserKey | null>();
  const byEmail = new Map<string, UserKey | null>();
  const note = (names: typeof byName, folded: string, userKey: UserKey): void => {
    const known = names.get(folded);
    names.set(folded, known === undefined || known === userKey ? userKey : null);
  };
  const mean = (folded: string): Meaning => {
    const [named, keyed] = [byName.get(folded), byKey.get(folded)];
    if (named === undefined) return keyed === undefined ? byEmail.get(folded) : keyed;
    return keyed === undefined || keyed === named ? named : null;
  };
  return {
    add: ({ userKey, username, email }) => {
      note(byName, foldName(username), userKey);
      note(byKey, foldName(userKey), userKey);
      if (email !== null && email !== '') note(byEmail, foldName(email), userKey);
    },
    ofKey: (userKey) => {
      const found = byKey.get(foldName(userKey));
      return found === userKey ? found : undefined;
    },
    ofUsername: (username) => byName.get(foldName(username)),
    ofEmail: (email) => byEmail.get(foldName(email)),
    find: (names) => {
      for (const name of names) {
        const found = mean(foldName(name));
        if (found !== undefined && found !== null) return found;
      }
      return null;
    },
  };
}
