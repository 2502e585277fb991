// All policies side by side: who is claimed by which of them, who comes first, and where two want what does not go together.
import { type Change, groupOfChange, isAccountChange } from '../action.ts';
import type { PolicyId } from '../policy.ts';
import { orderByPrecedence, type Place } from '../precedence.ts';
import { foldName } from '../user.ts';
import type { DiffEntry, DiffSide } from './diff.ts';

/** One policy's plan as far as claims need it. */
export interface ClaimingPlan extends Place {
  /** Whether the policy has a schedule: only such a policy keeps others from the users it means. */
  readonly scheduled: boolean;
  readonly entries: readonly DiffEntry[];
}

export interface Claim extends DiffSide {
  readonly policyId: PolicyId;
}

/** Why two policies cannot both have their way with a user. */
export type ConflictKind =
  | 'opposite-status' // one enables, another disables
  | 'opposite-group' // one adds to a group, another takes out of it
  | 'deleted-and-changed' // one deletes, another changes
  | 'access-taken-and-given' // one disables, another adds to groups or resets the password
  | 'directory-changed-twice'; // both change the user's accounts in directories

export interface Conflict {
  readonly kind: ConflictKind;
  /** In the order of precedence. */
  readonly policies: readonly [PolicyId, PolicyId];
}

export interface ClaimedUser extends Pick<DiffEntry, 'userKey' | 'username' | 'displayName'> {
  /** In the order of precedence. */
  readonly claims: readonly Claim[];
  /**
   * The first policy with a schedule that means the user, as runs see it; where only others mean the user, the first of them
   * that has anything planned; null where none has.
   */
  readonly owner: PolicyId | null;
  readonly conflicts: readonly Conflict[];
}

/** Everybody whom a policy selects, by folded username, then by key. Conflicts come from planned steps alone. */
export function gatherClaims(plans: readonly ClaimingPlan[]): ClaimedUser[] {
  const claims = new Map<string, { readonly entry: DiffEntry; readonly claims: Claim[] }>();
  const scheduled = new Set(plans.filter((plan) => plan.scheduled).map(({ policyId }) => policyId));
  for (const { policyId, entries } of orderByPrecedence(plans)) {
    for (const entry of entries) {
      const known = claims.get(entry.userKey) ?? { entry, claims: [] };
      known.claims.push({ policyId, fate: entry.fate, steps: entry.steps });
      claims.set(entry.userKey, known);
    }
  }
  return [...claims.values()].map(({ entry, claims: own }) => describeUser(entry, own, scheduled)).sort(byName);
}

function describeUser(
  { userKey, username, displayName }: DiffEntry,
  claims: readonly Claim[],
  scheduled: ReadonlySet<PolicyId>,
): ClaimedUser {
  const acting = claims.filter((claim) => claim.fate === 'planned');
  const conflicts = acting.flatMap((claim, index) =>
    acting
      .slice(index + 1)
      .flatMap((later) =>
        findConflicts(plannedOf(claim), plannedOf(later)).map(
          (kind): Conflict => ({ kind, policies: [claim.policyId, later.policyId] }),
        ),
      ),
  );
  const owner = claims.find(({ policyId }) => scheduled.has(policyId)) ?? acting[0];
  return { userKey, username, displayName, claims, owner: owner?.policyId ?? null, conflicts };
}

function plannedOf({ steps }: Claim): Change[] {
  return steps.filter(({ disposition }) => disposition.kind === 'planned').map(({ change }) => change);
}

type Clash = (one: readonly Change[], other: readonly Change[]) => boolean;

/** Each asked in both directions. */
const clashes: Readonly<Record<ConflictKind, Clash>> = {
  'opposite-status': (one, other) => has(one, 'disable') && has(other, 'enable'),
  'opposite-group': (one, other) => {
    const added = groupsOf(one, 'add-to-group');
    return groupsOf(other, 'remove-from-group').some((group) => added.includes(group));
  },
  'deleted-and-changed': (one, other) => has(one, 'delete') && !has(other, 'delete'),
  'access-taken-and-given': (one, other) =>
    has(one, 'disable') &&
    (has(other, 'add-to-group') || has(other, 'set-random-password') || has(other, 'mail-password-reset')),
  'directory-changed-twice': (one, other) => one.some(movesAccount) && other.some(movesAccount),
};

function findConflicts(one: readonly Change[], other: readonly Change[]): ConflictKind[] {
  const kinds = Object.entries(clashes) as [ConflictKind, Clash][];
  return kinds.filter(([, clash]) => clash(one, other) || clash(other, one)).map(([kind]) => kind);
}

function has(changes: readonly Change[], kind: Change['kind']): boolean {
  return changes.some((change) => change.kind === kind);
}

function movesAccount(change: Change): boolean {
  return isAccountChange(change) && change.kind !== 'mail-password-reset';
}

function groupsOf(changes: readonly Change[], kind: 'add-to-group' | 'remove-from-group'): string[] {
  return changes.filter((change) => change.kind === kind).map((change) => foldName(groupOfChange(change) ?? ''));
}

function byName(one: ClaimedUser, other: ClaimedUser): number {
  const [first, second] = [foldName(one.username), foldName(other.username)];
  if (first !== second) return first < second ? -1 : 1;
  return one.userKey < other.userKey ? -1 : 1;
}
