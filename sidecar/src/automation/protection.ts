// Who must not be touched in a run, gathered from the policy, the role groups and the newest readings.
import type { AdministratorGrants, OwnAccount } from '../adapters/ports.ts';
import { dependsOnActivity } from '../domain/criteria/leaves.ts';
import type { Protection } from '../domain/guard/step-guards.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import { foldName } from '../domain/user.ts';
import type { GroupRecord, SnapshotRecords } from '../store/snapshots.ts';

/** The groups that give rights in this product, as configured. */
export interface RoleGroups {
  readonly administrators: readonly string[];
  readonly operators: readonly string[];
  readonly auditors: readonly string[];
}

/** Confluence's built-in group whose members may do everything, whatever the permissions say. */
const superGroup = 'confluence-administrators';

export interface ProtectionInput {
  readonly store: { readonly snapshots: Pick<SnapshotRecords, 'activeMembers' | 'groupKnowledge' | 'groups'> };
  readonly definition: PolicyDefinition;
  readonly snapshotId: number;
  readonly ownAccount: OwnAccount;
  readonly administrators: AdministratorGrants | null;
  readonly roleGroups: RoleGroups;
}

/** Gathers what the step guards need, and names protected groups that are not completely known. */
export async function gatherProtection(
  input: ProtectionInput,
): Promise<{ protection: Protection; unreadableGroups: readonly string[] }> {
  const { store, definition, snapshotId, ownAccount, administrators, roleGroups } = input;
  const administratorGroups = fold([superGroup, ...roleGroups.administrators, ...(administrators?.groups ?? [])]);
  const protectedGroups = fold(definition.protect.groups);
  const ownRoles = fold([...roleGroups.operators, ...roleGroups.auditors]);
  const groups = await store.snapshots.groups(snapshotId);
  const activeMembers = await store.snapshots.activeMembers(snapshotId, [...administratorGroups]);
  const knowledge = await store.snapshots.groupKnowledge(snapshotId);
  const unreadableGroups = [...new Set([...protectedGroups, ...administratorGroups])].filter(
    (group) => knowledge.get(group) !== 'complete',
  );
  return {
    unreadableGroups,
    protection: {
      ownUserKey: ownAccount.userKey,
      protectedUsers: fold(definition.protect.users),
      protectedGroups,
      administratorGroups,
      administratorNames: fold(administrators?.displayNames ?? []),
      roleGroups: withNestedGroups([...administratorGroups, ...ownRoles], groups),
      activeAdministrators: new Set(activeMembers.filter((userKey) => userKey !== ownAccount.userKey)),
      dependsOnActivity: dependsOnActivity(definition.criteria),
    },
  };
}

function fold(names: readonly string[]): Set<string> {
  return new Set(names.map(foldName));
}

/** The groups and everything nested inside them: who is put into a nested group gets the rights of those around it. */
function withNestedGroups(start: readonly string[], groups: readonly GroupRecord[]): Set<string> {
  const children = new Map(groups.map((group) => [foldName(group.name), group.childGroups]));
  const found = new Set<string>();
  const open = [...start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    open.push(...(children.get(name) ?? []).map(foldName));
  }
  return found;
}
