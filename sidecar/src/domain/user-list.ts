// Lists of users that somebody uploaded: whom they name for certain, and the rows that named nobody.
import { foldName, type User, type UserKey } from './user.ts';

/** One row of an uploaded list; without a user key it named nobody, or several. */
export interface ListRow {
  readonly line: number;
  readonly name: string;
  readonly userKey: UserKey | null;
}

export interface UserList {
  readonly userKeys: ReadonlySet<UserKey>;
  /** Names of rows that named nobody for certain, as written and folded. */
  readonly openNames: ReadonlySet<string>;
  /** Whether one of them may be an e-mail address. */
  readonly openAddress: boolean;
}

/** Whether a name can be an e-mail address; usernames may look like one too. */
export function isAddress(name: string): boolean {
  return name.includes('@');
}

/** Makes a list of its rows. */
export function makeUserList(rows: Iterable<Pick<ListRow, 'name' | 'userKey'>>): UserList {
  const userKeys = new Set<UserKey>();
  const openNames = new Set<string>();
  let openAddress = false;
  for (const { name, userKey } of rows) {
    if (userKey !== null) userKeys.add(userKey);
    else {
      openNames.add(name).add(foldName(name));
      openAddress ||= isAddress(name);
    }
  }
  return { userKeys, openNames, openAddress };
}

/** Whether the list names the user; unknown where a row that named nobody may mean them. */
export function isListed(list: UserList, { userKey, username, email }: User): 'yes' | 'no' | 'unknown' {
  if (list.userKeys.has(userKey)) return 'yes';
  const names = [userKey, foldName(username), ...(email === null ? [] : [foldName(email)])];
  if (names.some((name) => name !== '' && list.openNames.has(name))) return 'unknown';
  const addressMissing = email === null || email === '';
  return addressMissing && list.openAddress ? 'unknown' : 'no';
}
