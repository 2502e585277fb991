// What the command line says of a run that is under way or over, in words.
import { expect, it } from 'vitest';
import type { RunDocument } from '../../contract/runs.ts';
import { describeRun } from './describe-run.ts';

const run: RunDocument = {
  id: 12,
  policyId: 'leavers',
  policyVersion: 3,
  trigger: { kind: 'by-hand', by: 'mara' },
  mode: 'live',
  rehearsalReason: null,
  state: 'requested',
  ending: null,
  failure: null,
  snapshotId: null,
  cancelRequestedBy: null,
  pausedBy: null,
  requestedAt: '2026-03-02T02:00:00.000Z',
  startedAt: null,
  finishedAt: null,
};

it('calls a run completed only once it is over, not while it still reads back or writes its report', () => {
  expect(describeRun({ ...run, state: 'verifying', ending: 'completed' })).toBe(
    'run 12 of leavers, live, by-hand by mara: verifying',
  );
  expect(describeRun({ ...run, state: 'finished', ending: 'completed' })).toBe(
    'run 12 of leavers, live, by-hand by mara: completed',
  );
  expect(describeRun(run)).toBe('run 12 of leavers, live, by-hand by mara: requested');
});
