// To which addresses a report goes: those of the policy, and those of the users and members of groups it names, as known now.
import type { PolicyDefinition } from '../domain/policy.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import type { Store } from '../store/store.ts';

export interface Recipients {
  readonly addresses: readonly string[];
  /** Usernames of named users, or members of named groups, whose address nobody tells, and names that mean nobody. */
  readonly withoutAddress: readonly string[];
}

/** Whoever is disabled gets no report: the groups are those of people who work with them. */
export async function findRecipients(
  { snapshots }: Pick<Store, 'snapshots'>,
  { to, users = [], groups = [] }: PolicyDefinition['report'],
  now: string,
): Promise<Recipients> {
  const addresses = new Map(to.map((address) => [address.toLowerCase(), address]));
  const withoutAddress: string[] = [];
  const snapshot = users.length + groups.length === 0 ? null : await snapshots.newest();
  if (snapshot !== null) {
    const members = await snapshots.activeMembers(snapshot.id, groups.map(foldName));
    for (const userKey of new Set<UserKey>(members)) {
      const user = (await snapshots.person(snapshot.id, userKey))?.user;
      const email = user?.email ?? null;
      if (email === null) withoutAddress.push(user?.username ?? userKey);
      else addresses.set(email.toLowerCase(), email);
    }
  }
  for (const name of users) {
    const email = snapshot === null ? null : await findAddress({ snapshots }, { snapshotId: snapshot.id, name, now });
    if (email === null) withoutAddress.push(name);
    else addresses.set(email.toLowerCase(), email);
  }
  return { addresses: [...addresses.values()], withoutAddress };
}

async function findAddress(
  { snapshots }: Pick<Store, 'snapshots'>,
  { snapshotId, name, now }: { readonly snapshotId: number; readonly name: string; readonly now: string },
): Promise<string | null> {
  const { people } = await snapshots.findUsers({
    snapshotId,
    search: '',
    criteria: { users: [name] },
    now,
    sort: 'username',
    descending: false,
    limit: 2,
    cursor: null,
  });
  const [only, another] = people;
  return only === undefined || another !== undefined || only.user.status === 'disabled' ? null : only.user.email;
}
