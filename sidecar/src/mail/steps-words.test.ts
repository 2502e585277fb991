// What happened to one user, line by line, for every outcome a step can have.
import { describe, expect, it } from 'vitest';
import { disableStep, leaveGroupStep } from '../../../test/support/reports.ts';
import type { Change } from '../domain/action.ts';
import type { Outcome, Verification } from '../domain/run.ts';
import { wordSteps } from './steps-words.ts';

describe('the lines of a user', () => {
  it.each<[Outcome | null, Verification | null, string]>([
    [{ kind: 'applied' }, null, 'disabled'],
    [{ kind: 'applied' }, 'confirmed', 'disabled'],
    [{ kind: 'applied' }, 'contradicted', 'disabled, but reading back says otherwise'],
    [{ kind: 'applied' }, 'unreadable', 'disabled, could not be read back'],
    [
      { kind: 'applied-without-effect' },
      null,
      'disabled, without effect: the user is still active, most likely by an account in another directory',
    ],
    [{ kind: 'pending-synchronisation' }, null, 'disabled, waiting for the directory to synchronise'],
    [{ kind: 'already' }, null, 'already disabled'],
    [{ kind: 'rehearsed' }, null, 'would be disabled'],
    [{ kind: 'skipped', reason: 'user-is-gone' }, null, 'left alone: the user is gone'],
    [{ kind: 'refused', guard: 'administrator' }, null, 'left alone: an administrator'],
    [
      { kind: 'unsupported', reason: 'capability-absent' },
      null,
      'cannot be disabled: this Confluence has no way to do it',
    ],
    [
      { kind: 'failed', code: 'host_forbidden' },
      null,
      'not disabled: Confluence refused. Check the rights of the service account.',
    ],
    [
      { kind: 'unknown', code: 'host_forbidden' },
      null,
      'not known whether disabled: Confluence refused. Check the rights of the service account.',
    ],
    [null, null, 'not disabled'],
  ])('for %j and %s', (outcome, verification, line) => {
    expect(wordSteps([disableStep(outcome, verification)], 'completed')).toEqual([line]);
  });

  it('say of a plan that is held what would be', () => {
    expect(wordSteps([leaveGroupStep(null), disableStep(null)], 'quarantined')).toEqual([
      'would be removed from confluence-users',
      'would be disabled',
    ]);
  });

  it.each<[Change, string]>([
    [{ kind: 'add-to-group', group: 'staff' }, 'already in staff'],
    [{ kind: 'remove-from-group', group: 'staff' }, 'not in staff anyway'],
    [{ kind: 'enable' }, 'already enabled'],
    [{ kind: 'take-licence' }, 'takes no seat of the licence anyway'],
  ])('say of %j that was so already: %s', (change, line) => {
    expect(wordSteps([{ change, outcome: { kind: 'already' }, verification: null }], 'completed')).toEqual([line]);
  });

  it.each([
    ['own-grant', 'Global permissions'],
    ['grants-not-known', 'UM_LICENCE_GROUPS'],
  ])('say of a licence that cannot be taken (%s) the way out', (reason, way) => {
    const outcome: Outcome = { kind: 'unsupported', reason };
    const [line] = wordSteps([{ change: { kind: 'take-licence' }, outcome, verification: null }], 'completed');
    expect(line).toMatch(/^cannot be freed of the licence: /);
    expect(line).toContain(way);
  });

  it('say one reason for several steps once', () => {
    const outcome: Outcome = { kind: 'refused', guard: 'administrator' };
    expect(wordSteps([leaveGroupStep(outcome), disableStep(outcome)], 'completed')).toEqual([
      'left alone: an administrator',
    ]);
  });

  it('say so where there is nothing to do', () => {
    expect(wordSteps([], 'completed')).toEqual(['nothing to do']);
  });
});

it('says of somebody disabled in place of a deletion why that could not be', () => {
  const disposition = { kind: 'planned', insteadOf: 'delete', reason: 'capability-absent' } as const;
  const step = { ...disableStep({ kind: 'applied' }), disposition };
  expect(wordSteps([step], 'completed')).toEqual([
    'disabled (instead of deleted: this Confluence has no way to do it)',
  ]);
});
