// The methods of the old remote service: what each takes, whether it is administrative, and what it gives back.
import type { User, World } from '../../world/model.ts';
import {
  effectiveAccount,
  findUser,
  isActive,
  isAdministrator,
  listGroupNames,
  listGroupNamesOf,
  listUsers,
} from '../../world/views.ts';
import type { Fault } from '../routes/user-details.ts';
import { readText, validateEmail, validateFullName, validateUsername } from '../routes/user-details.ts';
import type { Site } from '../site.ts';
import {
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  findTarget,
  joinGroup,
  leaveGroup,
  setUserActive,
  setUserPassword,
  updateDetails,
} from '../user-changes.ts';
import { RemoteException } from './remote-exception.ts';

export type Visit = { readonly site: Site; readonly world: World; readonly actor: User };

/** `undefined` is void. `summary` stands in the audit log after a change. */
export type Method = {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly administrative: boolean;
  readonly summary?: string;
  readonly run: (visit: Visit, params: readonly unknown[]) => unknown;
};

const READS: readonly Method[] = [
  read('getActiveUsers', 1, ({ world }, [viewAll]) =>
    listUsers(world)
      .items.filter((user) => viewAll === true || isActive(user))
      .map((user) => user.username),
  ),
  read('getUser', 1, ({ world, site }, [name]) => {
    const user = requireUser(world, name);
    const { displayName, email } = effectiveAccount(user);
    const url = `${site.address.publicUrl}/display/~${encodeURIComponent(user.username)}`;
    return { name: user.username, fullname: displayName, email: email ?? '', url };
  }),
  read('getUserInformation', 1, ({ world }, [name]) => {
    return { username: requireUser(world, name).username, content: '', id: 0, version: 1 };
  }),
  read('getUserGroups', 1, ({ world }, [name]) => listGroupNamesOf(requireUser(world, name), world.aggregation)),
  read('getGroups', 0, ({ world }) => listGroupNames(world)),
  read('isActiveUser', 1, ({ world }, [name]) => isActive(requireUser(world, name))),
  {
    ...read('getSpacePermissionSets', 1, (_visit, [key]) => {
      throw refuse(`No space with the key ${String(key)}`);
    }),
    administrative: true,
  },
];

const CHANGES: readonly Method[] = [
  { ...change('addUser', 2, 'User created'), most: 3, run: addUser },
  { ...change('editUser', 1, 'User details updated'), run: editUser },
  { ...change('changeUserPassword', 2, 'User password changed'), run: changePassword },
  { ...change('deactivateUser', 1, 'User deactivated'), run: (visit, [name]) => setActive(visit, name, false) },
  { ...change('reactivateUser', 1, 'User reactivated'), run: (visit, [name]) => setActive(visit, name, true) },
  { ...change('removeUser', 1, 'User deleted'), run: remove },
  { ...change('addGroup', 1, 'Group created'), run: addGroup },
  { ...change('removeGroup', 1, 'Group deleted'), most: 2, run: removeGroup },
  {
    ...change('addUserToGroup', 2, 'User added to group'),
    run: (visit, params) => changeMembership(visit, params, joinGroup),
  },
  {
    ...change('removeUserFromGroup', 2, 'User removed from group'),
    run: (visit, params) => changeMembership(visit, params, leaveGroup),
  },
];

export const METHODS: ReadonlyMap<string, Method> = new Map(
  [...READS, ...CHANGES].map((method) => [method.name, method]),
);

function read(name: string, count: number, run: Method['run']): Method {
  return { name, least: count, most: count, administrative: false, run };
}

function change(name: string, count: number, summary: string) {
  return { name, least: count, most: count, administrative: true, summary };
}

export function checkRights(method: Method, { world, actor }: Visit): void {
  if (method.administrative && !isAdministrator(world, actor)) {
    throw new RemoteException('NotPermittedException', 'Cannot perform this operation: administration is needed');
  }
}

function addUser({ world }: Visit, [given, password]: readonly unknown[]): void {
  const username = readText(given, 'name') ?? '';
  const displayName = readText(given, 'fullname') ?? '';
  const email = readText(given, 'email') ?? '';
  if (typeof password !== 'string' || password === '') throw refuse('The password must be given');
  refuseFaults([...validateUsername(username), ...validateFullName(displayName), ...validateEmail(email)]);
  createUser(world, { username, displayName, email, password });
}

function editUser({ world, actor }: Visit, [given]: readonly unknown[]): boolean {
  const user = findTarget(world, actor, readText(given, 'name') ?? '');
  const displayName = readText(given, 'fullname');
  const email = readText(given, 'email');
  refuseFaults([
    ...(displayName === undefined ? [] : validateFullName(displayName)),
    ...(email === undefined ? [] : validateEmail(email)),
  ]);
  if (!effectiveAccount(user).directory.writable) return false;
  updateDetails(world, user, { displayName, email });
  return true;
}

/** Both argument forms in use: the name alone, and an object with the name. */
function changePassword({ world, actor }: Visit, [given, password]: readonly unknown[]): boolean {
  const name = typeof given === 'string' ? given : (readText(given, 'name') ?? '');
  if (typeof password !== 'string' || password.trim() === '') throw refuse('The password must be given');
  const user = findTarget(world, actor, name);
  if (!effectiveAccount(user).directory.writable) return false;
  setUserPassword(world, user, password);
  return true;
}

function setActive({ world, actor }: Visit, name: unknown, active: boolean): boolean {
  const user = findTarget(world, actor, readName(name));
  if (isActive(user) === active || !effectiveAccount(user).directory.writable) return false;
  setUserActive(world, user, active);
  return true;
}

function remove({ world, actor }: Visit, [name]: readonly unknown[]): boolean {
  const user = findTarget(world, actor, readName(name));
  if (!user.accounts.every((account) => account.directory.writable)) return false;
  deleteUser(world, user);
  return true;
}

function addGroup({ world }: Visit, [given]: readonly unknown[]): boolean {
  const name = readName(given).trim();
  if (name === '') throw refuse('The group needs a name');
  if (name !== name.toLowerCase()) throw refuse('The group name must be lower case');
  createGroup(world, name);
  return true;
}

/** Members are not moved to the default group the second argument may name. */
function removeGroup({ world }: Visit, [name]: readonly unknown[]): boolean {
  deleteGroup(world, readName(name));
  return true;
}

/** What a read-only directory keeps from being done is no exception here, but false. */
function changeMembership({ world, actor }: Visit, params: readonly unknown[], make: typeof joinGroup): boolean {
  const username = readName(params[0]);
  const user = requireUser(world, username);
  const reached = world.aggregation ? user.accounts : [effectiveAccount(user)];
  if (reached.every((account) => !account.directory.writable)) return false;
  return make({ world, actor, username, groupName: readName(params[1]) });
}

function requireUser(world: World, name: unknown): User {
  const user = findUser(world, readName(name));
  if (user === undefined) throw refuse(`No user with the username ${String(name)}`);
  return user;
}

function readName(value: unknown): string {
  if (typeof value !== 'string') throw refuse('A name must be given as text');
  return value;
}

function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw refuse(faults.map((fault) => fault.text).join('; '));
}

function refuse(message: string): RemoteException {
  return new RemoteException('RemoteException', message);
}
