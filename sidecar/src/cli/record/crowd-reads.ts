// Everything a recording asks of a Crowd application: what this product reads, and what it is glad to know beside.
import type { RecordedRead } from './reads.ts';

const api = '/rest/usermanagement/1';

/** A page as large as is needed to see many people's shapes. */
const many = { 'start-index': 0, 'max-results': 500 };
const one = { 'start-index': 0, 'max-results': 1 };

const aboutServer: readonly RecordedRead[] = [
  { name: 'cookie', path: `${api}/config/cookie` },
  { name: 'cookie as XML', path: `${api}/config/cookie`, accept: 'xml' },
  { name: 'cookie, latest', path: '/rest/usermanagement/latest/config/cookie' },
  { name: 'cookie as nobody', path: `${api}/config/cookie`, anonymous: true },
  { name: 'resource nobody has', path: `${api}/{nobody}` },
  { name: 'resource nobody has, as XML', path: `${api}/{nobody}`, accept: 'xml' },
];

const users = { 'entity-type': 'user', restriction: '' };

const aboutAccounts: readonly RecordedRead[] = [
  { name: 'accounts', path: `${api}/search`, query: { ...users, expand: 'user,attributes', ...many } },
  {
    name: 'accounts as XML',
    path: `${api}/search`,
    query: { ...users, expand: 'user,attributes', ...many },
    accept: 'xml',
  },
  { name: 'accounts, names alone', path: `${api}/search`, query: { ...users, ...one } },
  { name: 'accounts, further page', path: `${api}/search`, query: { ...users, ...one, 'start-index': 1 } },
  {
    name: 'accounts, beyond the last',
    path: `${api}/search`,
    query: { ...users, ...one, 'start-index': 2_000_000_000 },
  },
  { name: 'search for nothing', path: `${api}/search` },
  { name: 'account', path: `${api}/user`, query: { username: '{username}', expand: 'attributes' } },
  {
    name: 'account as XML',
    path: `${api}/user`,
    query: { username: '{username}', expand: 'attributes' },
    accept: 'xml',
  },
  { name: 'account by key', path: `${api}/user`, query: { key: '{accountKey}' } },
  { name: 'account nobody has', path: `${api}/user`, query: { username: '{nobody}' } },
  { name: 'account nobody has, as XML', path: `${api}/user`, query: { username: '{nobody}' }, accept: 'xml' },
  { name: 'account without a name', path: `${api}/user` },
  { name: 'attributes of an account', path: `${api}/user/attribute`, query: { username: '{username}' } },
];

const groups = { 'entity-type': 'group', restriction: '' };

const aboutGroups: readonly RecordedRead[] = [
  { name: 'groups', path: `${api}/search`, query: { ...groups, expand: 'group', ...many } },
  { name: 'groups as XML', path: `${api}/search`, query: { ...groups, expand: 'group', ...many }, accept: 'xml' },
  {
    name: 'groups, beyond the last',
    path: `${api}/search`,
    query: { ...groups, ...one, 'start-index': 2_000_000_000 },
  },
  { name: 'group', path: `${api}/group`, query: { groupname: '{group}' } },
  { name: 'group nobody knows', path: `${api}/group`, query: { groupname: '{nobody}' } },
];

const aboutMemberships: readonly RecordedRead[] = [
  { name: 'groups of an account', path: `${api}/user/group/direct`, query: { username: '{username}', ...many } },
  ...[
    'user/group/nested',
    'group/user/direct',
    'group/user/nested',
    'group/child-group/direct',
    'group/child-group/nested',
  ].map((list): RecordedRead => {
    const whose = list.startsWith('user') ? { username: '{username}' } : { groupname: '{group}' };
    return { name: `memberships: ${list}`, path: `${api}/${list}`, query: { ...whose, ...many } };
  }),
  { name: 'groups of nobody', path: `${api}/user/group/direct`, query: { username: '{nobody}', ...many } },
  { name: 'members of nothing', path: `${api}/group/user/direct`, query: { groupname: '{nobody}', ...many } },
  {
    name: 'one membership',
    path: `${api}/user/group/direct`,
    query: { username: '{username}', groupname: '{accountGroup}' },
  },
  {
    name: 'membership nobody has',
    path: `${api}/user/group/direct`,
    query: { username: '{username}', groupname: '{nobody}' },
  },
  { name: 'table of memberships', path: `${api}/group/membership`, accept: 'xml' },
  { name: 'table of memberships as JSON', path: `${api}/group/membership` },
];

const aboutChanges: readonly RecordedRead[] = [
  { name: 'feed', path: `${api}/event`, accept: 'xml' },
  { name: 'feed as JSON', path: `${api}/event` },
  { name: 'feed since the token', path: `${api}/event/{token}`, accept: 'xml' },
  { name: 'feed since nothing known', path: `${api}/event/{nobody}`, accept: 'xml' },
];

/** A GET where only other methods exist: it names nobody, tells whether they do, and changes nothing. */
const aboutWrites: readonly RecordedRead[] = [
  { name: 'write: password', path: `${api}/user/password` },
  { name: 'write: mail with a reset link', path: `${api}/user/mail/password` },
  { name: 'write: sessions', path: `${api}/session` },
];

export const crowdReads: readonly RecordedRead[] = [
  ...aboutServer,
  ...aboutAccounts,
  ...aboutGroups,
  ...aboutMemberships,
  ...aboutChanges,
  ...aboutWrites,
];
