// Which calls leave a record in the audit log, and what the record says.
import { addAuditRecord } from '../world/audit.ts';
import type { Call, Route } from './route.ts';
import { readText } from './routes/user-details.ts';

const TOKEN_CREATED = 'Personal access token created';
const PERMISSION_ADDED = 'Global permission added';

const SUMMARIES: Readonly<Record<string, string>> = {
  'POST /rest/api/admin/user': 'User created',
  'PUT /rest/api/admin/user/{username}': 'User details updated',
  'DELETE /rest/api/admin/user/{username}': 'User deleted',
  'PUT /rest/api/admin/user/{username}/disable': 'User deactivated',
  'PUT /rest/api/admin/user/{username}/enable': 'User reactivated',
  'POST /rest/api/admin/user/{username}/password': 'User password changed',
  'PUT /rest/api/user/{username}/group/{groupName}': 'User added to group',
  'DELETE /rest/api/user/{username}/group/{groupName}': 'User removed from group',
  'POST /rest/api/admin/group': 'Group created',
  'DELETE /rest/api/admin/group/{groupName}': 'Group deleted',
  'POST /rest/pat/latest/tokens': TOKEN_CREATED,
  'POST /rest/pat/1.0/tokens': TOKEN_CREATED,
  'PUT /rest/api/permissions/user/{user}/grant': PERMISSION_ADDED,
  'PUT /rest/api/permissions/group/{groupName}/grant': PERMISSION_ADDED,
  'PUT /rest/api/permissions/anonymous/grant': PERMISSION_ADDED,
  'PUT /rest/api/permissions/unlicensed/grant': PERMISSION_ADDED,
};

/** The others are told under users and groups. */
const CATEGORIES: Readonly<Record<string, string>> = { [TOKEN_CREATED]: 'Security', [PERMISSION_ADDED]: 'Permissions' };

/** To be called after the change has been made. */
export function auditChange(call: Call, route: Route): void {
  const summary = SUMMARIES[`${route.method} ${route.path}`];
  if (summary === undefined || call.caller.user === null) return;
  const { username = call.params.user, groupName } = call.params;
  const isAboutGroup = username === undefined && (groupName !== undefined || route.path.endsWith('/group'));
  const object = username ?? groupName ?? readText(call.body, 'userName') ?? readText(call.body, 'name') ?? '';
  addAuditRecord(call.site.world, {
    authorKey: call.caller.user.userKey,
    summary,
    description: '',
    category: CATEGORIES[summary] ?? 'Users and groups',
    object,
    objectType: summary === TOKEN_CREATED ? 'Personal access token' : isAboutGroup ? 'Group' : 'User',
    ...(username === undefined || groupName === undefined
      ? {}
      : { associated: { name: groupName, objectType: 'Group' } }),
  });
}
