// Resolves whom the restrictions of pages name by one snapshot; each group is read once and held for all pages that name it.
import type { NamedByRestriction, RestrictedPage } from '../adapters/ports/spaces.ts';
import type { LetIn, NamedGroup, PageEditors } from '../domain/last-editors.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import type { SnapshotRecords } from '../store/snapshots.ts';

interface PageEditorsInput {
  readonly store: { readonly snapshots: Pick<SnapshotRecords, 'activeMembers' | 'person'> };
  readonly snapshotId: number;
  /** May lose some while it is used, and gains nobody. */
  readonly leaving: ReadonlySet<UserKey>;
}

export type ResolveEditors = (page: RestrictedPage) => Promise<PageEditors>;

interface Verdict extends NamedGroup {
  readonly leavingThen: number;
}

/** Some hundred megabytes of keys at most, whatever a site names. */
const mostMembersHeld = 1_000_000;

/** Active members of groups, and of the named users those who are active or leave. */
export function rememberEditors({ store, snapshotId, leaving }: PageEditorsInput): ResolveEditors {
  const people = new Map<UserKey, Promise<boolean>>();
  const groups = new Map<string, Verdict>();
  let held = 0;
  const isActive = (userKey: UserKey): Promise<boolean> => {
    const known = people.get(userKey) ?? store.snapshots.person(snapshotId, userKey).then(hasStatusActive);
    people.set(userKey, known);
    return known;
  };
  const readMembers = async (name: string): Promise<ReadonlySet<UserKey>> => {
    const members = new Set(await store.snapshots.activeMembers(snapshotId, [name]));
    if (held + members.size > mostMembersHeld) {
      groups.clear();
      held = 0;
    }
    held += members.size;
    return members;
  };
  const groupOf = async (name: string): Promise<NamedGroup> => {
    const known = groups.get(name);
    // Whoever stays goes on staying; that nobody does is true until somebody is left alone after all.
    if (known !== undefined && (known.stays || known.leavingThen === leaving.size)) return known;
    const members = known?.members ?? (await readMembers(name));
    const verdict = { members, stays: hasStaying(members, leaving), leavingThen: leaving.size };
    groups.set(name, verdict);
    return verdict;
  };
  const resolve = async (named: NamedByRestriction | null): Promise<LetIn | null> => {
    if (named === null) return null;
    const users = new Set<UserKey>();
    for (const userKey of named.userKeys) if (leaving.has(userKey) || (await isActive(userKey))) users.add(userKey);
    const found: NamedGroup[] = [];
    for (const name of new Set(named.groups.map(foldName))) found.push(await groupOf(name));
    return { users, groups: found, cut: named.cut };
  };
  return async ({ view, edit }) => ({ view: await resolve(view), edit: await resolve(edit) });
}

function hasStatusActive(person: Awaited<ReturnType<SnapshotRecords['person']>>): boolean {
  return person?.user.status === 'active';
}

function hasStaying(members: ReadonlySet<UserKey>, leaving: ReadonlySet<UserKey>): boolean {
  for (const userKey of members) if (!leaving.has(userKey)) return true;
  return false;
}
