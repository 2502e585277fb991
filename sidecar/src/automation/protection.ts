// Who must not be touched in a run, gathered from the policy, the role groups and the newest readings.
import type { AdministratorGrants, OwnAccount } from '../adapters/ports.ts';
import { dependsOnActivity } from '../domain/criteria/leaves.ts';
import type { Protection } from '../domain/guard/step/guard.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Run } from '../domain/run.ts';
import { foldName, type Instant, type UserKey } from '../domain/user.ts';
import type { ExemptionRecords } from '../store/exemptions.ts';
import type { GroupRecord, SnapshotRecords } from '../store/snapshots.ts';
import type { WaveRecords } from '../store/waves.ts';

/** The groups that give rights in this product, as configured. */
export interface RoleGroups {
  readonly administrators: readonly string[];
  readonly operators: readonly string[];
  readonly auditors: readonly string[];
  readonly helpdesk: readonly string[];
}

/** Confluence's built-in group whose members may do everything, whatever the permissions say. */
export const superGroup = 'confluence-administrators';

export interface ProtectionInput {
  readonly store: {
    readonly snapshots: Pick<
      SnapshotRecords,
      'activeMembers' | 'groupKnowledge' | 'groups' | 'person' | 'tokenOnlyUsers'
    >;
    readonly exemptions: Pick<ExemptionRecords, 'active'>;
    readonly waves: Pick<WaveRecords, 'peopleLeft'>;
  };
  readonly run: Pick<Run, 'trigger'>;
  /** Whether the run takes back what another did, by itself or once it was approved. */
  readonly undoes: boolean;
  readonly now: Instant;
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
  const { store, definition, snapshotId, ownAccount, administrators, roleGroups, run, undoes, now } = input;
  const hostAdministratorGroups = fold([superGroup, ...(administrators?.groups ?? roleGroups.administrators)]);
  const administratorGroups = hostAdministratorGroups.union(fold(roleGroups.administrators));
  const protectedGroups = fold(definition.protect.groups);
  const ownRoles = fold([...roleGroups.operators, ...roleGroups.auditors, ...roleGroups.helpdesk]);
  const hasRoadOfItsOwn = run.trigger.kind === 'approval' || undoes;
  const groups = await store.snapshots.groups(snapshotId);
  const activeMembers = await store.snapshots.activeMembers(snapshotId, [...hostAdministratorGroups]);
  const includedAdministrators = fold(definition.includeAdministrators ?? []);
  const exemptions = await store.exemptions.active(now);
  const exemptGroups = exemptions.flatMap(({ subject, name }) => (subject === 'group' ? [foldName(name)] : []));
  const knowledge = await store.snapshots.groupKnowledge(snapshotId);
  const unreadableGroups = [...new Set([...protectedGroups, ...exemptGroups, ...administratorGroups])].filter(
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
      exemptions,
      hostAdministratorGroups,
      includedAdministrators,
      keptAdministrator: await keepOne(input, { activeMembers, included: includedAdministrators }),
      startedBy: 'by' in run.trigger ? foldName(run.trigger.by) : null,
      serviceAccounts: new Set(await store.snapshots.tokenOnlyUsers(snapshotId, tokensUsedSince(now))),
      // Use resets the clock of stages, so whoever's use is not known stands still.
      dependsOnActivity: !undoes && (definition.stages !== undefined || dependsOnActivity(definition.criteria)),
      inWaves: new Set(hasRoadOfItsOwn ? [] : await store.waves.peopleLeft(definition.policy)),
      lifted: new Set(),
      takesBack: undoes,
      claimedBy: new Map(),
      soleEditors: new Map(),
    },
  };
}

/** Tokens used before this say nothing of today. */
const tokenDays = 90;

function tokensUsedSince(now: Instant): Instant {
  return new Date(Date.parse(now) - tokenDays * 86_400_000).toISOString();
}

/** The administrator who stays: one whom the policy does not name, wherever there is one. The own account never counts. */
async function keepOne(
  { store, snapshotId, ownAccount }: ProtectionInput,
  { activeMembers, included }: { activeMembers: readonly UserKey[]; included: ReadonlySet<string> },
): Promise<UserKey | null> {
  const candidates = activeMembers.filter((userKey) => userKey !== ownAccount.userKey);
  for (const userKey of included.size === 0 ? [] : candidates) {
    const person = await store.snapshots.person(snapshotId, userKey);
    if (person !== null && !included.has(foldName(person.user.username))) return userKey;
  }
  return candidates[0] ?? null;
}

function fold(names: readonly string[]): Set<string> {
  return new Set(names.map(foldName));
}

/** The groups and everything nested inside them: who is put into a nested group gets the rights of those around it. */
export function withNestedGroups(start: readonly string[], groups: readonly GroupRecord[]): Set<string> {
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
