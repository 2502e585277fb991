// What a run that is over came to, in words for a terminal.
import { expect, it } from 'vitest';
import type { RunDetailDocument } from '../../contract/runs.ts';
import { describeOutcomes } from './describe-outcomes.ts';

type Steps = RunDetailDocument['counts']['steps'];

function describe(steps: Steps, changes: Partial<RunDetailDocument['run']> = {}): string {
  const run: RunDetailDocument['run'] = {
    id: 12,
    policyId: 'leavers',
    policyVersion: 3,
    trigger: { kind: 'by-hand', by: 'mara' },
    mode: 'live',
    rehearsalReason: null,
    state: 'finished',
    ending: 'completed',
    failure: null,
    snapshotId: 1,
    cancelRequestedBy: null,
    pausedBy: null,
    requestedAt: '2026-03-02T02:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    ...changes,
  };
  return describeOutcomes({ run, counts: { steps, users: {}, verified: {}, skipped: {}, refused: {} } });
}

it('says of a run that is completed and changed nothing that it changed nothing, and why', () => {
  expect(describe({ failed: 10, skipped: 30 })).toBe('; steps: 0 applied, 10 failed, 30 skipped');
});

it('says what was done first, and of a rehearsal what was rehearsed', () => {
  expect(describe({ already: 2, applied: 8, refused: 1 })).toBe('; steps: 8 applied, 1 refused, 2 already');
  expect(describe({ rehearsed: 8, refused: 1 }, { mode: 'test' })).toBe('; steps: 8 rehearsed, 1 refused');
});

it('says nothing while a run is under way or its plan is held', () => {
  expect(describe({ applied: 3, open: 5 }, { state: 'executing', ending: null })).toBe('');
  expect(describe({ open: 5 }, { ending: 'quarantined' })).toBe('');
});
