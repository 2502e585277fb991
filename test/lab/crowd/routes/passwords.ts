// Passwords: set, clear, ask for a reset by mail, and check them as a log-in does.
import { randomUUID } from 'node:crypto';
import { formatInstant } from '../../clock.ts';
import { noteRightPassword, noteWrongPassword, setAttribute } from '../../world/attribute-changes.ts';
import { updateAccount } from '../../world/changes.ts';
import { foldName, passwordOf } from '../../world/model.ts';
import { readPassword, requireQuery } from '../body.ts';
import { type FoundAccount, listAccounts, requireAccount, requirePermission } from '../realm.ts';
import { CrowdRefusal, refuseArgument } from '../refusal.ts';
import { renderUser } from '../render.ts';
import { answerEntity, type CrowdAnswer, type CrowdCall, type CrowdRoute, DONE } from '../route.ts';
import { refuseCredential } from './users.ts';

export const PASSWORD_ROUTES: readonly CrowdRoute[] = [
  { method: 'PUT', path: 'user/password', answer: setPassword },
  { method: 'DELETE', path: 'user/password', answer: clearPassword },
  { method: 'POST', path: 'user/mail/password', answer: mailReset },
  { method: 'POST', path: 'user/mail/usernames', answer: mailNames },
  { method: 'POST', path: 'user/expire-all-passwords', answer: expireAll },
  { method: 'POST', path: 'authentication', answer: authenticate },
  { method: 'POST', path: 'authentication/notify', answer: noteAuthentication },
];

function setPassword(call: CrowdCall): CrowdAnswer {
  const { mapping, account } = requireAccount(call.application, requireQuery(call, 'username'));
  const password = readPassword(call.readBody());
  requirePermission(mapping, 'UPDATE_USER');
  if (password === undefined || password.trim() === '') throw refuseCredential();
  updateAccount(mapping.world, account, { password });
  setAttribute(mapping.world, account, 'passwordLastChanged', [String(mapping.world.clock.nowMs())]);
  return DONE;
}

/** Afterwards no password opens the account. */
function clearPassword(call: CrowdCall): CrowdAnswer {
  const { mapping, account } = requireAccount(call.application, requireQuery(call, 'username'));
  requirePermission(mapping, 'UPDATE_USER');
  updateAccount(mapping.world, account, { password: randomUUID() });
  return DONE;
}

function mailReset(call: CrowdCall): CrowdAnswer {
  const { mapping, account } = requireAccount(call.application, requireQuery(call, 'username'));
  requirePermission(mapping, 'UPDATE_USER');
  const to = account.email ?? '';
  if (to === '') throw new CrowdRefusal(400, 'INVALID_EMAIL', `User <${account.username}> has no e-mail address`);
  send(call, { kind: 'password-reset', to, username: account.username });
  return DONE;
}

function mailNames(call: CrowdCall): CrowdAnswer {
  const email = requireQuery(call, 'email');
  const found = listAccounts(call.application).filter(
    ({ account }) => foldName(account.email ?? '') === foldName(email),
  );
  if (found.length === 0) throw new CrowdRefusal(400, 'INVALID_EMAIL', `No user has the e-mail address ${email}`);
  for (const { account } of found) send(call, { kind: 'usernames', to: email, username: account.username });
  return DONE;
}

function send({ site }: CrowdCall, mail: { kind: 'password-reset' | 'usernames'; to: string; username: string }): void {
  site.mails.push({ at: formatInstant(site.world.clock.nowMs()), ...mail });
}

function expireAll(call: CrowdCall): CrowdAnswer {
  if (call.query.get('confirm') !== 'true') throw refuseArgument('confirm=true must be given');
  for (const { mapping, account } of listAccounts(call.application)) {
    requirePermission(mapping, 'UPDATE_USER');
    setAttribute(mapping.world, account, 'requiresPasswordChange', ['true']);
  }
  return DONE;
}

function authenticate(call: CrowdCall): CrowdAnswer {
  const found = checkPassword(call, requireQuery(call, 'username'), readPassword(call.readBody()));
  return answerEntity('user', renderUser(call, found, false));
}

function noteAuthentication(call: CrowdCall): CrowdAnswer {
  const found = requireAccount(call.application, requireQuery(call, 'username'), 400);
  noteRightPassword(found.mapping.world, found.account);
  return answerEntity('user', renderUser(call, found, false));
}

/** The account, if it may log in with this password; every failure is 400. */
export function checkPassword(call: CrowdCall, username: string, password: string | undefined): FoundAccount {
  const found = requireAccount(call.application, username, 400);
  const { mapping, account } = found;
  if (!account.active) {
    throw new CrowdRefusal(400, 'INACTIVE_ACCOUNT', `Account with name <${account.username}> is inactive`);
  }
  if (password !== passwordOf(account)) {
    noteWrongPassword(mapping.world, account);
    const message = 'Failed to authenticate principal, password was invalid';
    throw new CrowdRefusal(400, 'INVALID_USER_AUTHENTICATION', message);
  }
  if (account.attributes.get('requiresPasswordChange')?.[0] === 'true') {
    throw new CrowdRefusal(400, 'EXPIRED_CREDENTIAL', 'The password has expired');
  }
  noteRightPassword(mapping.world, account);
  return found;
}
