// The applications that may ask Crowd: name and password, the directories each sees in order, and what it may do there.
import type { Directory, World } from '../world/model.ts';
import { createRandom } from '../world/random.ts';

export const PERMISSIONS = [
  'CREATE_USER',
  'UPDATE_USER',
  'UPDATE_USER_ATTRIBUTE',
  'DELETE_USER',
  'CREATE_GROUP',
  'UPDATE_GROUP',
  'UPDATE_GROUP_ATTRIBUTE',
  'DELETE_GROUP',
] as const;

export type Permission = (typeof PERMISSIONS)[number];

/** A directory as Crowd has it: the source of a synchronised one, the internal directory itself. */
export type Mapping = {
  readonly world: World;
  readonly directory: Directory;
  readonly permissions: Set<Permission>;
};

export type Application = {
  readonly name: string;
  password: string;
  active: boolean;
  mappings: Mapping[];
  /** Addresses that may use the name. */
  addresses: string[];
  /** True: memberships of all mapped directories count. */
  aggregation: boolean;
  /** False: the feed of events says that it is not there. */
  incremental: boolean;
  /** May e-mail addresses be changed by updating a user? */
  emailChanges: boolean;
};

const LOCAL = ['127.0.0.1', '::1'];

export function createApplication(name: string, password: string, mappings: Mapping[]): Application {
  return {
    name,
    password,
    active: true,
    mappings,
    addresses: [...LOCAL],
    aggregation: false,
    incremental: true,
    emailChanges: false,
  };
}

/** What Crowd knows the directory of Confluence as, with every permission the directory itself can honour. */
export function mapDirectory(world: World, directory: Directory, permissions?: readonly Permission[]): Mapping {
  const there = directory.source ?? { world, directory };
  const granted = permissions ?? (directory.writable ? PERMISSIONS : []);
  return { world: there.world, directory: there.directory, permissions: new Set(granted) };
}

/** One application for each directory, named after its kind, and where there are several one that sees them all. */
export function createApplications(world: World, seed: number): Map<string, Application> {
  const applications = new Map<string, Application>();
  const random = createRandom(seed + 17);
  const add = (name: string, directories: readonly Directory[]) => {
    const mappings = directories.map((directory) => mapDirectory(world, directory));
    applications.set(name, createApplication(name, `application-${random.hex(12)}`, mappings));
  };
  for (const directory of world.directories) {
    add(directory.kind === 'internal' ? 'user-management' : `user-management-${directory.kind}`, [directory]);
  }
  if (world.directories.length > 1) add('confluence', world.directories);
  return applications;
}
