// Users of an application: read, create, update as a whole, delete, and their attributes.

import { setAttribute } from '../../world/attribute-changes.ts';
import { readAttributes } from '../../world/attributes.ts';
import { addAccount, removeAccount, setAccountActive, updateAccount } from '../../world/changes.ts';
import { foldName } from '../../world/model.ts';
import { renameAccount } from '../../world/rename.ts';
import { makeUserKey } from '../../world/user-keys.ts';
import { readAttributeList, readPassword, readText, requireQuery } from '../body.ts';
import {
  findAccounts,
  isPermitted,
  listAccounts,
  refusePermission,
  requireAccount,
  requirePermission,
} from '../realm.ts';
import { CrowdRefusal, refuseArgument, refuseUser } from '../refusal.ts';
import { readExpand, renderAttributes, renderUser } from '../render.ts';
import { answerEntity, type CrowdAnswer, type CrowdCall, type CrowdRoute, DONE } from '../route.ts';
import { parseXml } from '../xml.ts';

export const USER_ROUTES: readonly CrowdRoute[] = [
  { method: 'GET', path: 'user', answer: readOne },
  { method: 'POST', path: 'user', answer: create },
  { method: 'PUT', path: 'user', answer: update },
  { method: 'DELETE', path: 'user', answer: remove },
  { method: 'POST', path: 'user/rename', answer: rename },
  { method: 'GET', path: 'user/attribute', answer: listAttributes },
  { method: 'POST', path: 'user/attribute', answer: storeAttributes },
  { method: 'DELETE', path: 'user/attribute', answer: removeAttribute },
];

function readOne(call: CrowdCall): CrowdAnswer {
  const key = call.query.get('key');
  const { withAttributes } = readExpand(call, 'user');
  if (key === null) {
    const found = requireAccount(call.application, requireQuery(call, 'username'));
    return answerEntity('user', renderUser(call, found, withAttributes));
  }
  const found = listAccounts(call.application).find(
    ({ mapping, account }) => `${mapping.directory.id}:${account.externalId}` === key,
  );
  if (found === undefined) throw refuseUser(key);
  return answerEntity('user', renderUser(call, found, withAttributes));
}

/** In the first directory that lets the application create users; nowhere, if any mapped one has the name already. */
function create(call: CrowdCall): CrowdAnswer {
  const body = call.readBody('user');
  const name = readText(body, 'name') ?? '';
  checkName(name);
  if (findAccounts(call.application, name).length > 0) throw refuseInvalidUser(`User already exists: ${name}`);
  const mapping = call.application.mappings.find((one) => isPermitted(one, 'CREATE_USER'));
  if (mapping === undefined) throw refusePermission('CREATE_USER');
  checkDirectory(body, mapping.directory.id);
  const password = readPassword(body);
  if (password === undefined || password === '') throw refuseCredential();
  const names = readPersonNames(body);
  const user = addAccount(
    mapping.world,
    mapping.directory,
    {
      ...names,
      username: name,
      email: readText(body, 'email') ?? '',
      active: body.active === true,
      createdEpochMs: mapping.world.clock.nowMs(),
      password,
    },
    makeUserKey(mapping.world),
  );
  const account = mapping.directory.accounts.get(foldName(name));
  if (account === undefined) throw refuseUser(name);
  const location = `${call.base}/user?username=${encodeURIComponent(account.username)}`;
  return { ...answerEntity('user', renderUser(call, { mapping, account, user }, true), 201), location };
}

/** The whole user: names that are left out are emptied, and an `active` that is left out is false. */
function update(call: CrowdCall): CrowdAnswer {
  const username = requireQuery(call, 'username');
  const body = call.readBody('user');
  const name = readText(body, 'name') ?? '';
  if (foldName(name) !== foldName(username))
    throw refuseArgument('The username in the body does not match the one in the query');
  const { mapping, account, user } = requireAccount(call.application, username);
  requirePermission(mapping, 'UPDATE_USER');
  checkDirectory(body, mapping.directory.id);
  const email = readText(body, 'email');
  const kept = account.email ?? '';
  if (email !== undefined && foldName(email) !== foldName(kept) && !call.application.emailChanges) {
    throw new CrowdRefusal(403, 'APPLICATION_PERMISSION_DENIED', 'Applications may not change the e-mail of a user');
  }
  updateAccount(mapping.world, account, { ...readPersonNames(body), email: email ?? account.email });
  setAccountActive(mapping.world, user, account, body.active === true);
  return DONE;
}

function remove(call: CrowdCall): CrowdAnswer {
  const { mapping, account, user } = requireAccount(call.application, requireQuery(call, 'username'));
  requirePermission(mapping, 'DELETE_USER');
  removeAccount(mapping.world, user, account);
  return DONE;
}

/** Only the first account of the name; the new one must be free in every mapped directory. */
function rename(call: CrowdCall): CrowdAnswer {
  const username = requireQuery(call, 'username');
  const wish = readNewName(call);
  const { mapping, account, user } = requireAccount(call.application, username);
  requirePermission(mapping, 'UPDATE_USER');
  checkName(wish);
  if (findAccounts(call.application, wish).some((found) => found.account !== account)) {
    throw refuseInvalidUser(`User already exists: ${wish}`);
  }
  renameAccount(mapping.world, user, account, wish);
  return answerEntity('user', renderUser(call, requireAccount(call.application, wish), false));
}

/** In XML the name stands in an element of that name, or in one inside it. */
function readNewName(call: CrowdCall): string {
  const name = readText(call.readBody(), 'new-name');
  if (name !== undefined) return name;
  const root = call.raw.form === 'xml' ? parseXml(call.raw.text) : undefined;
  if (root?.tag !== 'new-name') throw refuseArgument('new-name must be given in the body');
  return root.text;
}

function listAttributes(call: CrowdCall): CrowdAnswer {
  const { account } = requireAccount(call.application, requireQuery(call, 'username'));
  const own = `user/attribute?username=${encodeURIComponent(account.username)}`;
  const link = { href: `${call.base}/${own}`, rel: 'self' };
  return answerEntity('attributes', { attributes: renderAttributes(call, own, readAttributes(account)), link });
}

/** Those named are replaced, the others kept. */
function storeAttributes(call: CrowdCall): CrowdAnswer {
  const { mapping, account } = requireAccount(call.application, requireQuery(call, 'username'));
  const attributes = readAttributeList(call.readBody());
  requirePermission(mapping, 'UPDATE_USER_ATTRIBUTE');
  for (const [name, values] of attributes) setAttribute(mapping.world, account, name, values);
  const seen = Number(attributes.get('lastAuthenticated')?.[0]);
  if (Number.isSafeInteger(seen)) account.lastAuthenticatedEpochMs = seen;
  return DONE;
}

function removeAttribute(call: CrowdCall): CrowdAnswer {
  const { mapping, account } = requireAccount(call.application, requireQuery(call, 'username'));
  const name = requireQuery(call, 'attributename');
  requirePermission(mapping, 'UPDATE_USER_ATTRIBUTE');
  if (name === 'lastAuthenticated') account.lastAuthenticatedEpochMs = null;
  setAttribute(mapping.world, account, name, null);
  return DONE;
}

function readPersonNames(body: Record<string, unknown>) {
  const firstName = readText(body, 'first-name') ?? '';
  const lastName = readText(body, 'last-name') ?? '';
  return { firstName, lastName, displayName: readText(body, 'display-name') ?? `${firstName} ${lastName}`.trim() };
}

/** Half a surrogate pair is no character: no address could carry it. */
function checkName(name: string): void {
  if (name === '' || name.trim() !== name)
    throw refuseInvalidUser('The username must not be blank or begin or end with a blank');
  if (!name.isWellFormed()) throw refuseInvalidUser('The username holds what is no character');
}

function checkDirectory(body: Record<string, unknown>, directoryId: number): void {
  const wish = body['directory-id'];
  if (wish === undefined || wish === null || Number(wish) === directoryId) return;
  throw refuseInvalidUser('The user does not belong to the directory of the body');
}

function refuseInvalidUser(message: string): CrowdRefusal {
  return new CrowdRefusal(400, 'INVALID_USER', message);
}

export function refuseCredential(): CrowdRefusal {
  return new CrowdRefusal(400, 'INVALID_CREDENTIAL', 'The password must not be blank');
}
