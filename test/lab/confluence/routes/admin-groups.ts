// Creating and deleting groups; the last group that makes administrators cannot be deleted.
import { renderGroup } from '../bodies.ts';
import { type Answer, answerJson, type Call, NO_CONTENT, type Route } from '../route.ts';
import { createGroup, deleteGroup } from '../user-changes.ts';
import { readText, refuseInvalid } from './user-details.ts';

export const ADMIN_GROUP_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/rest/api/admin/group',
    access: 'system-administrator',
    needs: 'rest-changes',
    reads: 'json',
    answer: create,
  },
  {
    method: 'DELETE',
    path: '/rest/api/admin/group/{groupName}',
    access: 'system-administrator',
    needs: 'rest-changes',
    answer: remove,
  },
];

function create(call: Call): Answer {
  if (readText(call.body, 'type') !== 'group') {
    throw refuseInvalid([{ key: 'group.type', text: 'The type of the group must be group' }]);
  }
  const name = readText(call.body, 'name')?.trim() ?? '';
  if (name === '') throw refuseInvalid([{ key: 'group.name.blank', text: 'The group needs a name' }]);
  return answerJson(renderGroup(call.site, createGroup(call.site.world, name).name));
}

function remove(call: Call): Answer {
  deleteGroup(call.site.world, call.params.groupName ?? '');
  return NO_CONTENT;
}
