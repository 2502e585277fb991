// What users change about themselves: password, name and e-mail, and the locale of their settings.
import { passwordOf, type User } from '../../world/model.ts';
import { noteFailedCheck, notePassedCheck } from '../../world/password-checks.ts';
import { effectiveAccount, findUser, isAdministrator } from '../../world/views.ts';
import { CAPTCHA_AFTER_FAILURES } from '../caller.ts';
import { type Answer, type Call, NO_CONTENT, Refusal, type Route, requireCaller } from '../route.ts';
import { setUserPassword, updateDetails } from '../user-changes.ts';
import { readDetails, readText, refuseInvalid } from './user-details.ts';

export const OWN_ACCOUNT_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/rest/api/user/current/password',
    access: 'authenticated',
    needs: 'rest-creation',
    reads: 'json',
    answer: changePassword,
  },
  {
    method: 'PUT',
    path: '/rest/api/user/current',
    access: 'authenticated',
    needs: 'update-self',
    reads: 'json',
    answer: changeDetails,
  },
  {
    method: 'PUT',
    path: '/rest/api/user/settings',
    access: 'authenticated',
    needs: 'user-settings',
    reads: 'json',
    answer: changeSettings,
  },
];

function changePassword(call: Call): Answer {
  const user = requireCaller(call);
  const newPassword = readText(call.body, 'newPassword') ?? '';
  if (newPassword.trim() === '') throw refuseInvalid([{ key: 'password.blank', text: 'The new password is blank' }]);
  checkPassword(call, user, readText(call.body, 'oldPassword'));
  setUserPassword(call.site.world, user, newPassword);
  return NO_CONTENT;
}

function changeDetails(call: Call): Answer {
  const user = requireCaller(call);
  const details = readDetails(call.body);
  if (details.email !== undefined && details.email !== effectiveAccount(user).email) {
    const password = readText(call.body, 'currentPassword') ?? '';
    if (password === '') throw refuseInvalid([{ key: 'password.absent', text: 'Another email needs the password' }]);
    checkPassword(call, user, password);
  }
  updateDetails(call.site.world, user, details);
  return NO_CONTENT;
}

/** Accepted and forgotten: nothing the lab answers depends on a locale. */
function changeSettings(call: Call): Answer {
  const username = readText(call.body, 'username') ?? '';
  const locale = readText(call.body, 'locale') ?? '';
  const caller = requireCaller(call);
  const target = findUser(call.site.world, username);
  if (target === undefined || !/^(None|[a-z]{2}_[A-Z]{2})$/.test(locale)) {
    throw refuseInvalid([{ key: 'settings.invalid', text: 'username and a locale like en_GB or None must be given' }]);
  }
  if (target !== caller && !isAdministrator(call.site.world, caller)) {
    throw new Refusal(403, 'Not permitted to change the settings of this user', { authorized: false });
  }
  return NO_CONTENT;
}

function checkPassword(call: Call, user: User, password: string | undefined): void {
  const { world } = call.site;
  const failures = world.failedLogins.get(user.lowerName) ?? 0;
  if (failures < CAPTCHA_AFTER_FAILURES && password === passwordOf(effectiveAccount(user))) {
    notePassedCheck(world, user);
    return;
  }
  noteFailedCheck(world, user);
  throw new Refusal(403, 'The current password is wrong', { authorized: false });
}
