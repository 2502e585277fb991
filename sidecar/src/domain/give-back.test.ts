// What an undo of one user's part has come to, as a link that gives access back may tell it.
import { expect, it } from 'vitest';
import { judgeGiving } from './give-back.ts';
import type { Outcome } from './run.ts';

const applied: Outcome = { kind: 'applied' };
const already: Outcome = { kind: 'already' };
const failed: Outcome = { kind: 'failed', code: 'host_unreachable' };
const refused: Outcome = { kind: 'refused', guard: 'protected' };
const unsupported = (reason: string): Outcome => ({ kind: 'unsupported', reason });

it.each([
  ['given', 'a change is in force, whatever became of the others', [failed, applied]],
  ['given', 'it is not known whether one is', [{ kind: 'unknown', code: 'host_timeout' }]],
  ['not-yet', 'Confluence has not read the directory', [already, unsupported('not-synchronised-yet')]],
  ['not-yet', 'the directory did not answer', [unsupported('directory-unreadable')]],
  ['not-yet', 'a call failed', [failed]],
  ['not-yet', 'the run was stopped', [{ kind: 'skipped', reason: 'cancelled' }]],
  ['nothing-left', 'everything was as before', [already, already]],
  ['nothing-left', 'nothing was planned', []],
  ['refused', 'a guard refused', [refused, failed]],
  ['refused', 'nothing brings the user back', [unsupported('user-is-gone-for-good')]],
] as const satisfies readonly (readonly [string, string, readonly Outcome[]])[])(
  '%s where %s',
  (giving, _why, outcomes) => {
    expect(judgeGiving(outcomes)).toBe(giving);
  },
);
