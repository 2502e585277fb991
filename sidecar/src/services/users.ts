// Users for people who look: pages of the newest snapshot, and one user with their groups.
import type { EvidenceItem } from '../domain/activity/evidence.ts';
import type { Criteria } from '../domain/criteria/leaves.ts';
import { createPersonJudge, type Seat } from '../domain/licence/seat.ts';
import type { UserKey, UserWithGroups } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { UserStep } from '../store/runs/of-user.ts';
import type { FindQuery, FoundPage, Snapshot, UserPage, UserQuery } from '../store/snapshots.ts';
import type { PlacedStanding } from '../store/stages.ts';
import { readPolicyObject } from './policy-files/read-object.ts';
import type { ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';
import { placesOfUsers, type StandingNow, standingsOfUser } from './stages.ts';

export type UserSearch = Omit<UserQuery, 'snapshotId'>;

export interface FoundUsers extends UserPage {
  readonly snapshotId: number;
}

/** A page of the newest snapshot. A cursor is good for its own snapshot and order only. */
export async function searchUsers(context: Pick<ServiceContext, 'store'>, query: UserSearch): Promise<FoundUsers> {
  const { id: snapshotId } = await newestSnapshot(context);
  return { snapshotId, ...(await context.store.snapshots.searchUsers({ ...query, snapshotId })) };
}

export interface UserFinding extends Omit<FindQuery, 'snapshotId' | 'now' | 'criteria'> {
  /** A tree as policies have it, unchecked; undefined means everybody. */
  readonly document: unknown;
}

interface FoundPerson {
  readonly person: UserWithGroups;
  readonly seat: Seat | null;
  /** On the timelines of staged policies in use. */
  readonly places: readonly PlacedStanding[];
}

export interface FoundPeople extends Omit<FoundPage, 'people'> {
  readonly snapshot: Snapshot;
  /** Each with what is known of the seat; null where the snapshot knows nothing of the licence. */
  readonly people: readonly FoundPerson[];
}

/** A page of those whom the criteria mean. Throws `criteria_invalid` with every fault, or `no_snapshot`. */
export async function findUsers(
  context: Pick<ServiceContext, 'store' | 'clock' | 'config'>,
  { document, ...query }: UserFinding,
): Promise<FoundPeople> {
  const criteria = readCriteria(context, document);
  const snapshot = await newestSnapshot(context);
  const { snapshots } = context.store;
  const { people, ...rest } = await snapshots.findUsers({
    ...query,
    criteria,
    snapshotId: snapshot.id,
    now: context.clock.now(),
  });
  const finding = await snapshots.licence(snapshot.id);
  const judge = finding === null ? () => null : createPersonJudge(finding.licence);
  const places = await placesOfUsers(
    context,
    people.map(({ user }) => user.userKey),
  );
  return {
    ...rest,
    snapshot,
    people: people.map((person) => ({
      person,
      seat: judge(person),
      places: places.get(person.user.userKey) ?? [],
    })),
  };
}

/** Criteria are read as part of a policy, so that they are refused by the same rules and words; null for everybody. */
export function readCriteria({ config }: Pick<ServiceContext, 'config'>, criteria: unknown): Criteria | null {
  if (criteria === undefined) return null;
  const policy = { policy: 'search', name: 'Search', criteria, actions: ['disable'] };
  const reading = readPolicyObject(policy, { defaultZone: config.timeZone });
  if ('faults' in reading) throw new ProductError('criteria_invalid', reading.faults);
  return reading.definition.criteria;
}

export type UserDeed = UserStep;

/** So many are shown; the logs of runs have the rest. */
const shownDeeds = 100;

/** What live runs did about a user, the newest first; also about one whom no reading shows any more. */
export async function listDeeds(
  { store }: Pick<ServiceContext, 'store'>,
  userKey: string,
): Promise<readonly UserDeed[]> {
  return store.runs.ofUser({ userKey: userKey as UserKey, limit: shownDeeds });
}

export interface FoundUser extends UserWithGroups {
  readonly snapshot: Snapshot;
  readonly evidence: readonly EvidenceItem[];
  /** Null where the snapshot knows nothing of the licence. */
  readonly seat: Seat | null;
  /** On the timelines of staged policies. */
  readonly standings: readonly StandingNow[];
}

/** One user; throws `no_snapshot`, `user_unsynced` or `user_not_found`. */
export async function getUser(context: Pick<ServiceContext, 'store' | 'clock'>, userKey: string): Promise<FoundUser> {
  const snapshot = await newestSnapshot(context);
  const person = await context.store.snapshots.person(snapshot.id, userKey as UserKey);
  if (person === null) throw await explainAbsence(context, { snapshotId: snapshot.id, userKey });
  const evidence = await context.store.snapshots.evidenceOf(snapshot.id, person.user.userKey);
  const finding = await context.store.snapshots.licence(snapshot.id);
  const seat = finding === null ? null : createPersonJudge(finding.licence)(person);
  return { snapshot, ...person, evidence, seat, standings: await standingsOfUser(context, person.user.userKey) };
}

/** Why a snapshot shows nobody of this key: no directory has the user any more, or nothing is known of such a key. */
export async function explainAbsence(
  { store }: Pick<ServiceContext, 'store'>,
  { snapshotId, userKey }: { readonly snapshotId: number; readonly userKey: string },
): Promise<ProductError> {
  const unsynced = await store.snapshots.unsynced(snapshotId);
  return new ProductError(unsynced?.has(userKey as UserKey) === true ? 'user_unsynced' : 'user_not_found');
}
