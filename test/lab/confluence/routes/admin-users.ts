// Changing users: create, edit, disable, enable, set a password, delete as a long task; and the list of licensed users.

import { formatInstant } from '../../clock.ts';
import { removeUnsynced } from '../../world/changes.ts';
import { foldName, type User } from '../../world/model.ts';
import { startTask } from '../../world/tasks.ts';
import { effectiveAccount, listLicensed } from '../../world/views.ts';
import { readExpand, renderUser } from '../bodies.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, NO_CONTENT, type Route, requireCaller } from '../route.ts';
import {
  deleteUser,
  findTarget,
  requireDeletable,
  requireWritableAccount,
  setUserActive,
  setUserPassword,
  updateDetails,
} from '../user-changes.ts';
import { answerCreation, readDetails, readText, refuseInvalid } from './user-details.ts';

const BASE = '/rest/api/admin/user';

export const ADMIN_USER_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: BASE,
    access: 'administrator',
    strangers: 401,
    needs: 'rest-creation',
    reads: 'json',
    answer: answerCreation,
  },
  {
    method: 'PUT',
    path: `${BASE}/{username}`,
    access: 'administrator',
    strangers: 401,
    needs: 'update-user',
    reads: 'json',
    answer: update,
  },
  {
    method: 'DELETE',
    path: `${BASE}/{username}`,
    access: 'system-administrator',
    strangers: 401,
    needs: 'rest-changes',
    answer: remove,
  },
  {
    method: 'PUT',
    path: `${BASE}/{username}/disable`,
    access: 'administrator',
    needs: 'rest-changes',
    strangers: 401,
    answer: (call) => setActive(call, false),
  },
  {
    method: 'PUT',
    path: `${BASE}/{username}/enable`,
    access: 'administrator',
    needs: 'rest-changes',
    strangers: 401,
    answer: (call) => setActive(call, true),
  },
  {
    method: 'POST',
    path: `${BASE}/{username}/password`,
    access: 'system-administrator',
    needs: 'rest-creation',
    reads: 'json',
    answer: setPassword,
  },
  {
    method: 'GET',
    path: '/rest/api/admin/users/list/active',
    access: 'administrator',
    needs: 'licensed-list',
    answer: listActive,
  },
];

function update(call: Call): Answer {
  const user = findAddressed(call);
  updateDetails(call.site.world, user, readDetails(call.body));
  return NO_CONTENT;
}

function setActive(call: Call, active: boolean): Answer {
  setUserActive(call.site.world, findAddressed(call), active);
  return NO_CONTENT;
}

function setPassword(call: Call): Answer {
  const user = findAddressed(call);
  const password = readText(call.body, 'password');
  if (password === undefined || password.trim() === '') {
    throw refuseInvalid([{ key: 'password.blank', text: 'The new password should not be null or blank' }]);
  }
  setUserPassword(call.site.world, user, password);
  return NO_CONTENT;
}

/** The user stays readable until the task's time is over; then everything of them goes, the user key too. */
function remove(call: Call): Answer {
  const { world, deleteTaskMs } = call.site;
  const actor = requireCaller(call);
  const { username = '' } = call.params;
  const unsynced = world.unsynced.get(foldName(username));
  const user = unsynced === undefined ? findTarget(world, actor, username) : undefined;
  if (user !== undefined) requireDeletable(user);
  const task = startTask(world, actor, {
    nameKey: 'com.atlassian.confluence.user.delete.task',
    argument: user?.username ?? unsynced?.username ?? username,
    durationMs: deleteTaskMs,
    finish: () => {
      if (unsynced !== undefined) removeUnsynced(world, unsynced.lowerName);
      else if (user !== undefined && world.users.get(user.lowerName) === user) deleteUser(world, user);
    },
  });
  const status = `/rest/api/longtask/${task.id}`;
  return answerJson({ id: task.id, links: { status, result: `${status}/result` } }, 202);
}

function listActive(call: Call): Answer {
  const { site } = call;
  const expand = readExpand(call);
  const tellsLogin = site.tier.abilities.has('last-login');
  const withLogin = tellsLogin && expand.has('lastLogin');
  const users = listLicensed(site.world).index.items;
  const page = renderPageOf(call, {
    total: users.length,
    cut: (start, end) => users.slice(start, end),
    render: (user) => {
      const extra: Record<string, unknown> = {};
      const { email } = effectiveAccount(user);
      if (email !== null) extra.email = email;
      if (withLogin && user.lastLoginTold) extra.lastLogin = renderLogin(user);
      const body = renderUser(site, user, expand, extra);
      if (tellsLogin && !withLogin) body._expandable = { ...(body._expandable as object), lastLogin: '' };
      return body;
    },
    defaultLimit: 100,
    maxLimit: 200,
  });
  return answerJson(page);
}

function renderLogin(user: User): string | null {
  return user.lastLoginEpochMs === null ? null : formatInstant(user.lastLoginEpochMs);
}

function findAddressed(call: Call): User {
  const user = findTarget(call.site.world, requireCaller(call), call.params.username ?? '');
  requireWritableAccount(user);
  return user;
}
