// Creating and deleting groups; the last group that makes administrators cannot be deleted.
import { addGroup, removeGroup } from '../../world/changes.ts';
import { groupsNamed } from '../../world/views.ts';
import { renderGroup } from '../bodies.ts';
import { type Answer, answerJson, type Call, NO_CONTENT, Refusal, type Route } from '../route.ts';
import { readText, refuseInvalid } from './user-details.ts';

export const ADMIN_GROUP_ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: '/rest/api/admin/group',
    access: 'system-administrator',
    reads: 'json',
    answer: create,
  },
  {
    method: 'DELETE',
    path: '/rest/api/admin/group/{groupName}',
    access: 'system-administrator',
    answer: remove,
  },
];

function create(call: Call): Answer {
  const { world } = call.site;
  const name = readText(call.body, 'name')?.trim() ?? '';
  if (name === '') throw refuseInvalid([{ key: 'group.name.blank', text: 'The group needs a name' }]);
  if (groupsNamed(world, name).length > 0) throw new Refusal(409, `Group with name ${name} already exists`);
  const directory = world.directories.find((candidate) => candidate.writable);
  if (directory === undefined) throw new Refusal(400, 'No directory allows groups to be created');
  addGroup(world, directory, name);
  return answerJson(renderGroup(call.site, name));
}

function remove(call: Call): Answer {
  const { world } = call.site;
  const { groupName = '' } = call.params;
  const groups = groupsNamed(world, groupName);
  const [group] = groups;
  if (group === undefined) throw new Refusal(404, `No group found with name: ${groupName}`);
  const isOnlyOne = ['application/administer', 'system/administer'].some((operation) => {
    const holders = [...world.grants].filter(
      ([subject, granted]) => subject.startsWith('group:') && [...granted].includes(operation as never),
    );
    return holders.length === 1 && holders[0]?.[0] === `group:${group.lowerName}`;
  });
  if (isOnlyOne) throw new Refusal(400, `${group.name} is the last group of administrators`, { valid: false });
  for (const one of groups) removeGroup(world, one);
  return NO_CONTENT;
}
