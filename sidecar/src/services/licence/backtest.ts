// "Had this policy run some days ago": whom a kept reading of then would have met, and who of them was active since.
import { daysAfter } from '../../domain/days-after.ts';
import { type Hindsight, judgeHindsight } from '../../domain/licence/backtest.ts';
import type { PolicyDefinition } from '../../domain/policy.ts';
import { whoIsProtected } from '../../domain/standing.ts';
import { foldName, type Instant, type UserKey, type UserWithGroups } from '../../domain/user.ts';
import { requirePolicy } from '../policies.ts';
import type { ServiceContext } from '../service-context.ts';
import { newestSnapshot } from '../snapshots.ts';

export type Backtest =
  /** No reading is kept that is old enough; `oldest` is of the oldest one that is. */
  | { readonly kind: 'nothing-old-enough'; readonly oldest: Instant; readonly keptDays: number }
  | ({ readonly kind: 'looked' } & LookedBack);

export interface LookedBack {
  readonly snapshotId: number;
  readonly readAt: Instant;
  /** The newest reading, against which it is held. */
  readonly heldAgainst: Instant;
  /** Users the criteria meant then, without those who are protected as things stand now. */
  readonly meant: number;
  /** `meant` is the sum of these. */
  readonly activeSince: number;
  readonly idleSince: number;
  readonly disabledSince: number;
  readonly unknown: number;
  /** Meant and protected: left out above. */
  readonly protected: number;
  /** Of whom it was not known then whether they are meant: runs would have left them alone. */
  readonly unknownThen: number;
}

type Looking = Pick<ServiceContext, 'store' | 'clock' | 'config'>;

/**
 * Looks back from the newest reading that was taken at least so many days ago. Own fields and lists are asked as they are
 * today: only readings are kept. Throws `policy_not_found` and `no_snapshot`.
 */
export async function backtestPolicy(context: Looking, { id, days }: { id: string; days: number }): Promise<Backtest> {
  const { store, clock } = context;
  const { definition } = await requirePolicy(context, id);
  const newest = await newestSnapshot(context);
  const now = clock.now();
  const until = daysAfter(now, -days);
  const kept = (await store.snapshots.kept()).filter(({ hostId }) => hostId === newest.hostId);
  const then = kept.findLast(({ id: one, startedAt }) => one !== newest.id && startedAt <= until);
  if (then === undefined) {
    const { retention } = await store.settings.all();
    return {
      kind: 'nothing-old-enough',
      oldest: kept[0]?.startedAt ?? newest.startedAt,
      keptDays: retention.snapshotDays,
    };
  }
  const { id: snapshotId, startedAt } = then;
  const { criteria } = definition;
  const isProtected = await openProtection(context, definition, now);
  const counts: Record<Hindsight, number> = { 'active-since': 0, 'idle-since': 0, 'disabled-since': 0, unknown: 0 };
  let spared = 0;
  for await (const batch of store.snapshots.select({ snapshotId, criteria, now: startedAt, verdict: 'yes' })) {
    const people = batch.filter((person) => !isProtected(person));
    spared += batch.length - people.length;
    const userKeys = people.map(({ user }) => user.userKey);
    const seen = await store.snapshots.seenNow({ snapshotId: newest.id, userKeys });
    for (const userKey of userKeys) counts[judgeHindsight(startedAt, seen.get(userKey) ?? null)] += 1;
  }
  let unknownThen = 0;
  for await (const batch of store.snapshots.select({ snapshotId, criteria, now: startedAt, verdict: 'unknown' })) {
    unknownThen += batch.length;
  }
  return {
    kind: 'looked',
    snapshotId,
    readAt: startedAt,
    heldAgainst: newest.startedAt,
    meant: Object.values(counts).reduce((sum, one) => sum + one, 0),
    activeSince: counts['active-since'],
    idleSince: counts['idle-since'],
    disabledSince: counts['disabled-since'],
    unknown: counts.unknown,
    protected: spared,
    unknownThen,
  };
}

/** Exempt, in a role group, or protected by the policy itself: as things stand now, because that is what is kept. */
async function openProtection(
  { store, config }: Pick<ServiceContext, 'store' | 'config'>,
  { protect }: PolicyDefinition,
  now: Instant,
): Promise<(person: UserWithGroups) => boolean> {
  const exemptions = await store.exemptions.active(now);
  const { protectedUsers, protectedGroups } = whoIsProtected({ exemptions, roleGroups: config.groups });
  const keys: ReadonlySet<UserKey> = new Set(protectedUsers);
  const names = new Set(protect.users.map(foldName));
  const groups = new Set([...protectedGroups, ...protect.groups.map(foldName)]);
  return ({ user, memberships }) =>
    keys.has(user.userKey) ||
    names.has(foldName(user.username)) ||
    memberships.some(({ group }) => groups.has(foldName(group)));
}
