// Which runs are worth a mail: trouble always is, a change where it is asked for, and an uneventful night never by itself.
import { expect, it } from 'vitest';
import { makeReport } from '../../../test/support/reports.ts';
import type { Report } from './report.ts';
import { gathersReports, wantsReport } from './report-when.ts';

const nothing: Report['outcomes'] = { users: { already: 5 }, steps: { already: 5 }, verified: {} };
const quiet = makeReport({ outcomes: nothing });
const words = (report: Report) =>
  (['always', 'on-change', 'on-trouble'] as const).map((when) => wantsReport(when, report));

it('tells of a run in which nothing happened only where every run is wanted', () => {
  expect(words(quiet)).toEqual([true, false, false]);
});

it.each(['applied', 'pending-synchronisation', 'rehearsed'] as const)(
  'tells of users who are %s as a change',
  (outcome) => {
    expect(words(makeReport({ outcomes: { ...nothing, users: { [outcome]: 1 } } }))).toEqual([true, true, false]);
  },
);

it.each([
  ['that was held', { ending: 'quarantined' }],
  ['that failed', { ending: 'failed' }],
  ['that somebody cancelled', { ending: 'cancelled' }],
  ['with a failed step', { outcomes: { ...nothing, users: { failed: 1 } } }],
  ['with a step of which nothing is known', { outcomes: { ...nothing, users: { unknown: 1 } } }],
  ['with a change without effect', { outcomes: { ...nothing, users: { 'applied-without-effect': 1 } } }],
  ['with a step that was not done', { outcomes: { ...nothing, users: { open: 1 } } }],
  ['contradicted by reading back', { outcomes: { ...nothing, verified: { contradicted: 1 } } }],
  ['that left users alone after too many failures', { outcomes: { ...nothing, skipped: { 'too-many-failures': 1 } } }],
  ['that was turned away at its own sign-in', { outcomes: { ...nothing, skipped: { 'turned-away': 1 } } }],
  ['since which changes came undone', { rebounds: { unknown: 1 } }],
] as const)('tells of a run %s as trouble', (_what, changes) => {
  expect(words(makeReport({ outcomes: nothing, ...(changes as Partial<Report>) }))).toEqual([true, true, true]);
});

it('gathers every run of a week, whatever it says, and mails none of them by itself but a plan that waits for a person', () => {
  const reports = [quiet, makeReport(), makeReport({ ending: 'failed' }), makeReport({ ending: 'cancelled' })];
  for (const report of [...reports, makeReport({ ending: 'quarantined', mode: 'test' })]) {
    expect(wantsReport('weekly', report)).toBe(false);
  }
  expect(wantsReport('weekly', makeReport({ ending: 'quarantined' }))).toBe(true);
  expect((['always', 'on-change', 'on-trouble', 'weekly'] as const).map(gathersReports)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
