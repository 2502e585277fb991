// Everything a run can say has words: no code, no gap and no two things by the same name.
import { describe, expect, it } from 'vitest';
import type { Change } from '../domain/action.ts';
import type { UnknownReason } from '../domain/criteria/matches.ts';
import type { PlanRefusal, StepGuardName } from '../domain/guard/refusal.ts';
import type { UnsupportedReason } from '../domain/plan/intent.ts';
import type { Outcome, RehearsalReason, SkipReason, Verification } from '../domain/run.ts';
import { catalogue } from '../errors.ts';
import { count, countUsers } from './counts.ts';
import { wordRefusal } from './guard-words.ts';
import {
  wordDone,
  wordOutcome,
  wordReason,
  wordRehearsal,
  wordSource,
  wordUnknown,
  wordVerification,
} from './words.ts';

const unknownReasons = [
  'activity-no-source',
  'activity-not-covered',
  'activity-not-told',
  'activity-in-the-future',
  'activity-unreadable',
  'activity-source-failed',
  'activity-source-stale',
  'activity-before-coverage',
  'account-age-not-told',
  'disabled-since-not-told',
  'status-not-told',
  'email-not-told',
  'group-unreadable',
  'group-nesting-unread',
  'group-missing',
  'accounts-not-told',
  'unsynced-not-told',
  'unsynced-at-odds',
  'seat-not-known',
  'licence-not-read',
  'logins-not-counted',
  'field-missing',
  'field-not-told',
  'field-no-day',
  'field-day-open',
  'list-missing',
  'list-unmatched',
] as const satisfies readonly UnknownReason[];
const guards = [
  'own-account',
  'protected-user',
  'exempt',
  'protected-group',
  'administrator',
  'administrator-credentials',
  'last-administrator',
  'started-the-run',
  'role-group',
  'looks-like-service-account',
  'unknown-activity',
  'belongs-to-other-policy',
  'approved-in-waves',
] as const satisfies readonly StepGuardName[];
const skips = [
  'user-is-gone',
  'user-was-renamed',
  'user-not-certain',
  'status-changed',
  'group-changed',
  'earlier-step-failed',
  'earlier-step-undone',
  'criteria-no-longer-match',
  'cancelled',
  'earlier-wave',
  'carried-over',
  'too-many-failures',
  'host-stopped-answering',
  'turned-away',
] as const satisfies readonly SkipReason[];
const unsupported = [
  'not-synchronised-yet',
  'capability-absent',
  'user-not-addressable',
  'group-not-addressable',
  'name-needs-remote-api',
  'name-needs-password',
  'name-needs-open-sessions',
  'nested-membership',
  'group-missing',
  'status-not-told',
  'unsynced',
] as const satisfies readonly UnsupportedReason[];
const plainOutcomes = [
  { kind: 'applied' },
  { kind: 'already' },
  { kind: 'pending-synchronisation' },
  { kind: 'rehearsed' },
] as const satisfies readonly Outcome[];
const outcomes: readonly Outcome[] = [
  ...plainOutcomes,
  { kind: 'applied-without-effect' },
  ...skips.map((reason) => ({ kind: 'skipped', reason }) as const),
  ...guards.map((guard) => ({ kind: 'refused', guard }) as const),
  ...unsupported.map((reason) => ({ kind: 'unsupported', reason }) as const),
  ...Object.keys(catalogue).flatMap((code) => [{ kind: 'failed', code } as const, { kind: 'unknown', code } as const]),
];

/** A sentence or a part of one: no code with hyphens or underscores, nothing that was not filled in. */
function expectWords(words: string): void {
  expect(words).toMatch(/^\S.*\S$/);
  expect(words).not.toMatch(/undefined|null|NaN|\[object| {2}/);
  expect(words).not.toMatch(/(?:^|[\s:])[a-z]+(?:[-_][a-z]+){1,}$/);
  expect(words).not.toContain('!');
}

describe('words', () => {
  it('there are for every reason not to know somebody, each its own', () => {
    for (const reason of unknownReasons) expectWords(wordUnknown(reason));
    expect(new Set(unknownReasons.map(wordUnknown)).size).toBe(unknownReasons.length);
  });

  it('there are for every outcome', () => {
    for (const outcome of outcomes) expectWords(wordOutcome(outcome));
    expectWords(wordOutcome(null));
  });

  it('tell the reasons of every kind of outcome apart', () => {
    for (const kind of ['skipped', 'refused', 'unsupported'] as const) {
      const ofKind = outcomes.filter((outcome) => outcome.kind === kind);
      expect(new Set(ofKind.map(wordReason)).size).toBe(ofKind.length);
    }
    for (const outcome of plainOutcomes) expect(wordReason(outcome)).toBeNull();
  });

  it('name the exemption by its number and its end, and say where it was made for another account', () => {
    const details = { exemption: 12, endsAt: '2026-06-01T22:00:00.000Z' };
    expect(wordOutcome({ kind: 'refused', guard: 'exempt', details })).toBe(
      'left alone: exempt from all policies by exemption 12, which ends 2026-06-01',
    );
    expect(wordOutcome({ kind: 'refused', guard: 'exempt', details: { ...details, byNameAlone: true } })).toBe(
      'left alone: exempt from all policies by exemption 12, which ends 2026-06-01, by name: made for another account',
    );
  });

  it('take a guard or a code of a later version as it is', () => {
    expect(wordOutcome({ kind: 'refused', guard: 'later-guard' })).toBe('left alone: later-guard');
    expect(wordOutcome({ kind: 'failed', code: 'later_code' })).toBe('failed: Code later_code.');
  });

  it.each<[Change, string]>([
    [{ kind: 'disable' }, 'disabled'],
    [{ kind: 'enable' }, 'enabled'],
    [{ kind: 'delete' }, 'deleted'],
    [{ kind: 'add-to-group', group: 'a/b' }, 'added to a/b'],
    [{ kind: 'remove-from-group', group: 'a/b' }, 'removed from a/b'],
  ])('say of %j: %s', (change, words) => {
    expect(wordDone(change)).toBe(words);
  });

  it('there are for every read-back and every rehearsal', () => {
    const verifications = ['confirmed', 'contradicted', 'unreadable'] as const satisfies readonly Verification[];
    for (const verification of verifications) expectWords(wordVerification(verification));
    expect(wordVerification(null)).toBe('');
    const rehearsals = [
      'policy-in-test-mode',
      'process-observes',
      'asked-for-test',
      'host-not-confirmed',
    ] as const satisfies readonly RehearsalReason[];
    for (const reason of rehearsals) expectWords(wordRehearsal(reason));
  });

  it.each<[PlanRefusal, string]>([
    [
      { guard: 'user-count', details: { planned: 1, limit: 0 } },
      '1 user would be changed, the limit of the policy is 0.',
    ],
    [
      { guard: 'user-count', details: { planned: 2_412, limit: 2_000 } },
      '2,412 users would be changed, the limit of the policy is 2,000.',
    ],
    [
      { guard: 'user-percent', details: { planned: 501, usersRead: 10_000, percent: 5.01, limit: 5 } },
      '501 users would be changed, 5.01 % of 10,000; the limit is 5 %.',
    ],
    [
      {
        guard: 'impact',
        details: { soleSpaceAdministrator: 2, soleEditor: 0, personalSpace: 1, tokensInUse: 0, untold: 'tokensInUse' },
      },
      'Held because the policy asks for it: 2 users would leave a space without an administrator, and 1 user would leave a personal space behind, and it cannot be told here what the policy asks for (tokensInUse). The plan names them.',
    ],
    [
      { guard: 'privileged-changes', details: { users: 3, groups: 'admins', credentials: 2 } },
      'For 3 users this takes an administrator and a second one, who approves exactly this plan: membership of admins gives rights in the administration, and credentials of 2 administrators are touched.',
    ],
    [
      { guard: 'host-not-confirmed', details: {} },
      'This is not the Confluence that was set up, or it moved. Confirm it in user management first.',
    ],
    [
      { guard: 'exemption-unreadable', details: { groups: 'keep, vip' } },
      'The members of a protected group are not completely known: keep, vip.',
    ],
    [
      { guard: 'snapshot-too-old', details: { ageHours: 24.3, limit: 24 } },
      'What was read is 24.3 hours old, the limit is 24.',
    ],
  ])('say why a plan is held: %j', (refusal, words) => {
    expect(wordRefusal(refusal)).toBe(words);
  });

  it.each([
    ['users.list', 'complete', null, 4_876, '4,876 users'],
    ['users.activity', 'absent', 'host_capability_absent', 0, 'no last logins: this Confluence does not tell them'],
    [
      'users.activity',
      'partial',
      'host_timeout',
      200,
      '200 last logins, not complete: Confluence did not answer in time. Try again when it is less busy.',
    ],
    [
      'groups.members',
      'partial',
      'group_unreadable',
      3,
      '3 groups with their members, not complete: some could not be read',
    ],
    ['groups.list', 'failed', null, 0, 'no groups, reading failed'],
    ['audit.logins', 'absent', null, 0, 'no logins in the audit log: this Confluence does not tell them'],
    ['crowd:Company Crowd', 'complete', null, 70, '70 password checks by Company Crowd'],
    ['later.source', 'complete', null, 1, '1 later.source'],
  ])('say what was read of %s, %s', (source, state, reason, rows, words) => {
    expect(wordSource({ source, state, reason, count: rows })).toBe(words);
  });

  it('say how many people seen lately by others a source of logins missed', () => {
    const logins = { source: 'users.activity', state: 'complete', reason: null, count: 4_876 };
    expect(wordSource({ ...logins, missed: { of: 800, count: 160 } })).toBe(
      '4,876 last logins (of 800 people whom others saw in the last 30 days they miss 160)',
    );
    expect(wordSource({ ...logins, missed: { of: 1, count: 1 } })).toContain('of one person whom');
  });

  it('count in thousands and tell one from many', () => {
    expect(count(1_234_567)).toBe('1,234,567');
    expect([0, 1, 2, 1_000].map(countUsers)).toEqual(['0 users', '1 user', '2 users', '1,000 users']);
  });
});
