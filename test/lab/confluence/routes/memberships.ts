// Adding a user to a group and taking them out by REST: both harmless to repeat.
import { type Answer, type Call, NO_CONTENT, type Route, requireCaller } from '../route.ts';
import { joinGroup, leaveGroup, type MembershipWish } from '../user-changes.ts';

const PATH = '/rest/api/user/{username}/group/{groupName}';

export const MEMBERSHIP_ROUTES: readonly Route[] = [
  { method: 'PUT', path: PATH, access: 'administrator', needs: 'rest-changes', answer: join },
  { method: 'DELETE', path: PATH, access: 'administrator', needs: 'rest-changes', answer: leave },
];

function join(call: Call): Answer {
  joinGroup(readWish(call));
  return NO_CONTENT;
}

function leave(call: Call): Answer {
  leaveGroup(readWish(call));
  return NO_CONTENT;
}

function readWish(call: Call): MembershipWish {
  const { username = '', groupName = '' } = call.params;
  return { world: call.site.world, actor: requireCaller(call), username, groupName };
}
