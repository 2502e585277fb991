// The mobile plugin's profile: the only REST place of an e-mail address before there was a list of licensed users.
import { effectiveAccount, findUser } from '../../world/views.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';

export const PROFILE_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/mobile/1.0/profile/{username}', access: 'viewer', answer: readProfile },
];

function readProfile(call: Call): Answer {
  const { username = '' } = call.params;
  const user = findUser(call.site.world, username);
  if (user === undefined) throw new Refusal(404, `No user found with username : ${username}`);
  const account = effectiveAccount(user);
  return answerJson({
    fullName: account.displayName,
    userName: user.username,
    email: account.email ?? '',
    avatarUrl: `${call.site.contextPath}/images/icons/profilepics/default.svg`,
    url: `${call.site.contextPath}/display/~${encodeURIComponent(user.username)}`,
    anonymous: false,
    unknownUser: false,
    about: '',
  });
}
