// Why a policy means a user, or does not: asked of the newest snapshot, for anybody in it, with the guards that would refuse.
import { type Trace, type UnknownReason, unknownReasons } from '../domain/criteria/matches.ts';
import { fateOf, type PlannedStep } from '../domain/plan/plan.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { PlannedStage } from '../domain/stage/stage.ts';
import type { UserKey, UserWithGroups } from '../domain/user.ts';
import type { StoredPolicy } from '../store/policies.ts';
import type { StoredEntry } from '../store/runs.ts';
import type { Snapshot } from '../store/snapshots.ts';
import { requirePolicy } from './policies.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';
import { explainAbsence } from './users.ts';

interface ExplainedUser {
  readonly person: UserWithGroups;
  readonly trace: Trace;
  /** What would become of the user if the criteria meant them. */
  readonly steps: readonly PlannedStep[];
  /** Where they stand on the policy's timeline; null where it has none. */
  readonly stage: PlannedStage | null;
}

/** Asked of whoever makes plans; see `automation/simulate`. */
export type Explain = (order: {
  readonly definition: PolicyDefinition;
  readonly policyVersion: number;
  readonly snapshot: Snapshot;
  readonly by: string;
  readonly userKey: UserKey;
}) => Promise<ExplainedUser | null>;

export interface Explanation extends ExplainedUser {
  readonly policy: StoredPolicy;
  readonly snapshot: Snapshot;
  /** What keeps an unknown verdict unknown. */
  readonly unknown: readonly UnknownReason[];
  readonly fate: StoredEntry['fate'];
}

/** Throws `policy_not_found`, `no_snapshot`, what `explainAbsence` says, and `HostFailure`, as guards ask the host who administers it. */
export async function explainUser(
  context: Pick<ServiceContext, 'store' | 'explain'>,
  { policyId, userKey, actor }: { policyId: string; userKey: string; actor: Actor },
): Promise<Explanation> {
  const policy = await requirePolicy(context, policyId);
  const snapshot = await newestSnapshot(context);
  const { definition, version: policyVersion } = policy;
  const order = { definition, policyVersion, snapshot, by: actor.username, userKey: userKey as UserKey };
  const explained = await context.explain(order);
  if (explained === null) throw await explainAbsence(context, { snapshotId: snapshot.id, userKey });
  return { ...explained, policy, snapshot, unknown: unknownReasons(explained.trace), fate: fateOf(explained) };
}
