// Groups inside groups: children and parents, directly and nested, with the same calls from both sides.
import { denestGroup, nestGroup } from '../../world/changes.ts';
import { foldName, type Group } from '../../world/model.ts';
import { requireName, requireQuery } from '../body.ts';
import { findGroups, groupsAround, requireGroup, requirePermission, walk } from '../realm.ts';
import { CrowdRefusal, refuseGroup } from '../refusal.ts';
import { answerGroups, renderShortGroup } from '../render.ts';
import { answerEntity, type CrowdAnswer, type CrowdCall, type CrowdRoute, DONE } from '../route.ts';

type Side = { readonly path: string; readonly way: 'children' | 'parents'; readonly parameter: string };

const SIDES: readonly Side[] = [
  { path: 'group/child-group', way: 'children', parameter: 'child-groupname' },
  { path: 'group/parent-group', way: 'parents', parameter: 'parent-groupname' },
];

export const NESTING_ROUTES: readonly CrowdRoute[] = SIDES.flatMap((side): CrowdRoute[] => [
  { method: 'GET', path: `${side.path}/direct`, answer: (call) => list(call, side, false) },
  { method: 'GET', path: `${side.path}/nested`, answer: (call) => list(call, side, true) },
  { method: 'POST', path: `${side.path}/direct`, answer: (call) => add(call, side) },
  { method: 'DELETE', path: `${side.path}/direct`, answer: (call) => remove(call, side) },
]);

function list(call: CrowdCall, { way, parameter }: Side, nested: boolean): CrowdAnswer {
  const groupname = requireQuery(call, 'groupname');
  requireGroup(call.application, groupname);
  const found = groupsAround(call.application, groupname, way, nested);
  const tested = call.query.get(parameter);
  if (tested === null) return answerGroups(call, found);
  const one = found.find(({ group }) => group.lowerName === foldName(tested));
  if (one === undefined) throw refuseMembership(groupname, tested);
  return answerEntity('group', renderShortGroup(call, one.group.name));
}

function add(call: CrowdCall, side: Side): CrowdAnswer {
  const groupname = requireQuery(call, 'groupname');
  const other = requireName(call, 'group');
  const { mapping, group } = requireGroup(call.application, groupname);
  requireGroup(call.application, other, 400);
  const near = mapping.directory.groups.get(foldName(other));
  if (near === undefined) throw refuseGroup(other, 400);
  requirePermission(mapping, 'UPDATE_GROUP');
  const { child, parent } = placeSides(side, group, near);
  if (walk(child, (one) => one.children).has(parent)) {
    throw new CrowdRefusal(400, 'INVALID_MEMBERSHIP', 'A group cannot lie inside itself');
  }
  if (parent.children.has(child)) {
    throw new CrowdRefusal(409, 'MEMBERSHIP_ALREADY_EXISTS', `Membership already exists: <${groupname}>, <${other}>`);
  }
  nestGroup(mapping.world, child, parent);
  const query = `groupname=${encodeURIComponent(groupname)}&${side.parameter}=${encodeURIComponent(other)}`;
  return { status: 201, location: `${call.base}/${side.path}/direct?${query}` };
}

function remove(call: CrowdCall, side: Side): CrowdAnswer {
  const groupname = requireQuery(call, 'groupname');
  const other = requireQuery(call, side.parameter);
  requireGroup(call.application, groupname);
  requireGroup(call.application, other);
  const found = findGroups(call.application, groupname).find(({ group }) =>
    [...group[side.way]].some((near) => near.lowerName === foldName(other)),
  );
  const near = found?.mapping.directory.groups.get(foldName(other));
  if (found === undefined || near === undefined) throw refuseMembership(groupname, other);
  requirePermission(found.mapping, 'UPDATE_GROUP');
  const { child, parent } = placeSides(side, found.group, near);
  denestGroup(found.mapping.world, child, parent);
  return DONE;
}

function placeSides({ way }: Side, group: Group, near: Group): { child: Group; parent: Group } {
  return way === 'children' ? { child: near, parent: group } : { child: group, parent: near };
}

function refuseMembership(groupname: string, other: string): CrowdRefusal {
  return new CrowdRefusal(404, 'MEMBERSHIP_NOT_FOUND', `Membership does not exist: <${groupname}>, <${other}>`);
}
