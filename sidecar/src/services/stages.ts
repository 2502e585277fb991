// Where users stand on the timelines of staged policies, each with what comes next and when.
import type { PolicyDefinition } from '../domain/policy.ts';
import { decideStage, type Gap } from '../domain/stage/decide.ts';
import { isAddressLost } from '../domain/stage/reset.ts';
import type { Stage, StageDecision } from '../domain/stage/stage.ts';
import { findLostTimes } from '../domain/stage/up-time.ts';
import type { Instant, UserKey } from '../domain/user.ts';
import { readToldStages } from '../store/stages/told-stages.ts';
import type { PlacedStanding } from '../store/stages.ts';
import { requirePolicy } from './policies.ts';
import type { ServiceContext } from './service-context.ts';

type Reading = Pick<ServiceContext, 'store' | 'clock'>;

export interface StandingNow extends PlacedStanding {
  readonly decision: StageDecision;
}

export interface StandingPage {
  readonly stages: readonly Stage[];
  readonly users: readonly StandingNow[];
}

/** A page of a policy's timeline; empty for a policy without stages. Throws `policy_not_found`. */
export async function listStandings(
  context: Reading,
  { id, after, limit }: { id: string; after: number; limit: number },
): Promise<StandingPage> {
  const policy = await requirePolicy(context, id);
  const { stages } = policy.definition;
  if (stages === undefined) return { stages: [], users: [] };
  const placed = await context.store.stages.page({ policyId: policy.id, after, limit });
  const at = await readTime(context, placed);
  const users = await Promise.all(
    placed.map(async (one) => ({ ...one, decision: await decide(context, policy.definition, one, at) })),
  );
  return { stages, users };
}

/** The open timelines of one user, of policies in use. */
export async function standingsOfUser(context: Reading, userKey: UserKey): Promise<readonly StandingNow[]> {
  const placed = await context.store.stages.ofUsers([userKey]);
  if (placed.length === 0) return [];
  const at = await readTime(context, placed);
  const policies = new Map((await context.store.policies.list()).map((policy) => [policy.id, policy.definition]));
  const open = await Promise.all(
    placed.map(async (one) => {
      const definition = policies.get(one.policyId);
      return definition?.stages === undefined ? [] : [{ ...one, decision: await decide(context, definition, one, at) }];
    }),
  );
  return open.flat();
}

/** How far some users are on the timelines of policies in use, by user; whoever is on none is not in it. */
export async function placesOfUsers(
  { store }: Pick<ServiceContext, 'store'>,
  userKeys: readonly UserKey[],
): Promise<ReadonlyMap<UserKey, readonly PlacedStanding[]>> {
  const placed = await store.stages.ofUsers(userKeys);
  if (placed.length === 0) return new Map();
  const staged = (await store.policies.list()).filter(({ definition }) => definition.stages !== undefined);
  const inUse = new Set(staged.map(({ id }) => id));
  return Map.groupBy(
    placed.filter(({ policyId }) => inUse.has(policyId)),
    ({ userKey }) => userKey,
  );
}

interface Time {
  readonly now: Instant;
  readonly gaps: readonly Gap[];
  /** The newest readings; null before the first. */
  readonly snapshotId: number | null;
  /** What the warning of a standing told. */
  readonly toldTo: (placed: PlacedStanding) => readonly Stage[] | null;
}

async function readTime({ store, clock }: Reading, placed: readonly PlacedStanding[]): Promise<Time> {
  const now = clock.now();
  const spans = { up: await store.stages.upSpans(), readings: await store.stages.readingSpans() };
  const newest = await store.snapshots.newest();
  const toldTo = await readToldStages(store.policies, placed);
  return { now, gaps: findLostTimes(spans, now), snapshotId: newest?.id ?? null, toldTo };
}

async function decide(
  { store }: Reading,
  { stages = [] }: PolicyDefinition,
  placed: PlacedStanding,
  { now, gaps, snapshotId, toldTo }: Time,
): Promise<StageDecision> {
  const { standing, userKey } = placed;
  const person = snapshotId === null ? null : await store.snapshots.person(snapshotId, userKey);
  const addressLost = person !== null && isAddressLost(standing, person.user);
  return decideStage({ stages, standing, now, gaps, addressLost, told: toldTo(placed) });
}
