// What comes next, so that nobody wonders: after a plan that waits, a rehearsal, and a run that did not do all of it.
import { expect, it } from 'vitest';
import { makeReport } from '../../../test/support/reports.ts';
import type { NextWave } from '../domain/waves.ts';
import { wordNext } from './next-words.ts';

const held = { ending: 'quarantined', approvalEndsAt: '2026-03-08T01:06:41.870Z' } as const;

it('says until when a held plan can be approved, by the clock of the reader', () => {
  expect(wordNext(makeReport(held), 'Europe/Berlin')).toBe(
    'Nobody is changed unless somebody approves the plan for 287 users in the console; otherwise it lapses on Sunday, 8 March 2026 at 02:06 (Europe/Berlin).',
  );
});

it('asks nobody to approve what was held in a rehearsal', () => {
  const report = makeReport({ ...held, mode: 'test', rehearsalReason: 'policy-in-test-mode' });
  expect(wordNext(report, 'UTC')).toBe(
    'Nobody is changed until the policy is switched to live. A live run would be held in the same way and wait for an approval.',
  );
});

it('names the next run, or that there is none, and how many are left for it', () => {
  expect(wordNext(makeReport(), 'UTC')).toBe('No further run is planned.');
  const { outcomes } = makeReport();
  const carried = { nextRunAt: '2026-03-02T02:00:00.000Z', outcomes: { ...outcomes, skipped: { 'carried-over': 1 } } };
  expect(wordNext(makeReport(carried), 'UTC')).toBe(
    '1 user is left for the next run. The next run is due on Monday, 2 March 2026 at 02:00 (UTC).',
  );
});

it('of a wave says when the next one comes, what would end them before, and how many users are left, and takes the schedule of the policy for no wave', () => {
  const { outcomes } = makeReport();
  const carried = { ...outcomes, skipped: { 'carried-over': 200 } };
  const wave = {
    outcomes: carried,
    wavesLeft: { users: 200, next: { kind: 'due', at: '2026-03-02T01:00:00.000Z' }, editEnds: true } as const,
  };
  const unless = 'unless the policy is edited in what it decides before.';
  const said = '200 users of the approved plan are left for the next waves: the next one is due on ';
  expect(wordNext(makeReport(wave), 'UTC')).toBe(`${said}Monday, 2 March 2026 at 01:00 (UTC), ${unless}`);
  const owed = { wavesLeft: { ...wave.wavesLeft, editEnds: false } };
  expect(wordNext(makeReport(owed), 'UTC')).toBe(`${said}Monday, 2 March 2026 at 01:00 (UTC).`);
  expect(wordNext(makeReport({ ...wave, nextRunAt: '2026-04-01T02:00:00.000Z' }), 'UTC')).toBe(
    `${said}Monday, 2 March 2026 at 01:00 (UTC), ${unless} The schedule of the policy itself is due next on Wednesday, 1 April 2026 at 02:00 (UTC).`,
  );
});

it.each<[string, NextWave, string]>([
  [
    'begins at once where its time has passed',
    { kind: 'at-once' },
    'is left for the next waves: the next one is due already, and begins as soon as nothing holds it back.',
  ],
  [
    'waits while everything is stopped',
    { kind: 'when-started-again' },
    'is left for the next waves: everything is stopped, and none comes before the stop is lifted.',
  ],
  [
    'waits while nothing is done live',
    { kind: 'when-live' },
    'is left for the next waves: none comes before the policy and this product act live again.',
  ],
  [
    'does not come where the approval ends before',
    { kind: 'never', why: 'expired' },
    'is left, and no wave comes to them: the approval ends before another one could begin. What is left takes a new plan.',
  ],
  [
    'does not come where the policy was changed',
    { kind: 'never', why: 'policy-changed' },
    'is left, and no wave comes to them: the policy was edited in what it decides, or taken out of use. What is left takes a new plan, and an approval of its own.',
  ],
])('of a wave says that the next one %s', (_, next, words) => {
  expect(wordNext(makeReport({ wavesLeft: { users: 1, next, editEnds: true } }), 'UTC')).toBe(
    `1 user of the approved plan ${words}`,
  );
});
