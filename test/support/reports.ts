// Reports and their users for tests of mails: one factory for each, and the kinds of runs an administrator hears of.
import type { LeafTrace, Trace } from '../../sidecar/src/domain/criteria/matches.ts';
import type { Report, ReportedUser } from '../../sidecar/src/domain/report.ts';
import type { Outcome, Verification } from '../../sidecar/src/domain/run.ts';
import type { UserKey, Username } from '../../sidecar/src/domain/user.ts';

type Step = ReportedUser['steps'][number];

const plan = {
  digest: 'c0d41e2ab96f5b17f0c3a3d6f9f2f1e7b8d05a4c6e1f3b2a907d8c6b5a4f3e21',
  summary: { usersRead: 4_876, matched: 412, unknown: 131, planned: 287, already: 94, refused: 23, unsupported: 8 },
  unknownByReason: { 'activity-not-covered': 119, 'activity-in-the-future': 2, 'group-unreadable': 14 },
  refusals: [],
} satisfies NonNullable<Report['plan']>;

/** A live run of a policy that changed 287 users. */
export function makeReport(changes: Partial<Report> = {}): Report {
  return {
    runId: 118,
    policy: { id: 'inactive-90-days', name: 'Inactive for 90 days', version: 3 },
    mode: 'live',
    rehearsalReason: null,
    trigger: { kind: 'schedule', tick: '2026-03-01T02:00' },
    ending: 'completed',
    failure: null,
    requestedAt: '2026-03-01T01:00:04.120Z',
    finishedAt: '2026-03-01T01:06:41.870Z',
    host: { url: 'https://wiki.example.com', version: '10.2.1' },
    snapshot: {
      takenAt: '2026-03-01T01:00:05.000Z',
      sources: [
        { source: 'users.list', state: 'complete', reason: null, count: 4_876 },
        { source: 'users.activity', state: 'complete', reason: null, count: 4_314 },
        { source: 'groups.list', state: 'complete', reason: null, count: 212 },
        { source: 'groups.members', state: 'partial', reason: 'group_unreadable', count: 212 },
      ],
    },
    plan,
    outcomes: {
      users: { applied: 287, already: 94, refused: 23, unsupported: 8 },
      steps: { applied: 574, already: 188, refused: 46, unsupported: 16 },
      verified: { confirmed: 574 },
    },
    ...changes,
  };
}

const inactiveLeaf: LeafTrace = {
  leaf: 'inactiveDays',
  argument: 90,
  verdict: 'yes',
  facts: {
    lastActivityAt: '2025-10-09T08:12:00.000Z',
    days: 143,
    kind: 'login',
    source: 'users.activity',
    readAt: '2026-03-01T01:00:05.000Z',
  },
};

/** Inactive, in the licence group, active, and not in "keep": the trace of the sample policy. */
export const inactiveTrace: Trace = {
  combine: 'all',
  verdict: 'yes',
  children: [
    inactiveLeaf,
    {
      leaf: 'inGroup',
      argument: 'confluence-users',
      verdict: 'yes',
      facts: { group: 'confluence-users', direct: true },
    },
    { leaf: 'status', argument: 'active', verdict: 'yes', facts: { status: 'active' } },
    {
      combine: 'not',
      verdict: 'yes',
      children: [{ leaf: 'inGroup', argument: 'keep', verdict: 'no', facts: { group: 'keep' } }],
    },
  ],
};

export const disableStep = (outcome: Outcome | null, verification: Verification | null = null): Step => ({
  change: { kind: 'disable' },
  outcome,
  verification,
});

export const leaveGroupStep = (outcome: Outcome | null, verification: Verification | null = null): Step => ({
  change: { kind: 'remove-from-group', group: 'confluence-users' },
  outcome,
  verification,
});

/** Somebody whose licence was to be taken and whose login was to end. */
export function makeReported(username: string, changes: Partial<ReportedUser> = {}): ReportedUser {
  return {
    userKey: `key-${username}` as UserKey,
    username: username as Username,
    displayName: username,
    fate: 'planned',
    before: {
      status: 'active',
      email: `${username}@example.com`,
      displayName: username,
      directGroups: ['confluence-users', 'marketing'],
    },
    trace: inactiveTrace,
    notes: [],
    steps: [leaveGroupStep({ kind: 'applied' }, 'confirmed'), disableStep({ kind: 'applied' }, 'confirmed')],
    ...changes,
  };
}

/** The users as the store hands them over: one after the other. */
export async function* hand(entries: readonly ReportedUser[]): AsyncGenerator<ReportedUser> {
  yield* entries;
}

/** The ugliest names of a large company. */
export const uglyNames: readonly (readonly [username: string, displayName: string])[] = [
  ['mara.lindqvist', 'Mara Lindqvist'],
  ['olafur', 'Ólafur Arnalds'],
  ['o’neill+wiki', 'Siobhán O’Neill <external> & "friends"'],
  ['ahmad', 'أحمد عبد الرحمن'],
  ['wang.xiaoming', '王小明'],
  ['build bot', 'Build_Bot=SUM(A1:A9)'],
  [
    'maximiliane.freifrau.von.und.zu.hohenstein-waldburg@contractors.example.net',
    'Maximiliane Freifrau von und zu Hohenstein-Waldburg-Zeil',
  ],
  ['flip', 'evil\u202etxt.exe'],
  ['two\nlines', 'Two\r\nLines'],
  ['<script>alert(1)</script>', '{{constructor}}'],
];
