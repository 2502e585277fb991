// A sidecar's configuration for the directories of a lab: one Crowd application each, as the lab's ready line tells them.
import type { Lab } from '../lab/lab.ts';
import type { Account } from '../lab/world/model.ts';
import type { SidecarOptions } from './sidecar.ts';

/** Names of the three directories of a lab with `directories: 'three'`. */
export interface DirectoryNames {
  readonly internal: string;
  readonly crowd: string;
  readonly ldap: string;
}

export function namesOfDirectories({ world }: Pick<Lab, 'world'>): DirectoryNames {
  const [internal, crowd, ldap] = world.directories.map(({ name }) => name);
  if (internal === undefined || crowd === undefined || ldap === undefined) throw new Error('the lab has one directory');
  return { internal, crowd, ldap };
}

/** Options for `startSidecar`: every application of the lab, writable where the lab says so. */
export function configureDirectories(lab: Lab): Pick<SidecarOptions, 'directories' | 'directoryPasswords'> {
  return {
    directories: lab.applications.map(({ directory, directoryId, name, writable }) => ({
      name: directory,
      url: lab.crowdUrl,
      application: name,
      directoryId: String(directoryId),
      writable,
    })),
    directoryPasswords: Object.fromEntries(lab.applications.map(({ directory, password }) => [directory, password])),
  };
}

/** An account as Crowd has it; undefined where the directory has none of the name. */
export function accountAt(lab: Pick<Lab, 'crowd'>, directory: string, username: string): Account | undefined {
  for (const { mappings } of lab.crowd.applications.values()) {
    const [only, ...others] = mappings;
    if (only !== undefined && others.length === 0 && only.directory.name === directory) {
      return only.directory.accounts.get(username.toLowerCase());
    }
  }
  throw new Error(`no application is mapped to ${directory} alone`);
}

/** Groups of an account in its own directory, sorted. */
export function groupsAt(lab: Pick<Lab, 'crowd'>, directory: string, username: string): string[] {
  const account = accountAt(lab, directory, username);
  return account === undefined ? [] : [...account.groups].map(({ name }) => name).sort();
}
