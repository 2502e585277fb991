// Reads the names of all groups of Confluence, complete.
import type { Ground } from './check.ts';

/** Throws `HostFailure` where they cannot be read. */
export async function readGroupNames({ listGroups }: Pick<Ground, 'listGroups'>): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const page of listGroups()) names.push(...page);
  return names;
}
