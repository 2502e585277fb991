// How a group is asked about: by query where the host can (10.2), else by its name in the path, where that is possible.
import { isAddressable, type RequestSpec } from '../http-client/request.ts';

/** What can be read of a group. */
export type GroupList = 'member' | 'groupmember';

/** Asks by `?groupName=`, which takes any name. */
export function askByQuery(list: GroupList, groupName: string): RequestSpec {
  return { method: 'GET', path: `/rest/api/group/${list}`, query: { groupName, ...expansionOf(list) } };
}

/** Asks by path; null for a name that cannot stand there (`/` in it cannot be asked for in any encoding). */
export function askByPath(list: GroupList, groupName: string): RequestSpec | null {
  if (!isAddressable(groupName)) return null;
  return { method: 'GET', path: `/rest/api/group/{groupName}/${list}`, parts: { groupName }, query: expansionOf(list) };
}

function expansionOf(list: GroupList): Record<string, string> {
  return list === 'member' ? { expand: 'status' } : {};
}
