// Works out through which groups a membership leads, with groups nested in groups and cycles among them.

/** Direct parents of each group, by id. */
export type Parents = ReadonlyMap<string, readonly string[]>;

/** Gives a function that finds all groups above one, each once, without the group itself. */
export function createAncestorFinder(parents: Parents): (group: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (group) => {
    const found = known.get(group) ?? reach(parents, [group]).filter((one) => one !== group);
    if (!known.has(group)) known.set(group, found);
    return found;
  };
}

/** All groups below these, through any number of levels, these themselves included. */
export function findWithDescendants(parents: Parents, roots: Iterable<string>): Set<string> {
  const children = new Map<string, string[]>();
  for (const [child, above] of parents) {
    for (const parent of above) {
      const below = children.get(parent);
      if (below === undefined) children.set(parent, [child]);
      else below.push(child);
    }
  }
  return new Set(reach(children, [...roots]));
}

/** Everything that can be reached along the edges, the start included; a cycle ends where it was entered. */
function reach(edges: Parents, start: readonly string[]): string[] {
  const seen = new Set(start);
  const open = [...start];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const one of edges.get(next) ?? []) {
      if (seen.has(one)) continue;
      seen.add(one);
      open.push(one);
    }
  }
  return [...seen];
}
