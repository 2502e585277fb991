// Who of the people a policy means belongs to another policy by precedence, asked of the same snapshot with the same facts.
import { type MatchContext, matches } from '../domain/criteria/matches.ts';
import type { Mode, PolicyDefinition, PolicyId } from '../domain/policy.ts';
import { findClaimant, policiesBefore } from '../domain/precedence.ts';
import type { Run } from '../domain/run.ts';
import type { Instant, UserKey, UserWithGroups } from '../domain/user.ts';
import { type KnowledgeSources, readKnowledge } from '../store/knowledge.ts';
import type { PolicyRecords } from '../store/policies.ts';
import type { StageRecords } from '../store/stages.ts';
import { flatMapInTurns } from './map-in-turns.ts';

export interface ClaimsInput {
  readonly store: KnowledgeSources & {
    readonly policies: Pick<PolicyRecords, 'list'>;
    readonly stages: Pick<StageRecords, 'elsewhere'>;
  };
  readonly run: Pick<Run, 'trigger' | 'rehearsalReason'>;
  readonly definition: PolicyDefinition;
  readonly snapshotId: number;
  readonly now: Instant;
  readonly people: readonly UserWithGroups[];
}

export interface Claims {
  /** Everybody whom a policy that comes first means, with that policy. */
  readonly claimedBy: ReadonlyMap<UserKey, PolicyId>;
  /** Whether the run leaves them to it: a person who starts a run means it, and what is given back is owed. */
  readonly heeded: boolean;
}

/** The people are in memory already: `matches` is asked of them alone, and nothing is selected for the other policies. */
export async function gatherClaims({ store, run, definition, snapshotId, now, people }: ClaimsInput): Promise<Claims> {
  const heeded = run.trigger.kind === 'schedule' || 'readAt' in run.trigger;
  if (run.trigger.kind === 'undo') return { claimedBy: new Map(), heeded };
  const before = policiesBefore({ definition, mode: modeOf(run) }, await store.policies.list());
  const claimants: { policyId: PolicyId; means: (person: UserWithGroups) => boolean }[] = [];
  const standing = before.length === 0 ? [] : await store.stages.elsewhere(definition.policy);
  for (const { id, definition: other } of before) {
    const knowledge = await readKnowledge(store, { snapshotId, criteria: other.criteria });
    const context: MatchContext = { now, ...knowledge };
    // Whom stages have changed their criteria may not mean any more, and they are theirs all the same.
    const own = other.stages === undefined ? [] : standing.filter((one) => one.policyId === id);
    const staged = new Set(own.map(({ userKey }) => userKey));
    claimants.push({
      policyId: id,
      means: (person) => staged.has(person.user.userKey) || matches(other.criteria, person, context).verdict === 'yes',
    });
  }
  const claims = await flatMapInTurns(claimants.length === 0 ? [] : people, (some) =>
    some.flatMap((person): [UserKey, PolicyId][] => {
      const policy = findClaimant(person, claimants);
      return policy === null ? [] : [[person.user.userKey, policy]];
    }),
  );
  return { claimedBy: new Map(claims), heeded };
}

/** The policy's own mode: a live policy whose process only observes is rehearsed as it would act. */
function modeOf({ rehearsalReason }: ClaimsInput['run']): Mode {
  return rehearsalReason === 'policy-in-test-mode' ? 'test' : 'live';
}

/** How many belong to which policy; null where nobody does. */
export function countClaims({ claimedBy }: Claims): Record<string, number> | null {
  const counts: Record<string, number> = {};
  for (const policy of claimedBy.values()) counts[policy] = (counts[policy] ?? 0) + 1;
  return claimedBy.size === 0 ? null : counts;
}
