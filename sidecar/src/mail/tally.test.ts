// The figures of a mail: every user once, by the worst that became of them, with reasons that add up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disableStep, leaveGroupStep } from '../../../test/support/reports.ts';
import type { ReportedUser } from '../domain/report.ts';
import type { Outcome, Verification } from '../domain/run.ts';
import { figuresOf } from './figures.ts';
import { partOf, parts, rankOf, tallyUsers } from './tally.ts';

const outcome = fc.constantFrom<Outcome | null>(
  null,
  { kind: 'applied' },
  { kind: 'already' },
  { kind: 'rehearsed' },
  { kind: 'pending-synchronisation' },
  { kind: 'applied-without-effect' },
  { kind: 'skipped', reason: 'cancelled' },
  { kind: 'skipped', reason: 'user-is-gone' },
  { kind: 'refused', guard: 'administrator' },
  { kind: 'unsupported', reason: 'capability-absent' },
  { kind: 'failed', code: 'host_timeout' },
  { kind: 'unknown', code: 'interrupted' },
);
const step = fc
  .tuple(outcome, fc.constantFrom<Verification | null>(null, 'confirmed', 'unreadable', 'contradicted'))
  .map(([one, verification]) => disableStep(one, one?.kind === 'applied' ? verification : null));
const users: fc.Arbitrary<Pick<ReportedUser, 'steps'>[]> = fc.array(
  fc.record({ steps: fc.array(step, { maxLength: 3 }) }),
  { maxLength: 12 },
);
const endings = fc.constantFrom('completed', 'quarantined', 'failed', 'cancelled');

describe('the tally of a run', () => {
  it('counts everybody once, and their reasons no more than once', () => {
    fc.assert(
      fc.property(users, (all) => {
        const tally = tallyUsers(all);
        expect(parts.reduce((sum, part) => sum + tally[part].users, 0)).toBe(all.length);
        for (const part of parts) {
          const explained = tally[part].reasons.reduce((sum, reason) => sum + reason.users, 0);
          expect([0, tally[part].users]).toContain(explained);
          const counts = tally[part].reasons.map((reason) => reason.users);
          expect(counts).toEqual(counts.toSorted((one, other) => other - one));
        }
      }),
    );
  });

  it.each([
    ['failed', [leaveGroupStep({ kind: 'applied' }), disableStep({ kind: 'failed', code: 'host_timeout' })]],
    ['unknown', [leaveGroupStep({ kind: 'applied' }), disableStep({ kind: 'unknown', code: 'interrupted' })]],
    [
      'contradicted',
      [leaveGroupStep({ kind: 'applied' }, 'contradicted'), disableStep({ kind: 'applied' }, 'confirmed')],
    ],
    [
      'without-effect',
      [leaveGroupStep({ kind: 'applied' }), disableStep({ kind: 'applied-without-effect' }, 'contradicted')],
    ],
    ['open', [leaveGroupStep({ kind: 'applied' }), disableStep(null)]],
    [
      'changed',
      [leaveGroupStep({ kind: 'applied' }), disableStep({ kind: 'unsupported', reason: 'capability-absent' })],
    ],
    ['changed', [leaveGroupStep({ kind: 'applied' }), disableStep({ kind: 'skipped', reason: 'cancelled' })]],
    [
      'skipped',
      [
        leaveGroupStep({ kind: 'refused', guard: 'administrator' }),
        disableStep({ kind: 'skipped', reason: 'cancelled' }),
      ],
    ],
    ['rehearsed', [leaveGroupStep({ kind: 'rehearsed' }), disableStep({ kind: 'already' })]],
    ['refused', [leaveGroupStep({ kind: 'refused', guard: 'administrator' }), disableStep({ kind: 'already' })]],
    [
      'unsupported',
      [leaveGroupStep({ kind: 'already' }), disableStep({ kind: 'unsupported', reason: 'nested-membership' })],
    ],
    ['already', [leaveGroupStep({ kind: 'already' })]],
    ['already', []],
  ])('counts as %s', (part, steps) => {
    expect(partOf({ steps }).part).toBe(part);
  });

  it.each([
    ['confirmed by reading back', 'confirmed', 'confirmed'],
    ['could not be read back', 'confirmed', 'unreadable'],
    ['not read back', 'unreadable', null],
  ] as const)('says of changes: %s', (words, first, second) => {
    const steps = [leaveGroupStep({ kind: 'applied' }, first), disableStep({ kind: 'applied' }, second)];
    expect(partOf({ steps: [...steps, disableStep({ kind: 'already' })] })).toEqual({ part: 'changed', reason: words });
  });

  it('knows whether anything was or may have been changed', () => {
    const touched = (...steps: ReportedUser['steps']) => tallyUsers([{ steps }]).touched;
    expect(touched(disableStep({ kind: 'unknown', code: 'interrupted' }))).toBe(1);
    expect(touched(disableStep({ kind: 'applied' }, 'contradicted'))).toBe(1);
    expect(touched(leaveGroupStep({ kind: 'applied' }), disableStep({ kind: 'failed', code: 'host_timeout' }))).toBe(1);
    expect(touched(disableStep({ kind: 'failed', code: 'host_timeout' }), disableStep({ kind: 'rehearsed' }))).toBe(0);
  });

  it('names trouble before what went well', () => {
    const failed = rankOf({ steps: [disableStep({ kind: 'failed', code: 'host_timeout' })] });
    const changed = rankOf({ steps: [disableStep({ kind: 'applied' })] });
    const already = rankOf({ steps: [disableStep({ kind: 'already' })] });
    expect([already, failed, changed].sort((one, other) => one - other)).toEqual([failed, changed, already]);
  });
});

describe('the rows of figures', () => {
  it('add up to everybody, none of them hollow, in a bar that is not overfull', () => {
    fc.assert(
      fc.property(users, fc.constantFrom(1, 10_000), endings, (some, many, ending) => {
        const [first] = some;
        const all = first === undefined ? [] : [...some, ...Array.from({ length: many }, () => first)];
        const figures = figuresOf({ ending }, tallyUsers(all));
        expect(figures.reduce((sum, figure) => sum + Number(figure.users.replace(',', '')), 0)).toBe(all.length);
        for (const { users: counted, percent, reasons } of figures) {
          expect(counted).not.toBe('0');
          expect(percent).toBeGreaterThanOrEqual(1);
          if (reasons.length > 1) for (const reason of reasons) expect(reason.users).toMatch(/^[1-9]/);
        }
        expect(figures.reduce((sum, figure) => sum + figure.percent, 0)).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('tell a plan that is held from one that was not carried out', () => {
    const tally = tallyUsers([{ steps: [disableStep(null)] }]);
    expect(figuresOf({ ending: 'quarantined' }, tally)).toMatchObject([{ label: 'would be changed, held' }]);
    expect(figuresOf({ ending: 'failed' }, tally)).toMatchObject([{ label: 'not done' }]);
  });

  it('give one reason that holds for all no number of its own, and several reasons theirs', () => {
    const refusedBy = (guard: string) => ({ steps: [disableStep({ kind: 'refused', guard })] });
    const [one] = figuresOf(
      { ending: 'completed' },
      tallyUsers([refusedBy('administrator'), refusedBy('administrator')]),
    );
    expect(one?.reasons).toEqual([{ users: null, words: 'an administrator' }]);
    const [two] = figuresOf(
      { ending: 'completed' },
      tallyUsers([refusedBy('administrator'), refusedBy('protected-user')]),
    );
    expect(two?.reasons.map((reason) => reason.users)).toEqual(['1', '1']);
  });

  it('begin with what was done', () => {
    const all = [
      { steps: [disableStep({ kind: 'already' })] },
      { steps: [disableStep({ kind: 'failed', code: 'host_timeout' })] },
      { steps: [disableStep(null)] },
      { steps: [disableStep({ kind: 'applied' })] },
    ];
    expect(figuresOf({ ending: 'failed' }, tallyUsers(all)).map((figure) => figure.label)).toEqual([
      'changed',
      'not done',
      'a change failed',
      'as wanted already',
    ]);
  });
});
