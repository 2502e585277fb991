// People and criteria for tests of the pure middle: factories with only what matters spelled out, and arbitraries.
import fc from 'fast-check';
import type { Account, AccountsKnown } from '../../sidecar/src/domain/account.ts';
import type { Activity, ActivityUnknownReason } from '../../sidecar/src/domain/activity.ts';
import { daysBefore } from '../../sidecar/src/domain/criteria/days.ts';
import type { Criteria, Leaf } from '../../sidecar/src/domain/criteria/leaves.ts';
import type { GroupKnowledge, MatchContext, Verdict } from '../../sidecar/src/domain/criteria/matches.ts';
import {
  foldName,
  type Membership,
  type User,
  type UserKey,
  type Username,
  type UserWithGroups,
} from '../../sidecar/src/domain/user.ts';
import { makeUserList } from '../../sidecar/src/domain/user-list.ts';

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

/** A context in which every group is completely known, but for those named, nobody takes a seat, and nothing else is told. */
export function makeContext(
  knowledge: Readonly<Record<string, GroupKnowledge>> = {},
  parts: Partial<MatchContext> = {},
): MatchContext {
  const known = new Map(Object.entries(knowledge).map(([group, one]) => [foldName(group), one]));
  return {
    now,
    groupKnowledge: (group) => known.get(group) ?? 'complete',
    seatOf: () => 'no',
    unsynced: null,
    onlyLogins: null,
    field: () => null,
    list: () => null,
    ...parts,
  };
}

/** An account of mara's in a directory, with only what matters spelled out. */
export function makeAccount(directory: string, parts: Partial<Account> = {}): Account {
  const username = 'mara' as Username;
  const untold = { email: null, displayName: null, key: null, createdAt: null };
  return { directory, username, status: 'active', ...untold, effective: null, ...parts };
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

const directoryNames = ['Internal', 'LDAP', 'Crowd'] as const;

/** Accounts as far as they are known; at most one of them speaks for certain. */
const anyAccounts: fc.Arbitrary<AccountsKnown> = fc
  .record({
    kind: fc.constantFrom('told', 'told', 'told', 'untold'),
    complete: fc.boolean(),
    accounts: fc.uniqueArray(
      fc.record({ directory: fc.constantFrom(...directoryNames), effective: fc.constantFrom(true, false, null) }),
      { maxLength: 3, selector: (one) => one.directory },
    ),
  })
  .map(({ kind, complete, accounts }): AccountsKnown => {
    if (kind === 'untold') return { kind };
    const speaker = accounts.findIndex((one) => one.effective === true);
    // An account is silent only where another one speaks, or may.
    const mayBeSilent = accounts.some((one) => one.effective !== false);
    const judged = accounts.map(({ directory, effective }, index) => {
      const known = effective === true ? index === speaker : effective;
      return makeAccount(directory, { effective: known === false && !mayBeSilent ? null : known });
    });
    return { kind, complete, accounts: judged };
  });

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
    accounts: anyAccounts,
  })
  .map(({ createdDaysEarlier, ...facts }) =>
    makePerson({
      ...facts,
      createdAt: createdDaysEarlier === null ? null : daysBefore(facts.firstSeenAt, createdDaysEarlier),
    }),
  );

const usernames = ['mara', 'svc-build', 'Ólafur', 'own', 'root'] as const;
const anyKey = fc.constantFrom(...usernames).map((name) => `key-${name}` as UserKey);

/** What is told of those few people: the only login, a value of one field, and one list. */
const anyTold: fc.Arbitrary<Partial<MatchContext>> = fc
  .record({
    seat: fc.constantFrom<Verdict | null>('yes', 'no', 'unknown', null),
    unsynced: fc.option(fc.array(anyKey)),
    onlyLogins: fc.option(fc.array(fc.tuple(anyKey, instant))),
    values: fc.option(fc.array(fc.tuple(anyKey, fc.constantFrom('2026-02-27', '2026-02-28', '2026-03-01', 'soon')))),
    rows: fc.option(
      fc.array(
        fc.record({
          name: fc.constantFrom('MARA', 'a@example.com', 'c@example.com', 'key-own'),
          userKey: fc.option(anyKey),
        }),
        { maxLength: 3 },
      ),
    ),
  })
  .map(({ seat, unsynced, onlyLogins, values, rows }) => ({
    seatOf: () => seat,
    unsynced: unsynced === null ? null : new Set(unsynced),
    onlyLogins: onlyLogins === null ? null : new Map(onlyLogins),
    field: () => (values === null ? null : new Map(values)),
    list: () => (rows === null ? null : makeUserList(rows)),
  }));

export const anyContext: fc.Arbitrary<MatchContext> = fc
  .tuple(
    fc.array(fc.constantFrom<GroupKnowledge>('complete', 'complete', 'unreadable', 'nesting-unread', 'missing'), {
      minLength: groupNames.length,
      maxLength: groupNames.length,
    }),
    anyTold,
  )
  .map(([known, told]) =>
    makeContext(Object.fromEntries(groupNames.map((name, index) => [name, known[index] ?? 'complete'])), told),
  );

const anyFieldQuestion = fc.constantFrom(
  { is: ['2026-*'] },
  { is: ['SOON'] },
  { before: '2026-03-01' },
  { beforeDaysAgo: 1 },
  { after: '2026-02-28' },
  { afterDaysAgo: 1 },
  { absent: true },
  { absent: false },
);

const anyLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  thresholds.map((inactiveDays) => ({ inactiveDays })),
  thresholds.map((accountOlderThanDays) => ({ neverActive: { accountOlderThanDays } })),
  thresholds.map((disabledDays) => ({ disabledDays })),
  fc.constantFrom(...groupNames).map((inGroup) => ({ inGroup })),
  fc.constantFrom('active', 'disabled').map((status) => ({ status }) as const),
  fc.constantFrom('svc-*', 'MAR?', '*').map((glob) => ({ username: [glob] })),
  fc.constantFrom('example.com', 'partner.EXAMPLE').map((domain) => ({ emailDomain: [domain] })),
  fc.constantFrom('svc-*', 'MAR?', '*').map((glob) => ({ displayName: [glob] })),
  fc.constantFrom('*@example.com', '?@PARTNER*', '*').map((glob) => ({ email: [glob] })),
  fc.subarray(['MARA', 'key-root', 'A@example.com', 'nobody']).map((users) => ({ users })),
  fc.subarray(['ldap', 'Crowd', 'Elsewhere'], { minLength: 1 }).map((directory) => ({ directory })),
  fc.boolean().map((hasSeat) => ({ hasSeat })),
  fc.boolean().map((unsynced) => ({ unsynced })),
  thresholds.map((accountOlderThanDays) => ({ loggedInOnce: { accountOlderThanDays } })),
  fc.constant({ inList: 'leavers' }),
  anyFieldQuestion.map((question) => ({ field: { key: 'contract-end', ...question } })),
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
