// Asked of Confluence itself where two persons are needed: who administers both this product and Confluence at this moment.
import type { HostPort, ReadPort } from '../adapters/ports.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import { findUserByName } from '../store/find-user.ts';
import type { Store } from '../store/store.ts';
import { type RoleGroups, superGroup, withNestedGroups } from './protection.ts';

export interface AdministratorsInput {
  readonly host: Pick<HostPort, 'administrators'>;
  readonly reads: Pick<ReadPort, 'readUser' | 'readGroupsOf'>;
  readonly store: Pick<Store, 'snapshots'>;
  readonly roleGroups: Pick<RoleGroups, 'administrators'>;
}

/**
 * Of these usernames, the user key of each who is active and, by direct membership as Confluence tells it now, in a group
 * that administers this product and in one that administers Confluence; null for all others. Throws `HostFailure`.
 */
export type FindAdministrators = (usernames: readonly string[]) => Promise<readonly (UserKey | null)[]>;

/**
 * A permission of one's own does not count: it is told by display name, which others may bear. Which group lies inside
 * which is the newest snapshot's word.
 */
export function createAdministratorFinder({ host, reads, store, roleGroups }: AdministratorsInput): FindAdministrators {
  return async (usernames) => {
    const snapshot = await store.snapshots.newest();
    if (snapshot === null) return usernames.map(() => null);
    const granted = (await host.administrators())?.groups ?? [];
    const nesting = await store.snapshots.groups(snapshot.id);
    const ofHost = withNestedGroups([superGroup, ...granted].map(foldName), nesting);
    const ofProduct = new Set(roleGroups.administrators.map(foldName));
    return Promise.all(usernames.map((name) => find(name, { snapshotId: snapshot.id, ofHost, ofProduct })));
  };

  async function find(
    name: string,
    known: { snapshotId: number; ofHost: ReadonlySet<string>; ofProduct: ReadonlySet<string> },
  ): Promise<UserKey | null> {
    const user = await findUserByName(store.snapshots, { snapshotId: known.snapshotId, name });
    if (user === null) return null;
    const present = await reads.readUser(user.userKey);
    if (present?.status !== 'active' || foldName(present.username) !== foldName(name)) return null;
    const groups = (await reads.readGroupsOf(user.userKey)).map(foldName);
    const isBoth = [known.ofHost, known.ofProduct].every((some) => groups.some((group) => some.has(group)));
    return isBoth ? user.userKey : null;
  }
}
