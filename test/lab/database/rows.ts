// What stands in the rows of Confluence's tables for each thing of the world.
import { createHash } from 'node:crypto';
import { DAY_MS } from '../clock.ts';
import { readAttributes, readNames } from '../world/attributes.ts';
import type {
  Account,
  Directory,
  DirectoryKind,
  Group,
  Operation,
  Token,
  Unsynced,
  User,
  World,
} from '../world/model.ts';

export type Row = Record<string, string | number | null>;

/** Gives the things of the world the numbers by which tables refer to them. */
export type Numbers = { readonly of: (thing: object) => number; readonly next: () => number };

const KINDS: Readonly<Record<DirectoryKind, readonly [type: string, implementation: string]>> = {
  internal: ['INTERNAL', 'com.atlassian.crowd.directory.InternalDirectory'],
  crowd: ['CROWD', 'com.atlassian.crowd.directory.RemoteCrowdDirectory'],
  connector: ['CONNECTOR', 'com.atlassian.crowd.directory.OpenLDAP'],
  delegating: ['DELEGATING', 'com.atlassian.crowd.directory.DelegatedAuthenticationDirectory'],
};

const PERMISSIONS: Readonly<Record<Operation, string>> = {
  'application/use': 'USECONFLUENCE',
  'application/use_unlicensed': 'LIMITEDUSECONFLUENCE',
  'user/read': 'VIEWUSERPROFILES',
  'application/administer': 'ADMINISTRATECONFLUENCE',
  'system/administer': 'SYSTEMADMINISTRATOR',
  'personal_space/create': 'PERSONALSPACE',
  'space/create': 'CREATESPACE',
};

/** A read-only directory still lets attributes be noted. */
export const READ_ONLY_OPERATIONS = ['UPDATE_USER_ATTRIBUTE', 'UPDATE_GROUP_ATTRIBUTE'] as const;
export const WRITABLE_OPERATIONS = [
  ...READ_ONLY_OPERATIONS,
  ...['CREATE_USER', 'UPDATE_USER', 'DELETE_USER', 'CREATE_GROUP', 'UPDATE_GROUP', 'DELETE_GROUP'],
] as const;

/** UTC, as a server whose own zone is UTC would write it. */
export function formatTimestamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('T', ' ').replace('Z', '');
}

export function directoryRow({ id, name, kind, createdEpochMs }: Directory): Row {
  const [type, implementation] = KINDS[kind];
  const created = formatTimestamp(createdEpochMs);
  return {
    id,
    directory_name: name,
    lower_directory_name: name.toLowerCase(),
    created_date: created,
    updated_date: created,
    active: 'T',
    description: null,
    impl_class: implementation,
    lower_impl_class: implementation.toLowerCase(),
    directory_type: type,
  };
}

export function accountRow(id: number, account: Account): Row {
  const { firstName, lastName } = readNames(account);
  return {
    id,
    user_name: account.username,
    lower_user_name: account.lowerName,
    active: account.active ? 'T' : 'F',
    created_date: formatTimestamp(account.createdEpochMs),
    updated_date: formatTimestamp(account.updatedEpochMs),
    first_name: firstName,
    lower_first_name: firstName.toLowerCase(),
    last_name: lastName,
    lower_last_name: lastName.toLowerCase(),
    display_name: account.displayName,
    lower_display_name: account.displayName.toLowerCase(),
    email_address: account.email,
    lower_email_address: account.email?.toLowerCase() ?? null,
    external_id: account.externalId,
    directory_id: account.directory.id,
    credential: account.directory.source === null ? `{PKCS5S2}${hash(account.externalId)}` : 'X',
  };
}

export function attributeRows(numbers: Numbers, account: Account): Row[] {
  return [...readAttributes(account)].flatMap(([name, values]) =>
    values.map((value) => ({
      id: numbers.next(),
      user_id: numbers.of(account),
      directory_id: account.directory.id,
      attribute_name: name,
      attribute_value: value,
      attribute_lower_value: value.toLowerCase(),
    })),
  );
}

export function groupRow(id: number, group: Group): Row {
  return {
    id,
    group_name: group.name,
    lower_group_name: group.lowerName,
    active: group.active ? 'T' : 'F',
    local: 'F',
    created_date: formatTimestamp(group.createdEpochMs),
    updated_date: formatTimestamp(group.updatedEpochMs),
    description: group.description,
    group_type: 'GROUP',
    directory_id: group.directory.id,
    external_id: null,
  };
}

export function membershipRow(numbers: Numbers, parent: Group, child: Account | Group): Row {
  const isGroup = 'accounts' in child;
  return {
    id: numbers.next(),
    parent_id: numbers.of(parent),
    child_group_id: isGroup ? numbers.of(child) : null,
    child_user_id: isGroup ? null : numbers.of(child),
  };
}

type Named = Pick<User, 'userKey' | 'username' | 'lowerName'>;

export function mappingRow({ userKey, username, lowerName }: Named): Row {
  return { user_key: userKey, username, lower_username: lowerName };
}

/** No row for who never tried to log in, and none for who comes in a way that Confluence does not count as a login. */
export function loginRow(numbers: Numbers, { failedLogins }: World, user: User | Unsynced): Row | null {
  const last = user.lastLoginTold ? user.lastLoginEpochMs : null;
  const { failures } = user;
  if (last === null && failures === undefined) return null;
  return {
    id: numbers.next(),
    curfailed: failedLogins.get(user.lowerName) ?? 0,
    totalfailed: failures?.total ?? 0,
    successdate: formatKnown(last),
    prevsuccessdate: formatKnown(
      user.previousLoginEpochMs === undefined ? earlierThan(last, user) : user.previousLoginEpochMs,
    ),
    faileddate: formatKnown(failures?.lastEpochMs ?? null),
    username: user.userKey,
  };
}

/** Of logins before the lab began: a day earlier, unless the account was not there yet or the user key says that there was none. */
function earlierThan(last: number | null, user: User | Unsynced): number | null {
  if (last === null || user.userKey.endsWith('7')) return null;
  const earlier = last - DAY_MS;
  const births = 'accounts' in user ? user.accounts.map(({ createdEpochMs }) => createdEpochMs) : [];
  return births.length > 0 && Math.min(...births) > earlier ? null : earlier;
}

function formatKnown(epochMs: number | null): string | null {
  return epochMs === null ? null : formatTimestamp(epochMs);
}

/** Who was here looked at a page a minute later, also by a way in that leaves no login behind. */
export function viewRow(numbers: Numbers, { userKey, lastLoginEpochMs }: User | Unsynced): Row | null {
  if (lastLoginEpochMs === null) return null;
  return {
    ID: numbers.next(),
    CONTENT_ID: 65_537,
    CONTENT_TYPE: 'page',
    LAST_VIEW_DATE: formatTimestamp(lastLoginEpochMs + 60_000),
    SPACE_KEY: 'HOME',
    USER_KEY: userKey,
  };
}

export function permissionRows(numbers: Numbers, subject: string, operations: Iterable<Operation>): Row[] {
  const [kind = '', name = ''] = subject.split(/:(.*)/s);
  return [...operations].map((operation) => ({
    permid: numbers.next(),
    spaceid: null,
    permtype: PERMISSIONS[operation],
    permgroupname: kind === 'group' ? name : null,
    permusername: kind === 'user' ? name : null,
    permalluserssubject: kind === 'unlicensed' ? 'authenticated-users' : null,
    creator: null,
    creationdate: null,
    lastmodifier: null,
    lastmoddate: null,
  }));
}

export function tokenRow(token: Token): Row {
  return {
    ID: token.id,
    CREATED_AT: formatTimestamp(token.createdEpochMs),
    EXPIRING_AT: token.expiringEpochMs === null ? '9999-12-31 00:00:00' : formatTimestamp(token.expiringEpochMs),
    HASHED_TOKEN: `{PKCS5S2}${hash(token.raw)}`,
    LAST_ACCESSED_AT: token.lastUsedEpochMs === null ? null : formatTimestamp(token.lastUsedEpochMs),
    NAME: token.name,
    TOKEN_ID: String(token.id).padStart(12, '0'),
    USER_KEY: token.userKey,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
