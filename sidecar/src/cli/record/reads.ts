// Everything a recording asks of Confluence: what this product reads, and where it is glad to know what a site answers.
import type { Read } from '../site/open-asker.ts';

/**
 * One question. `{…}` in path or query stands for something found out while recording, or for `nobody`, whom no site
 * knows; it is never written down. Each may be asked of any site at any time: nothing here has a method but GET.
 */
export interface RecordedRead extends Pick<Read, 'path' | 'accept' | 'anonymous'> {
  readonly name: string;
  readonly query?: Readonly<Record<string, string | number>>;
}

/** As many as the lists give at most, by the documentation of most of them; the answer says what the site makes of it. */
const many = 500;

const aboutSite: readonly RecordedRead[] = [
  { name: 'manifest', path: '/rest/applinks/1.0/manifest', anonymous: true },
  { name: 'manifest as XML', path: '/rest/applinks/1.0/manifest', anonymous: true, accept: 'xml' },
  { name: 'server information', path: '/rest/api/server-information' },
  { name: 'access mode', path: '/rest/api/accessmode' },
  { name: 'metrics', path: '/rest/api/instance-metrics' },
  { name: 'cluster nodes', path: '/rest/api/cluster/nodes' },
  { name: 'licence: users', path: '/rest/license/1.0/license/userCount' },
  { name: 'licence: seats left', path: '/rest/license/1.0/license/remainingSeats' },
  { name: 'licence: seats', path: '/rest/license/1.0/license/maxUsers' },
  { name: 'licence: details', path: '/rest/license/1.0/license/details' },
  { name: 'reindex', path: '/rest/api/index/reindex' },
  { name: 'a space', path: '/rest/api/space', query: { limit: 1 } },
  { name: 'long tasks', path: '/rest/api/longtask', query: { limit: 1 } },
  { name: 'long task nobody began', path: '/rest/api/longtask/{nobody}' },
  { name: 'resource nobody has', path: '/rest/api/{nobody}' },
  { name: 'resource nobody has, as XML', path: '/rest/api/{nobody}', accept: 'xml' },
];

const aboutUsers: readonly RecordedRead[] = [
  { name: 'own account', path: '/rest/api/user/current', query: { expand: 'status' } },
  { name: 'own account, asked as nobody', path: '/rest/api/user/current', anonymous: true },
  { name: 'own tokens', path: '/rest/pat/latest/tokens' },
  { name: 'user by key', path: '/rest/api/user', query: { key: '{ownKey}', expand: 'status' } },
  { name: 'user by name', path: '/rest/api/user', query: { username: '{ownName}', expand: 'status' } },
  { name: 'user nobody knows', path: '/rest/api/user', query: { username: '{nobody}' } },
  { name: 'user as nobody', path: '/rest/api/user', query: { username: '{ownName}' }, anonymous: true },
  { name: 'groups of a user', path: '/rest/api/user/memberof', query: { key: '{ownKey}', limit: many } },
  { name: 'all users', path: '/rest/api/user/list', query: { expand: 'status', limit: many } },
  { name: 'licensed users', path: '/rest/api/admin/users/list/active', query: { expand: 'lastLogin', limit: many } },
  {
    name: 'licensed users with status',
    path: '/rest/api/admin/users/list/active',
    query: { expand: 'status', limit: 1 },
  },
  {
    name: 'licensed users, other address',
    path: '/rest/api/user/list/active',
    query: { expand: 'lastLogin', limit: 1 },
  },
  { name: 'mobile profile', path: '/rest/mobile/1.0/profile/{ownName}' },
  { name: 'user search', path: '/rest/api/search', query: { cql: 'type=user AND user = "{ownName}"', limit: 1 } },
  {
    name: 'contributions',
    path: '/rest/api/search',
    query: { cql: 'contributor = "{ownName}" order by lastmodified desc', limit: 1 },
  },
  {
    name: 'contributions, content alone',
    path: '/rest/api/content/search',
    query: { cql: 'contributor = "{ownName}" order by lastmodified desc', limit: 10, expand: 'history.lastUpdated' },
  },
];

const aboutGroups: readonly RecordedRead[] = [
  { name: 'groups', path: '/rest/api/group', query: { limit: many } },
  { name: 'group', path: '/rest/api/group/{group}' },
  { name: 'group nobody knows', path: '/rest/api/group/{nobody}/member' },
  { name: 'members', path: '/rest/api/group/{group}/member', query: { expand: 'status', limit: many } },
  ...['groupmember', 'groupparent', 'groupancestor'].flatMap((list): RecordedRead[] => [
    { name: `nesting: ${list}`, path: `/rest/api/group/{group}/${list}` },
    { name: `nesting: ${list}, by query`, path: `/rest/api/group/${list}`, query: { groupName: '{group}' } },
  ]),
  { name: 'group by query', path: '/rest/api/group/info', query: { groupName: '{group}' } },
  { name: 'members by query', path: '/rest/api/group/member', query: { groupName: '{group}', expand: 'status' } },
];

const aboutRights: readonly RecordedRead[] = [
  { name: 'permissions', path: '/rest/api/permissions' },
  { name: 'permissions of a user', path: '/rest/api/permissions/user/{ownKey}' },
  { name: 'permissions of a group', path: '/rest/api/permissions/group/{group}' },
  { name: 'permissions as nobody', path: '/rest/api/permissions', anonymous: true },
  { name: 'audit records', path: '/rest/api/audit', query: { limit: 1 } },
  { name: 'audit events', path: '/rest/auditing/1.0/events', query: { limit: 5 } },
  { name: 'directories', path: '/rest/crowd/latest/directory' },
  { name: 'directory', path: '/rest/crowd/latest/directory/{directory}' },
  { name: 'membership aggregation', path: '/rest/crowd/latest/application' },
];

/** A GET where only other methods exist: it tells whether they do, and changes nothing. */
const aboutWrites: readonly RecordedRead[] = [
  { name: 'write: disable', path: '/rest/api/admin/user/{nobody}/disable' },
  { name: 'write: enable', path: '/rest/api/admin/user/{nobody}/enable' },
  { name: 'write: user', path: '/rest/api/admin/user/{nobody}' },
  { name: 'write: create user', path: '/rest/api/admin/user' },
  { name: 'write: password', path: '/rest/api/admin/user/{nobody}/password' },
  { name: 'write: membership', path: '/rest/api/user/{nobody}/group/{nobody}' },
  { name: 'write: create group', path: '/rest/api/admin/group' },
  { name: 'write: group', path: '/rest/api/admin/group/{nobody}' },
  { name: 'JSON-RPC', path: '/rpc/json-rpc/confluenceservice-v2' },
];

export const reads: readonly RecordedRead[] = [
  ...aboutSite,
  ...aboutUsers,
  ...aboutGroups,
  ...aboutRights,
  ...aboutWrites,
];

/** The question in words, safe to write down because nothing in it was filled in. */
export function describeRead({ path, query = {}, accept, anonymous }: RecordedRead): string {
  const asked = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  const how = [...(accept === 'xml' ? ['as XML'] : []), ...(anonymous ? ['without signing in'] : [])];
  return `GET ${path}${asked.length === 0 ? '' : `?${asked.join('&')}`}${how.length === 0 ? '' : ` (${how.join(', ')})`}`;
}
