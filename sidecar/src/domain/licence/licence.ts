// Which groups and users grant a seat of the licence: one witness's word, joined with how groups lie inside each other.
import type { GroupKnowledge } from '../criteria/matches.ts';
import { foldName, type UserKey, type Username } from '../user.ts';

/** Who told which groups grant; `assumed` is nobody: then Confluence's own default group stands in. */
export type LicenceWitness = 'database' | 'permissions' | 'declared' | 'assumed';

/** What one witness tells. People may be named by user key, username or, by Confluence's REST, by display name alone. */
export interface ToldLicence {
  readonly groups: readonly ToldGrant[];
  readonly users: readonly string[];
  readonly displayNames: readonly string[];
}

/** A group that holds the permission itself; `below` names every group inside it, null where the witness does not tell. */
export interface ToldGrant {
  readonly name: string;
  readonly below: readonly string[] | null;
}

/** Who grants a seat, as one snapshot knows it. */
export interface Licence {
  readonly toldBy: LicenceWitness;
  readonly groups: readonly GrantingGroup[];
  /** Users who hold the permission themselves; not certain where several share the display name that was told. */
  readonly holders: readonly { readonly userKey: UserKey; readonly certain: boolean }[];
}

export interface GrantingGroup {
  readonly name: string;
  /** Folded names of the groups inside it, at any depth: who is in one of them has the seat too. */
  readonly below: readonly string[];
  /** Whether everybody in it and below it is known. */
  readonly complete: boolean;
}

/** A group as the snapshot read it. */
export interface ReadGroup {
  readonly name: string;
  readonly knowledge: Exclude<GroupKnowledge, 'missing'>;
  readonly childGroups: readonly string[];
}

export interface LicenceInput {
  readonly toldBy: LicenceWitness;
  readonly told: ToldLicence;
  readonly groups: readonly ReadGroup[];
  readonly users: Iterable<{ readonly userKey: UserKey; readonly username: Username; readonly displayName: string }>;
}

/** The group that gives a seat on every new Confluence. */
export const defaultLicenceGroup = 'confluence-users';

/** Joins a witness's word with the groups and users that were read. */
export function joinLicence({ toldBy, told, groups, users }: LicenceInput): Licence {
  const known = new Map(groups.map((group) => [foldName(group.name), group]));
  const once = new Map<string, ToldGrant>();
  for (const grant of told.groups) {
    const folded = foldName(grant.name);
    once.set(folded, mergeGrants(once.get(folded), grant));
  }
  return {
    toldBy,
    groups: [...once].map(([folded, grant]) => resolveGrant(folded, grant, known)),
    holders: findHolders(told, users),
  };
}

function mergeGrants(known: ToldGrant | undefined, { name, below }: ToldGrant): ToldGrant {
  if (known === undefined) return { name, below };
  const both = known.below === null || below === null ? null : [...known.below, ...below];
  return { name: known.name, below: both };
}

function resolveGrant(
  folded: string,
  { name, below }: ToldGrant,
  known: ReadonlyMap<string, ReadGroup>,
): GrantingGroup {
  const told = (below ?? []).map(foldName);
  const all = descend([folded, ...told], known);
  const read = all.map((one) => known.get(one)?.knowledge ?? 'missing');
  // Whose nesting the witness itself tells needs nothing but readable members.
  const nestingTold = below !== null;
  const complete = read.every((one) => one === 'complete' || (nestingTold && one === 'nesting-unread'));
  return { name: known.get(folded)?.name ?? name, below: all.filter((one) => one !== folded), complete };
}

/** The groups given and all below them, each once. */
function descend(start: readonly string[], known: ReadonlyMap<string, ReadGroup>): string[] {
  const found = new Set<string>();
  const open = [...start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...(known.get(name)?.childGroups ?? []).map(foldName));
  }
  return [...found];
}

function findHolders({ users: names, displayNames }: ToldLicence, users: LicenceInput['users']): Licence['holders'] {
  if (names.length === 0 && displayNames.length === 0) return [];
  const named = new Set(names.map(foldName));
  const shown = new Map(displayNames.map((name) => [foldName(name), [] as UserKey[]]));
  const holders = new Map<UserKey, boolean>();
  for (const { userKey, username, displayName } of users) {
    if (named.has(foldName(userKey)) || named.has(foldName(username))) holders.set(userKey, true);
    // A host that knows no display name shows the username in its place.
    for (const name of new Set([foldName(displayName), foldName(username)])) shown.get(name)?.push(userKey);
  }
  for (const keys of shown.values()) {
    for (const key of keys) holders.set(key, holders.get(key) === true || keys.length === 1);
  }
  return [...holders].map(([userKey, certain]) => ({ userKey, certain }));
}
