// The documented cast of a site with three directories: accounts that shadow, repeat, come back, or cannot be changed.

export type Place = 'internal' | 'crowd' | 'ldap';

export type PlacedAccount = {
  readonly place: Place;
  readonly username?: string;
  readonly active?: boolean;
  readonly displayName?: string;
  readonly email?: string;
  readonly groups?: readonly string[];
};

export type DirectoryCastMember = {
  readonly trap: string;
  readonly username: string;
  readonly why: string;
  readonly loginDaysAgo: number | null;
  readonly accounts: readonly PlacedAccount[];
  /** Made active again by the nightly feed of the source. */
  readonly fed?: boolean;
  /** Has left every directory before the lab starts. */
  readonly gone?: boolean;
};

const LICENSED = ['confluence-users'] as const;

export const DIRECTORY_CAST: readonly DirectoryCastMember[] = [
  {
    trap: 'shadowed, both active',
    username: 'shadow.both',
    why: 'active in the internal and in the Crowd directory: disabling the first account lets the second one take over',
    loginDaysAgo: 400,
    accounts: [
      { place: 'internal', groups: LICENSED },
      { place: 'crowd', email: 'shadow.both@crowd.example.com', groups: LICENSED },
    ],
  },
  {
    trap: 'first account disabled',
    username: 'shadow.second',
    why: 'disabled in the internal directory and active in Crowd: the second account speaks, and the user is current',
    loginDaysAgo: 400,
    accounts: [
      { place: 'internal', active: false, groups: LICENSED },
      { place: 'crowd', groups: LICENSED },
    ],
  },
  {
    trap: 'read-only account below',
    username: 'shadow.readonly',
    why: 'once disabled in the internal directory, the account of the read-only directory takes over and cannot be changed',
    loginDaysAgo: 400,
    accounts: [
      { place: 'internal', groups: LICENSED },
      { place: 'ldap', groups: LICENSED },
    ],
  },
  {
    trap: 'duplicate by folded name',
    username: 'Folded.Name',
    why: 'written Folded.Name in Crowd and folded.name in the read-only directory: one user, two spellings',
    loginDaysAgo: 400,
    accounts: [
      { place: 'crowd', groups: LICENSED },
      { place: 'ldap', username: 'folded.name', groups: LICENSED },
    ],
  },
  {
    trap: 'same name, other person',
    username: 't.winter',
    why: 'Thomas in the internal directory, Tanja in Crowd: no move may make one of the two',
    loginDaysAgo: 400,
    accounts: [
      { place: 'internal', displayName: 'Thomas Winter', email: 'thomas.winter@example.com', groups: LICENSED },
      { place: 'crowd', displayName: 'Tanja Winter', email: 'tanja.winter@example.com' },
    ],
  },
  {
    trap: 'only in the read-only directory',
    username: 'ldap.only.idle',
    why: 'idle, and no call can change the account; the licence is held by a group of the read-only directory',
    loginDaysAgo: 400,
    accounts: [{ place: 'ldap', groups: LICENSED }],
  },
  {
    trap: 'disabled at the source',
    username: 'ldap.disabled',
    why: 'disabled at the source of the read-only directory',
    loginDaysAgo: 400,
    accounts: [{ place: 'ldap', active: false, groups: LICENSED }],
  },
  {
    trap: 'administrator by the group of another directory',
    username: 'ldap.admin',
    why: 'member of the confluence-administrators of the read-only directory, which counts like the internal one',
    loginDaysAgo: 400,
    accounts: [{ place: 'ldap', groups: ['confluence-administrators'] }],
  },
  {
    trap: 'exempt by the group of another directory',
    username: 'crowd.keep',
    why: 'idle, but a member of the group keep in the Crowd directory',
    loginDaysAgo: 400,
    accounts: [{ place: 'crowd', groups: ['confluence-users', 'keep'] }],
  },
  {
    trap: 'only in the Crowd directory',
    username: 'crowd.only.idle',
    why: 'idle; changes by Confluence go through to Crowd',
    loginDaysAgo: 400,
    accounts: [{ place: 'crowd', groups: LICENSED }],
  },
  {
    trap: 'comes back at night',
    username: 'crowd.comes.back',
    why: 'idle; once disabled, the nightly feed of the Crowd directory makes the account active again',
    loginDaysAgo: 400,
    accounts: [{ place: 'crowd', groups: LICENSED }],
    fed: true,
  },
  {
    trap: 'unsynced',
    username: 'unsynced.idle',
    why: 'has left every directory: a name and a key with content, no account',
    loginDaysAgo: 400,
    accounts: [{ place: 'ldap', groups: LICENSED }],
    gone: true,
  },
];
