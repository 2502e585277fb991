// The first words of a mail, for every ending in both modes: numbers first, no hollow count, nothing that is not so.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disableStep, makeReport } from '../../../test/support/reports.ts';
import type { Report } from '../domain/report.ts';
import type { Outcome, RehearsalReason, RunEnding, Verification } from '../domain/run.ts';
import { headlineOf, subjectOf } from './headline.ts';
import { tallyUsers } from './tally.ts';

type Users = readonly (readonly [count: number, outcome: Outcome | null, verification?: Verification])[];

const applied: Outcome = { kind: 'applied' };
const rehearsed: Outcome = { kind: 'rehearsed' };
const failed: Outcome = { kind: 'failed', code: 'host_timeout' };
const unclear: Outcome = { kind: 'unknown', code: 'interrupted' };
const skipped: Outcome = { kind: 'skipped', reason: 'cancelled' };
const tallyOf = (users: Users) =>
  tallyUsers(
    users.flatMap(([count, outcome, verification = null]) =>
      Array.from({ length: count }, () => ({ steps: [disableStep(outcome, verification)] })),
    ),
  );

const basePlan = makeReport().plan;
function planOf(summary: Partial<NonNullable<Report['plan']>['summary']>): Report['plan'] {
  return basePlan === null ? null : { ...basePlan, summary: { ...basePlan.summary, ...summary } };
}

interface Told {
  readonly mode?: Report['mode'];
  readonly ending?: RunEnding;
  readonly plan?: Report['plan'];
  readonly why?: RehearsalReason;
  readonly users?: Users;
}

function tell({ mode = 'live', ending = 'completed', plan, why, users = [] }: Told) {
  const rehearsalReason = why ?? (mode === 'test' ? 'policy-in-test-mode' : null);
  const report = makeReport({ mode, ending, rehearsalReason, ...(plan === undefined ? {} : { plan }) });
  const tally = tallyOf(users);
  return [
    subjectOf(report, tally).replace(' – Inactive for 90 days (run 118)', ''),
    headlineOf(report, tally).replace('412 of 4,876 users match. 131 more are unknown and were left out. ', '… '),
  ];
}

const nobody = planOf({ matched: 0, unknown: 0, planned: 0 });
const nobodyKnown = planOf({ matched: 0, unknown: 4_514, planned: 0 });

describe('subject and headline', () => {
  it.each<[Told, string, string]>([
    [{ users: [[287, applied]] }, '287 users changed', '… 287 users were changed.'],
    [{ users: [[1, applied]] }, '1 user changed', '… 1 user was changed.'],
    [{ plan: nobody }, 'No user changed', 'None of 4,876 users matches. Nothing was changed.'],
    [
      { plan: nobodyKnown },
      'No user changed, 4,514 unknown',
      'None of 4,876 users matches. 4,514 are unknown and were left out. Nothing was changed.',
    ],
    [
      {
        users: [
          [280, applied],
          [3, failed],
          [1, unclear],
          [1, applied, 'contradicted'],
        ],
      },
      '280 users changed, trouble with 5',
      '… 280 users were changed. For 3 users a change failed. For 1 user it is not known whether a change was done. For 1 user a change was done and does not read back so.',
    ],
    [
      { users: [[2, failed]] },
      'No user changed, trouble with 2',
      '… Nothing was changed. For 2 users a change failed.',
    ],
    [
      { users: [[1, unclear]] },
      'No user changed, trouble with 1',
      '… For 1 user it is not known whether a change was done.',
    ],
    [
      { mode: 'test', users: [[287, rehearsed]] },
      'TEST: 287 users would be changed',
      '… 287 users would be changed. This was a rehearsal, because the policy is in test mode: nothing was changed.',
    ],
    [
      { mode: 'test', why: 'process-observes', plan: nobodyKnown },
      'TEST: No user would be changed, 4,514 unknown',
      'None of 4,876 users matches. 4,514 are unknown and were left out. This was a rehearsal, because user management is in observe mode: nothing was changed.',
    ],
    [
      { ending: 'quarantined', users: [[287, null]] },
      'Held, 287 users would be changed',
      '… The plan to change 287 users is held. Nothing was changed.',
    ],
    [
      { mode: 'test', ending: 'quarantined', users: [[287, null]] },
      'TEST: Held, 287 users would be changed',
      '… The plan to change 287 users is held. Nothing was changed.',
    ],
    [{ ending: 'failed', plan: null }, 'Not done', 'This run could not be carried out. Nothing was changed.'],
    [
      { mode: 'test', ending: 'failed', plan: null },
      'TEST: Not done',
      'This run could not be carried out. Nothing was changed.',
    ],
    [
      {
        ending: 'failed',
        users: [
          [120, applied],
          [167, null],
        ],
      },
      'Broken off, 120 users changed',
      '… This run broke off: 120 users were changed, 167 were not.',
    ],
    [
      {
        ending: 'failed',
        users: [
          [1, applied],
          [1, null],
        ],
      },
      'Broken off, 1 user changed',
      '… This run broke off: 1 user was changed, 1 was not.',
    ],
    [
      {
        ending: 'failed',
        users: [
          [1, unclear],
          [5, null],
        ],
      },
      'Broken off, no user changed',
      '… This run broke off. For 1 user it is not known whether a change was done.',
    ],
    [
      {
        ending: 'cancelled',
        users: [
          [120, applied],
          [167, skipped],
        ],
      },
      'Cancelled, 120 users changed',
      '… This run was cancelled: 120 users were changed, 167 left alone.',
    ],
    [{ ending: 'cancelled', plan: null }, 'Cancelled, no user changed', 'This run was cancelled. Nothing was changed.'],
    [
      {
        mode: 'test',
        ending: 'cancelled',
        users: [
          [5, rehearsed],
          [5, skipped],
        ],
      },
      'TEST: Cancelled',
      '… This run was cancelled. Nothing was changed.',
    ],
  ])('of %j', (told, subject, headline) => {
    expect(tell(told)).toEqual([subject, headline]);
  });

  it.each([
    [1, 1, 1, '1 of 1 user matches. 1 more is unknown and was left out.'],
    [1, 0, 10, '1 of 10 users matches. '],
    [0, 1, 1, 'None of 1 user matches. 1 is unknown and was left out.'],
  ])('count %i matched and %i unknown of %i', (matched, unknown, usersRead, words) => {
    const report = makeReport({ plan: planOf({ matched, unknown, usersRead }) });
    expect(headlineOf(report, tallyOf([[1, applied]]))).toContain(words);
  });

  it('never say that nothing was changed when something was or may have been', () => {
    const outcome = fc.constantFrom(applied, failed, unclear, skipped, null, { kind: 'already' } as const);
    const users = fc.array(fc.tuple(fc.constantFrom(1, 2), outcome), { maxLength: 5 });
    const endings = fc.constantFrom('completed', 'failed', 'cancelled');
    fc.assert(
      fc.property(endings, users, (ending, some) => {
        const touched = some.some(([, one]) => one === applied || one === unclear);
        const headline = headlineOf(makeReport({ ending }), tallyOf(some));
        expect(headline.includes('Nothing was changed')).toBe(!touched);
        expect(headline).not.toMatch(/\b0\b|undefined|NaN| {2}/);
      }),
    );
  });

  it('say that a run takes back another, and which', () => {
    const trigger = { kind: 'undo', by: 'mara', of: 117, people: null } as const;
    const tally = tallyOf([]);
    expect(subjectOf(makeReport({ trigger }), tally)).toMatch(/^Undo of run 117: /);
    expect(subjectOf(makeReport({ trigger, mode: 'test' }), tally)).toMatch(/^TEST: Undo of run 117: /);
    expect(subjectOf(makeReport(), tally)).not.toContain('Undo');
  });

  it('stay on one line whatever the policy is called', () => {
    const name = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(name, (policyName) => {
        const report = makeReport({ policy: { id: 'a', version: 1, name: `${policyName}\r\nBcc: a@b.example\u2028` } });
        expect(subjectOf(report, tallyOf([]))).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});
