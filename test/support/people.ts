// People and criteria for tests of the pure middle: factories with only what matters spelled out, and arbitraries.
import fc from 'fast-check';
import type { AccountsKnown } from '../../sidecar/src/domain/account.ts';
import type { Activity, ActivityUnknownReason } from '../../sidecar/src/domain/activity.ts';
import type { Criteria, Leaf } from '../../sidecar/src/domain/criteria/leaves.ts';
import type { GroupKnowledge, MatchContext } from '../../sidecar/src/domain/criteria/matches.ts';
import { daysBefore } from '../../sidecar/src/domain/criteria/matches.ts';
import {
  foldName,
  type Membership,
  type User,
  type UserKey,
  type Username,
  type UserWithGroups,
} from '../../sidecar/src/domain/user.ts';

export const now = '2026-03-01T12:00:00.000Z';

/** The given instant, moved by milliseconds. */
export function shiftMs(instant: string, ms: number): string {
  return new Date(Date.parse(instant) + ms).toISOString();
}

export function seenAt(at: string): Activity {
  return { state: 'seen', at, kind: 'login', source: 'users.activity', readAt: now };
}

export const neverSeen: Activity = { state: 'never', source: 'users.activity', readAt: now };

export interface PersonFacts extends Partial<Omit<User, 'username' | 'userKey'>> {
  readonly username?: string;
  readonly userKey?: string;
  readonly groups?: readonly (string | Membership)[];
  readonly accounts?: AccountsKnown;
}

/** An active person of a year ago; groups given as text are direct. */
export function makePerson(facts: PersonFacts = {}): UserWithGroups {
  const { username = 'mara', userKey = `key-${username}`, groups = [], accounts = { kind: 'untold' }, ...rest } = facts;
  return {
    user: {
      userKey: userKey as UserKey,
      username: username as Username,
      displayName: username,
      email: `${username}@example.com`,
      status: 'active',
      activity: seenAt(daysBefore(now, 1)),
      createdAt: null,
      firstSeenAt: daysBefore(now, 365),
      firstSeenDisabledAt: null,
      ...rest,
    },
    memberships: groups.map((group) => (typeof group === 'string' ? { group, direct: true } : group)),
    accounts,
  };
}

/** A context in which every group is completely known, but for those named. */
export function makeContext(knowledge: Readonly<Record<string, GroupKnowledge>> = {}): MatchContext {
  const known = new Map(Object.entries(knowledge).map(([group, one]) => [foldName(group), one]));
  return { now, groupKnowledge: (group) => known.get(group) ?? 'complete' };
}

export const activityUnknownReasons = [
  'no-source',
  'not-covered',
  'not-told',
  'in-the-future',
  'unreadable',
  'source-failed',
  'source-stale',
  'before-coverage',
] as const satisfies readonly ActivityUnknownReason[];

const thresholds = fc.constantFrom(1, 30, 90, 365);
const instant = fc
  .tuple(thresholds, fc.constantFrom(-1, 0, 1, 86_400_000))
  .map(([days, offsetMs]) => shiftMs(daysBefore(now, days), offsetMs));

const unknownActivity: fc.Arbitrary<Activity> = fc.oneof(
  fc.constantFrom(...activityUnknownReasons).map((reason) => ({ state: 'unknown', reason }) as const),
  instant.map((at) => ({
    state: 'unknown' as const,
    reason: 'source-stale' as const,
    atLeast: { at, kind: 'page-view' as const, source: 'access-log', readAt: now },
  })),
);

const activity: fc.Arbitrary<Activity> = fc.oneof(instant.map(seenAt), fc.constant(neverSeen), unknownActivity);

export const groupNames = ['staff', 'Keep', 'licence', 'vip', 'admins'] as const;

/** People in every combination of facts known and unknown; whom the host dates, it dates before we saw them. */
export const anyPerson: fc.Arbitrary<UserWithGroups> = fc
  .record({
    username: fc.constantFrom('mara', 'svc-build', 'Ólafur', 'own', 'root'),
    status: fc.constantFrom('active', 'disabled', 'unknown'),
    email: fc.constantFrom(null, 'a@example.com', 'b@Partner.example', 'no address'),
    activity,
    firstSeenAt: instant,
    createdDaysEarlier: fc.option(fc.constantFrom(0, 30, 365)),
    firstSeenDisabledAt: fc.option(instant),
    groups: fc.uniqueArray(fc.record({ group: fc.constantFrom(...groupNames), direct: fc.boolean() }), {
      maxLength: 3,
      selector: (one) => one.group,
    }),
  })
  .map(({ createdDaysEarlier, ...facts }) =>
    makePerson({
      ...facts,
      createdAt: createdDaysEarlier === null ? null : daysBefore(facts.firstSeenAt, createdDaysEarlier),
    }),
  );

export const anyContext: fc.Arbitrary<MatchContext> = fc
  .array(fc.constantFrom<GroupKnowledge>('complete', 'complete', 'unreadable', 'nesting-unread', 'missing'), {
    minLength: groupNames.length,
    maxLength: groupNames.length,
  })
  .map((known) => makeContext(Object.fromEntries(groupNames.map((name, index) => [name, known[index] ?? 'complete']))));

const anyLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  thresholds.map((inactiveDays) => ({ inactiveDays })),
  thresholds.map((accountOlderThanDays) => ({ neverActive: { accountOlderThanDays } })),
  thresholds.map((disabledDays) => ({ disabledDays })),
  fc.constantFrom(...groupNames).map((inGroup) => ({ inGroup })),
  fc.constantFrom('active', 'disabled').map((status) => ({ status }) as const),
  fc.constantFrom('svc-*', 'MAR?', '*').map((glob) => ({ username: [glob] })),
  fc.constantFrom('example.com', 'partner.EXAMPLE').map((domain) => ({ emailDomain: [domain] })),
);

/** Trees of all, any and not over all leaves. */
export const anyCriteria: fc.Arbitrary<Criteria> = fc.letrec<{ tree: Criteria }>((tie) => {
  const children = fc.array(tie('tree'), { maxLength: 3 });
  return {
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      anyLeaf,
      children.map((all) => ({ all })),
      children.map((any) => ({ any })),
      tie('tree').map((not) => ({ not })),
    ),
  };
}).tree;
