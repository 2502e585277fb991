// What outcomes make of a place on the timeline: only a stage that wholly came about moves anybody on.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change } from '../action.ts';
import type { Outcome, Verification } from '../run.ts';
import { advanceStanding } from './advance.ts';
import type { PlannedStage, StageDecision } from './stage.ts';

const at = '2026-03-01T00:00:00.000Z';
const due: StageDecision = { kind: 'due', stage: 'licence', afterDays: 14, again: null };

function planned(decision: StageDecision): PlannedStage {
  return {
    standing: null,
    decision,
    watchedFrom: at,
    activity: { state: 'never', source: 'x', readAt: at },
    left: { statusBefore: null, groups: [] },
    takesOver: [],
    resetBy: null,
    warnedBefore: false,
  };
}

const anyOutcome = fc.constantFrom<Outcome | null>(
  { kind: 'applied' },
  { kind: 'already' },
  { kind: 'pending-synchronisation' },
  { kind: 'applied-without-effect' },
  { kind: 'skipped', reason: 'cancelled' },
  { kind: 'refused', guard: 'exempt' },
  { kind: 'unsupported', reason: 'nested-grant' },
  { kind: 'failed', code: 'host_error' },
  { kind: 'unknown', code: 'host_error' },
  { kind: 'rehearsed' },
  null,
);
const anyStep = fc.record({
  change: fc.constantFrom<Change>({ kind: 'disable' }, { kind: 'remove-from-group', group: 'wiki' }, { kind: 'warn' }),
  outcome: anyOutcome,
  verification: fc.constantFrom<Verification | null>(null, 'confirmed', 'contradicted', 'unreadable'),
});

describe('a place on the timeline', () => {
  it('moves on only when all of the stage is as wanted and no reading contradicts it', () => {
    const wanted = ['applied', 'already', 'pending-synchronisation'];
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 4 }), (steps) => {
        const advance = advanceStanding({ stage: planned(due), statusBefore: 'active', steps, at });
        const whole = steps.every(
          ({ outcome, verification }) => wanted.includes(outcome?.kind ?? '') && verification !== 'contradicted',
        );
        expect(advance?.reached != null).toBe(whole);
        if (!whole) expect(advance?.warns ?? false).toBe(false);
      }),
    );
  });

  it('remembers what a stage did even where it was not reached', () => {
    const steps = [
      { change: { kind: 'remove-from-group', group: 'wiki' }, outcome: { kind: 'applied' }, verification: null },
      { change: { kind: 'disable' }, outcome: { kind: 'failed', code: 'host_error' }, verification: null },
    ] as const;
    expect(advanceStanding({ stage: planned(due), statusBefore: 'active', steps, at })).toMatchObject({
      reached: null,
      left: { statusBefore: null, groups: ['wiki'] },
    });
  });

  it('opens while the first stage is not due, and stays where it is while a later one is not', () => {
    const waiting = planned({ kind: 'waiting', stage: 'warning', dueAt: at });
    const asked = { statusBefore: 'active', steps: [], at } as const;
    expect(advanceStanding({ ...asked, stage: waiting })).toMatchObject({ reached: null });
    const standing = {
      id: 1,
      openedAt: at,
      watchedFrom: at,
      reached: null,
      warning: { state: 'none' },
      warnedVersion: null,
      email: null,
      activity: waiting.activity,
      left: waiting.left,
    } as const;
    expect(advanceStanding({ ...asked, stage: { ...waiting, standing } })).toBeNull();
  });

  it('ends with a deletion', () => {
    const steps = [{ change: { kind: 'delete' }, outcome: { kind: 'applied' }, verification: 'confirmed' }] as const;
    const advance = advanceStanding({ stage: planned(due), statusBefore: 'disabled', steps, at });
    expect(advance).toMatchObject({ closes: 'deleted', reached: { stage: 'licence' } });
  });
});
