// Joins the accounts that directories told with the users of a snapshot, judges who speaks, and finds what is at odds.
import type { SiteAccounts, ToldAccount, ToldAccounts } from '../adapters/ports.ts';
import { openJudge } from '../domain/account/judge.ts';
import { type Holding, isComplete, proveAsked, standingOf } from '../domain/account/standing.ts';
import type { Account } from '../domain/account.ts';
import { joinDirectories, nameDirectory } from '../domain/directory.ts';
import { foldName, type Instant, type UserKey, type Username, type UserStatus } from '../domain/user.ts';
import type { AccountRecord, AccountsRead, DirectoryFault, SnapshotDirectory } from '../store/accounts.ts';
import type { SourceReading } from '../store/snapshots.ts';
import { describeReadings } from './account-readings.ts';

/** A user as Confluence lists them. */
export interface ListedUser {
  readonly userKey: UserKey;
  readonly username: Username;
  readonly status: UserStatus;
}

export interface JoinedAccounts {
  readonly directories: readonly SnapshotDirectory[];
  readonly accounts: readonly AccountRecord[];
  readonly faults: readonly DirectoryFault[];
  readonly readings: readonly SourceReading[];
}

/** `doubtful`: it may be another user's, who has the same folded name. */
type Unjudged = Omit<Account, 'effective'> & { readonly doubtful: boolean };

/** Joins everything that was read. Accounts of directories that Confluence does not ask are left out: they count for nothing. */
export function joinAccounts(site: SiteAccounts, users: readonly ListedUser[], readAt: Instant): JoinedAccounts {
  const directories = joinDirectories([...site.words, nameRead(site)]);
  const told = new Map(site.accounts.map((one) => [foldName(one.directory), one]));
  const listTold = site.words.some(({ witness, told: list }) => witness !== 'crowd' && list !== null);
  const stated = directories.map((one) => {
    return standingOf(one, { read: told.get(foldName(one.name))?.failure === null, listTold });
  });
  const unused = new Set(stated.filter((one) => one.asked === 'no').map((one) => foldName(one.name)));
  const held = matchUsers(
    site.accounts.filter((one) => !unused.has(foldName(one.directory))),
    users,
  );
  const standings = proveAsked(stated, holdingsOf(users, held));
  const judge = openJudge(standings, listTold);
  const accounts: AccountRecord[] = [];
  const faults: DirectoryFault[] = (site.nameFaults ?? []).map((fault) => ({ ...fault, directory: null }));
  for (const { userKey, username } of users) {
    const own = held.get(userKey);
    if (own === undefined) continue;
    const judged = judgeOwn(own, judge);
    for (const account of judged) accounts.push({ userKey, account });
    faults.push(...faultsOf(userKey, username, judged));
  }
  const snapshotDirectories = directories.map((directory, index) => {
    const { name } = directory;
    const { asked = 'untold' } = standings[index] ?? {};
    const active = directory.active ?? (asked === 'yes' ? true : null);
    return { ...directory, active, accounts: accountsRead(told.get(foldName(name)), unused.has(foldName(name))) };
  });
  const complete = isComplete(standings, listTold);
  return {
    directories: snapshotDirectories,
    accounts,
    faults,
    readings: describeReadings({ site, directories: snapshotDirectories, listTold, complete, readAt }),
  };
}

function judgeOwn(
  own: readonly Unjudged[],
  judge: (accounts: readonly Omit<Account, 'effective'>[]) => Account[],
): Account[] {
  const accounts = own.map(({ doubtful, ...account }) =>
    doubtful ? { ...account, status: 'unknown' as const } : account,
  );
  const open = own.some((account) => account.doubtful);
  return open ? accounts.map((account) => ({ ...account, effective: null })) : judge(accounts);
}

/** A Crowd application that could not say who it is may have told accounts all the same. */
function nameRead({ accounts }: SiteAccounts) {
  const crowd = accounts.filter(({ by }) => by === 'crowd');
  return { witness: 'crowd' as const, told: crowd.map(({ directory }) => nameDirectory(directory)) };
}

/**
 * Accounts by the user they belong to: by user key where that is told, else by name, letter by letter first. A folded name
 * that several users share may mean any of them, so each gets the account as one of which nothing else is known.
 */
function matchUsers(read: readonly ToldAccounts[], users: readonly ListedUser[]): Map<UserKey, Unjudged[]> {
  const keys = new Set(users.map(({ userKey }) => userKey));
  const byName = new Map(users.map(({ username, userKey }) => [username, userKey]));
  const byFolded = new Map<string, UserKey[]>();
  for (const { username, userKey } of users) {
    const folded = foldName(username);
    const known = byFolded.get(folded);
    if (known === undefined) byFolded.set(folded, [userKey]);
    else known.push(userKey);
  }
  const held = new Map<UserKey, Unjudged[]>();
  const hold = (userKey: UserKey, account: Unjudged): void => {
    const known = held.get(userKey);
    if (known === undefined) held.set(userKey, [account]);
    else known.push(account);
  };
  const ownersOf = ({ userKey, username }: ToldAccount): readonly UserKey[] => {
    if (userKey !== null) return keys.has(userKey) ? [userKey] : [];
    const exact = byName.get(username);
    return exact === undefined ? (byFolded.get(foldName(username)) ?? []) : [exact];
  };
  for (const { directory, accounts } of read) {
    for (const { userKey, ...account } of accounts) {
      const owners = ownersOf({ userKey, ...account });
      for (const owner of owners) hold(owner, { directory, ...account, doubtful: owners.length > 1 });
    }
  }
  return held;
}

function* holdingsOf(
  users: readonly ListedUser[],
  held: ReadonlyMap<UserKey, readonly Unjudged[]>,
): Generator<Holding> {
  for (const { userKey, status } of users) {
    yield { status, directories: (held.get(userKey) ?? []).map((account) => account.directory) };
  }
}

function faultsOf(userKey: UserKey, username: string, accounts: readonly Account[]): DirectoryFault[] {
  const shadowed = accounts
    .filter((account) => account.effective === false)
    .map((account): DirectoryFault => {
      return { kind: 'shadowed', userKey, username: account.username, directory: account.directory };
    });
  const spellings = new Set(accounts.map((account) => account.username));
  return spellings.size < 2
    ? shadowed
    : [...shadowed, { kind: 'spelled-differently', userKey, username, directory: null }];
}

function accountsRead(told: ToldAccounts | undefined, unused: boolean): AccountsRead {
  if (unused) return 'unused';
  if (told === undefined) return 'no-source';
  return told.failure === null ? 'complete' : 'failed';
}

/** Whether a listed user is one of those whom no directory has any more: a list may still name them. */
export function isUnsynced(site: SiteAccounts | null): (user: ListedUser) => boolean {
  const unsynced = new Set(
    (site?.nameFaults ?? []).filter(({ kind }) => kind === 'unsynced').map((one) => one.userKey),
  );
  return ({ userKey, status }) => status === 'unknown' && unsynced.has(userKey);
}
