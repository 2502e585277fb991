// Groups inside groups: which of them somebody is in through others, also after they joined or left one.
import { foldName, type Membership } from './user.ts';

/** By folded name of a group, the names of the groups it lies directly inside. */
export type Nesting = ReadonlyMap<string, readonly string[]>;

/** Turns each group's list of groups inside it (names in any case) the other way round. */
export function readNesting(
  groups: readonly { readonly name: string; readonly childGroups: readonly string[] }[],
): Nesting {
  const around = new Map<string, string[]>();
  for (const { name, childGroups } of groups) {
    for (const child of childGroups) around.set(foldName(child), [...(around.get(foldName(child)) ?? []), name]);
  }
  return around;
}

/**
 * What somebody is in now that these are their direct groups. What they were in through a group they have left is gone with
 * it, unless another one leads there; what nobody can explain stays.
 */
export function refreshMemberships(
  known: readonly Membership[],
  direct: readonly string[],
  nesting: Nesting,
): Membership[] {
  const present = new Set(direct.map(foldName));
  const left = known.filter((one) => one.direct && !present.has(foldName(one.group))).map((one) => one.group);
  const leadTo = groupsAround(direct, nesting);
  const ledTo = groupsAround(left, nesting);
  const nested = new Map(leadTo);
  for (const { group, direct: wasDirect } of known) {
    if (!wasDirect && !ledTo.has(foldName(group))) nested.set(foldName(group), group);
  }
  for (const name of present) nested.delete(name);
  return [
    ...direct.map((group) => ({ group, direct: true })),
    ...[...nested.values()].map((group) => ({ group, direct: false })),
  ];
}

/** Every group around these, by folded name; a cycle of groups ends where it began. */
export function groupsAround(groups: readonly string[], nesting: Nesting): Map<string, string> {
  const found = new Map<string, string>();
  const open = [...groups];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const outer of nesting.get(foldName(name)) ?? []) {
      if (found.has(foldName(outer))) continue;
      found.set(foldName(outer), outer);
      open.push(outer);
    }
  }
  return found;
}
