// Global permissions: who holds which one directly, and granting and revoking them. Inheritance is left to the reader.
import { setGrants } from '../../world/changes.ts';
import type { Operation, World } from '../../world/model.ts';
import { effectiveAccount, findUser, groupsNamed, isSystemAdministrator } from '../../world/views.ts';
import {
  type Answer,
  answerJson,
  type Call,
  type Method,
  NO_CONTENT,
  Refusal,
  type Route,
  requireCaller,
} from '../route.ts';
import { refuseInvalid } from './user-details.ts';

const BASE = '/rest/api/permissions';
const MOST_SUBJECTS = 40;

/** The subject a path speaks of, as the key of the world's grants. */
type FindSubject = (call: Call) => string;

const SUBJECTS: readonly (readonly [string, FindSubject])[] = [
  ['/user/{user}', (call) => `user:${findUserKey(call.site.world, call.params.user ?? '')}`],
  ['/group/{groupName}', (call) => `group:${findGroupName(call.site.world, call.params.groupName ?? '')}`],
  ['/anonymous', () => 'anonymous'],
  ['/unlicensed', () => 'unlicensed'],
];

/** What can be granted to whom. */
const OPERATIONS: Readonly<Record<string, readonly Operation[]>> = {
  anonymous: ['application/use', 'user/read'],
  unlicensed: ['application/use_unlicensed', 'user/read'],
};
/** What being allowed in is called: whoever loses it loses everything else. */
const ENTRANCES: readonly Operation[] = ['application/use', 'application/use_unlicensed'];
const OPERATIONS_OF_MEMBERS: readonly Operation[] = [
  'application/use',
  'application/administer',
  'system/administer',
  'personal_space/create',
  'space/create',
];

export const PERMISSION_ROUTES: readonly Route[] = [
  describeRoute('GET', BASE, listAll),
  describeRoute('PUT', BASE, replaceMany),
  ...SUBJECTS.flatMap(([tail, findSubject]) => [
    describeRoute('GET', `${BASE}${tail}`, (call) => answerJson(renderGrants(call, findSubject(call)))),
    describeRoute('PUT', `${BASE}${tail}/grant`, (call) => change(call, findSubject(call), true)),
    describeRoute('PUT', `${BASE}${tail}/revoke`, (call) => change(call, findSubject(call), false)),
  ]),
];

function describeRoute(method: Method, path: string, answer: (call: Call) => Answer): Route {
  const reads = method === 'PUT' ? { reads: 'json' as const } : {};
  return { method, path, access: 'administrator', strangers: 401, needs: 'permissions', answer, ...reads };
}

function listAll(call: Call): Answer {
  const subjects = [...call.site.world.grants.keys()].sort();
  return answerJson(subjects.flatMap((subject) => renderGrants(call, subject)));
}

function change(call: Call, subject: string, granted: boolean): Answer {
  const { world } = call.site;
  const operations = readOperations(call, subject, call.body);
  const held = new Set(world.grants.get(subject));
  if (!granted && operations.some((operation) => ENTRANCES.includes(operation))) held.clear();
  for (const operation of operations) {
    if (granted) held.add(operation);
    else held.delete(operation);
  }
  checkSystemRight(call, subject, held);
  setGrants(world, subject, held);
  return NO_CONTENT;
}

function replaceMany(call: Call): Answer {
  const { world } = call.site;
  if (!Array.isArray(call.body)) throw refuseList();
  const wishes = call.body.map((entry: unknown) => {
    const { userKey, groupName, operations } = (entry ?? {}) as Record<string, unknown>;
    if (typeof userKey === 'string') return { subject: `user:${findUserKey(world, userKey)}`, operations };
    if (typeof groupName === 'string') return { subject: `group:${findGroupName(world, groupName)}`, operations };
    throw refuseList();
  });
  if (new Set(wishes.map(({ subject }) => subject)).size > MOST_SUBJECTS) {
    const text = `At most ${MOST_SUBJECTS} different users and groups can be set at once`;
    throw refuseInvalid([{ key: 'permission.subjects', text }]);
  }
  const checked = wishes.map((wish) => ({ ...wish, operations: readOperations(call, wish.subject, wish.operations) }));
  for (const { subject, operations } of checked) checkSystemRight(call, subject, new Set(operations));
  for (const { subject, operations } of checked) setGrants(world, subject, operations);
  return NO_CONTENT;
}

/** What would go with something else needs the same right as if it were named. */
function checkSystemRight(call: Call, subject: string, left: ReadonlySet<Operation>): void {
  const { world } = call.site;
  if (world.grants.get(subject)?.has('system/administer') !== true || left.has('system/administer')) return;
  if (!isSystemAdministrator(world, requireCaller(call))) throw refuseSystemRight();
}

function renderGrants(call: Call, subject: string): unknown[] {
  const { world } = call.site;
  return [...(world.grants.get(subject) ?? [])].map((granted) => {
    const [targetType = '', operationKey = ''] = granted.split('/');
    return { operation: { operationKey, targetType }, subject: renderSubject(world, subject) };
  });
}

function renderSubject(world: World, subject: string): { displayName: string; type: string } {
  const [kind = '', name = ''] = subject.split(/:(.*)/s);
  if (kind === 'group') return { displayName: groupsNamed(world, name)[0]?.name ?? name, type: 'group' };
  if (kind !== 'user') return { displayName: kind, type: kind };
  const user = world.usersByKey.get(name);
  return { displayName: user === undefined ? name : effectiveAccount(user).displayName, type: 'known' };
}

function readOperations(call: Call, subject: string, value: unknown): Operation[] {
  if (!Array.isArray(value)) throw refuseList();
  const operations = value.map((entry: unknown) => {
    const { operationKey, targetType } = (entry ?? {}) as Record<string, unknown>;
    const wish = `${targetType}/${operationKey}`;
    const operation = (OPERATIONS[subject] ?? OPERATIONS_OF_MEMBERS).find((known) => known === wish);
    if (operation === undefined) {
      throw refuseInvalid([{ key: 'permission.unknown', text: `There is no global permission ${wish} for them` }]);
    }
    return operation;
  });
  if (operations.includes('system/administer') && !isSystemAdministrator(call.site.world, requireCaller(call))) {
    throw refuseSystemRight();
  }
  return operations;
}

function findUserKey(world: World, keyOrName: string): string {
  const user = world.usersByKey.get(keyOrName) ?? findUser(world, keyOrName);
  if (user === undefined) throw new Refusal(404, `No user found with key or name : ${keyOrName}`);
  return user.userKey;
}

function findGroupName(world: World, name: string): string {
  const group = groupsNamed(world, name)[0];
  if (group === undefined) throw new Refusal(404, `No group found with name: ${name}`);
  return group.lowerName;
}

function refuseSystemRight(): Refusal {
  return new Refusal(403, 'Only a system administrator may grant or revoke system administration', {
    authorized: false,
  });
}

function refuseList(): Refusal {
  return refuseInvalid([{ key: 'permission.body', text: 'The body must be a list of permissions' }]);
}
