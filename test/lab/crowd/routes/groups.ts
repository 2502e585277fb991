// Groups of an application: read, create where it may, update and delete wherever they are, and their attributes.
import { setAttribute } from '../../world/attribute-changes.ts';
import { addGroup, removeGroup, updateGroup } from '../../world/changes.ts';
import { foldName } from '../../world/model.ts';
import { readAttributeList, readText, requireQuery } from '../body.ts';
import { findGroups, isPermitted, refusePermission, requireGroup, requirePermission } from '../realm.ts';
import { CrowdRefusal, refuseGroup } from '../refusal.ts';
import { readExpand, renderAttributes, renderGroup } from '../render.ts';
import { answerEntity, type CrowdAnswer, type CrowdCall, type CrowdRoute, DONE } from '../route.ts';

export const GROUP_ROUTES: readonly CrowdRoute[] = [
  { method: 'GET', path: 'group', answer: readOne },
  { method: 'POST', path: 'group', answer: create },
  { method: 'PUT', path: 'group', answer: update },
  { method: 'DELETE', path: 'group', answer: remove },
  { method: 'GET', path: 'group/attribute', answer: listAttributes },
  { method: 'POST', path: 'group/attribute', answer: storeAttributes },
  { method: 'DELETE', path: 'group/attribute', answer: removeAttribute },
];

function readOne(call: CrowdCall): CrowdAnswer {
  const found = requireGroup(call.application, requireQuery(call, 'groupname'));
  return answerEntity('group', renderGroup(call, found, readExpand(call, 'group').withAttributes));
}

function create(call: CrowdCall): CrowdAnswer {
  const { name, description, active } = readGroup(call);
  if (findGroups(call.application, name).length > 0) throw refuseInvalid(`Group already exists: ${name}`);
  const mappings = call.application.mappings.filter((mapping) => isPermitted(mapping, 'CREATE_GROUP'));
  if (mappings.length === 0) throw refusePermission('CREATE_GROUP');
  for (const { world, directory } of mappings) addGroup(world, directory, name, { description, active });
  return { status: 201, location: `${call.base}/group?groupname=${encodeURIComponent(name)}` };
}

function update(call: CrowdCall): CrowdAnswer {
  const groupname = requireQuery(call, 'groupname');
  const { name, description, active } = readGroup(call);
  if (foldName(name) !== foldName(groupname))
    throw refuseInvalid('The name in the body does not match the one in the query');
  const all = findGroups(call.application, groupname);
  if (all.length === 0) throw refuseGroup(groupname);
  const found = all.filter(({ mapping }) => isPermitted(mapping, 'UPDATE_GROUP'));
  const [first] = found;
  if (first === undefined) throw refusePermission('UPDATE_GROUP');
  for (const { mapping, group } of found) updateGroup(mapping.world, group, { description, active });
  return answerEntity('group', renderGroup(call, first, false));
}

function remove(call: CrowdCall): CrowdAnswer {
  const groupname = requireQuery(call, 'groupname');
  const all = findGroups(call.application, groupname);
  if (all.length === 0) throw refuseGroup(groupname);
  const found = all.filter(({ mapping }) => isPermitted(mapping, 'DELETE_GROUP'));
  if (found.length === 0) throw refusePermission('DELETE_GROUP');
  for (const { mapping, group } of found) removeGroup(mapping.world, group);
  return DONE;
}

function listAttributes(call: CrowdCall): CrowdAnswer {
  const { group } = requireGroup(call.application, requireQuery(call, 'groupname'));
  const own = `group/attribute?groupname=${encodeURIComponent(group.name)}`;
  const link = { href: `${call.base}/${own}`, rel: 'self' };
  return answerEntity('attributes', { attributes: renderAttributes(call, own, group.attributes), link });
}

function storeAttributes(call: CrowdCall): CrowdAnswer {
  const { mapping, group } = requireGroup(call.application, requireQuery(call, 'groupname'));
  const attributes = readAttributeList(call.readBody());
  requirePermission(mapping, 'UPDATE_GROUP_ATTRIBUTE');
  for (const [name, values] of attributes) setAttribute(mapping.world, group, name, values);
  return DONE;
}

function removeAttribute(call: CrowdCall): CrowdAnswer {
  const { mapping, group } = requireGroup(call.application, requireQuery(call, 'groupname'));
  const name = requireQuery(call, 'attributename');
  requirePermission(mapping, 'UPDATE_GROUP_ATTRIBUTE');
  setAttribute(mapping.world, group, name, null);
  return DONE;
}

/** Without the type there is no group, however it is called. */
function readGroup(call: CrowdCall): { name: string; description: string; active: boolean } {
  const body = call.readBody('group');
  const name = readText(body, 'name') ?? '';
  if (name.trim() === '') throw refuseInvalid('The group needs a name');
  if (!name.isWellFormed()) throw refuseInvalid('The name of the group holds what is no character');
  if (readText(body, 'type')?.toUpperCase() !== 'GROUP') throw refuseInvalid('The type of the group must be GROUP');
  return { name, description: readText(body, 'description') ?? '', active: body.active === true };
}

function refuseInvalid(message: string): CrowdRefusal {
  return new CrowdRefusal(400, 'INVALID_GROUP', message);
}
