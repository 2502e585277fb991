// What somebody may do in Confluence themselves at this moment, and which groups make system administrators.
import type { HostRights, RightsPort } from '../adapters/ports.ts';
import type { HostRank } from '../domain/ceiling.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import type { Store } from '../store/store.ts';
import { type RoleGroups, superGroup, withNestedGroups } from './protection.ts';

export interface HostStanding {
  /** Null where this Confluence does not tell it of somebody who is not in its built-in group of administrators. */
  readonly rank: HostRank | null;
  /** Folded names of the groups whose members are system administrators, those nested inside included. */
  readonly systemGroups: ReadonlySet<string>;
}

/** Asked anew each time. Throws `HostFailure` where Confluence cannot be asked. */
export type FindHostStanding = (userKey: UserKey) => Promise<HostStanding>;

export interface HostStandingInput {
  readonly rights: RightsPort;
  readonly store: Pick<Store, 'snapshots'>;
  readonly roleGroups: Pick<RoleGroups, 'administrators'>;
}

/** Which group lies inside which is the newest snapshot's word; everything else is Confluence's. */
export function createHostStandingFinder({ rights, store, roleGroups }: HostStandingInput): FindHostStanding {
  return async (userKey) => {
    const [held, snapshot] = await Promise.all([rights.rightsOf(userKey), store.snapshots.newest()]);
    const nesting = snapshot === null ? [] : await store.snapshots.groups(snapshot.id);
    const within = (names: readonly string[]) => withNestedGroups(names.map(foldName), nesting);
    const told = held?.told ?? null;
    // Where nobody tells which groups these are, the groups of this product's administrators are spared too.
    const systemGroups = within([superGroup, ...(told?.systemAdministratorGroups ?? roleGroups.administrators)]);
    return { systemGroups, rank: held === null ? 'none' : rankOf(held, within) };
  };
}

function rankOf(
  { groups, told }: HostRights,
  within: (names: readonly string[]) => ReadonlySet<string>,
): HostRank | null {
  const isIn = (names: readonly string[]) => {
    const all = within(names);
    return groups.some((group) => all.has(foldName(group)));
  };
  if (isIn([superGroup, ...(told?.systemAdministratorGroups ?? [])])) return 'system-administrator';
  if (told === null) return null;
  if (told.ownSystemAdministrator) return 'system-administrator';
  return told.ownAdministrator || isIn(told.administratorGroups) ? 'administrator' : 'none';
}
