// Reading users: one by name or key, oneself, all of them, and the groups somebody is a direct member of.
import { foldName, type Unsynced, type User } from '../../world/model.ts';
import { findUser, isLicensed, listGroupNamesOf, listUsers } from '../../world/views.ts';
import { readExpand, renderAnonymous, renderGroup, renderUnsynced, renderUser, standAlone } from '../bodies.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';

const MOST_USERS = 200;

export const USER_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/user', access: 'viewer', answer: readOne },
  { method: 'GET', path: '/rest/api/user/current', access: 'anonymous', answer: readCurrent },
  { method: 'GET', path: '/rest/api/user/anonymous', access: 'anonymous', answer: readAnonymous },
  { method: 'GET', path: '/rest/api/user/list', access: 'viewer', needs: 'rest-creation', answer: listAll },
  { method: 'GET', path: '/rest/api/user/memberof', access: 'viewer', answer: listGroups },
];

function readOne(call: Call): Answer {
  const user = findAddressed(call);
  const body = 'accounts' in user ? renderUser(call.site, user, readExpand(call)) : renderUnsynced(call.site, user);
  return answerJson(standAlone(call.site, body));
}

function readCurrent(call: Call): Answer {
  const { site, caller } = call;
  const openToAll = isOpenToAll(call);
  if (caller.user !== null && (openToAll || isLicensed(site.world, caller.user))) {
    return answerJson(standAlone(site, renderUser(site, caller.user, readExpand(call))));
  }
  if (caller.user === null && openToAll) return answerJson(standAlone(site, renderAnonymous(site)));
  throw refuseUse();
}

function isOpenToAll({ site }: Call): boolean {
  return site.world.grants.get('anonymous')?.has('application/use') ?? false;
}

function refuseUse(): Refusal {
  return new Refusal(403, 'User is not permitted to use Confluence', { authorized: false });
}

function readAnonymous(call: Call): Answer {
  if (call.caller.user === null && !isOpenToAll(call)) throw refuseUse();
  return answerJson(standAlone(call.site, renderAnonymous(call.site)));
}

function listAll(call: Call): Answer {
  const users = listUsers(call.site.world).items;
  const expand = readExpand(call);
  const page = renderPageOf(call, {
    total: users.length,
    cut: (start, end) => users.slice(start, end),
    render: (user) => renderUser(call.site, user, expand),
    defaultLimit: 100,
    maxLimit: MOST_USERS,
    linkPath: '/rest/api/user/list/',
    nextRule: 'full-page',
  });
  return answerJson(page);
}

function listGroups(call: Call): Answer {
  const user = findAddressed(call);
  const names = 'accounts' in user ? listGroupNamesOf(user, call.site.world.aggregation) : [];
  const page = renderPageOf(call, {
    total: names.length,
    cut: (start, end) => names.slice(start, end),
    render: (name) => renderGroup(call.site, name),
    defaultLimit: 200,
    maxLimit: MOST_USERS,
  });
  return answerJson(page);
}

function findAddressed(call: Call): User | Unsynced {
  const { world } = call.site;
  const key = call.query.get('key');
  const username = call.query.get('username');
  if (key === null && username === null) {
    throw new Refusal(400, 'Either key or username must be given', { valid: false });
  }
  const user =
    key === null
      ? (findUser(world, username ?? '') ?? world.unsynced.get(foldName(username ?? '')))
      : (world.usersByKey.get(key) ?? world.unsynced.values().find((one) => one.userKey === key));
  if (user !== undefined) return user;
  const sought = key === null ? `username : ${username}` : `key : ${key}`;
  throw new Refusal(404, `No user found with ${sought}`);
}
