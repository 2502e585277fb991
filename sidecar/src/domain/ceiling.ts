// The ceiling: which right of their own in Confluence somebody needs for what this product is to do for them.
import { type Action, type Change, changesOf, groupOfChange } from './action.ts';
import type { PolicyDefinition } from './policy.ts';
import { foldName } from './user.ts';

/** What somebody may do in Confluence's administration, lowest first; the higher includes the lower. */
export type HostRank = 'none' | 'administrator' | 'system-administrator';

const heights: Readonly<Record<HostRank, number>> = { none: 0, administrator: 1, 'system-administrator': 2 };

/** Whether a rank is enough for what needs another. */
export function reaches(held: HostRank, needed: HostRank): boolean {
  return heights[held] >= heights[needed];
}

/** The highest of several; `none` where there are none. */
export function highest(ranks: readonly HostRank[]): HostRank {
  return ranks.reduce((high, rank) => (reaches(high, rank) ? high : rank), 'none');
}

/** Setting passwords is documented for system administrators alone; deleting users is reported so, and accounts and
 * groups of single directories are theirs in Confluence's own pages. */
const ranksOfChanges: Readonly<Record<Change['kind'], HostRank>> = {
  disable: 'administrator',
  enable: 'administrator',
  delete: 'system-administrator',
  'add-to-group': 'administrator',
  'remove-from-group': 'administrator',
  'set-random-password': 'system-administrator',
  'create-user': 'administrator',
  'disable-account': 'administrator',
  'enable-account': 'administrator',
  'create-group': 'system-administrator',
  'create-account': 'system-administrator',
  'create-first-account': 'administrator',
  'copy-attributes': 'system-administrator',
  'add-account-to-group': 'administrator',
  'delete-account': 'system-administrator',
  'mail-password-reset': 'administrator',
  'withdraw-account': 'system-administrator',
  'take-licence': 'none',
  warn: 'none',
};

/** Folded names of the groups whose members are system administrators. */
type SystemGroups = ReadonlySet<string>;

/** The rank a change needs; nobody below a system administrator changes who is one. */
export function rankForChange(change: Change, systemGroups: SystemGroups): HostRank {
  const group = groupOfChange(change);
  if (group !== null && systemGroups.has(foldName(group))) return 'system-administrator';
  return ranksOfChanges[change.kind];
}

/** The rank it needs to take a change back; what cannot be taken back needs none. */
export function rankToTakeBack(change: Change, systemGroups: SystemGroups): HostRank {
  const lost = change.kind === 'delete' || change.kind === 'set-random-password';
  return lost ? 'none' : rankForChange(change, systemGroups);
}

/** The rank that everything a policy may do needs, before it is known to whom. */
export function rankForPolicy(
  { actions, stages = [], includeAdministrators = [] }: PolicyTraits,
  systemGroups: SystemGroups,
): HostRank {
  if (includeAdministrators.length > 0) return 'system-administrator';
  const all = [...actions, ...stages.flatMap((stage) => ('actions' in stage ? stage.actions : []))];
  return highest(all.map((action) => rankForAction(action, systemGroups)));
}

type PolicyTraits = Pick<PolicyDefinition, 'actions' | 'stages' | 'includeAdministrators'>;

function rankForAction(action: Action, systemGroups: SystemGroups): HostRank {
  if (action === 'takeLicence') return 'administrator';
  const changes = changesOf(action);
  // Passwords, deletions where possible and transfers between directories: what they come to is known with the person.
  if (changes.length === 0) return 'system-administrator';
  return highest(changes.map((change) => rankForChange(change, systemGroups)));
}
