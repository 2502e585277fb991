// What a source misses: only people others saw lately count, and only if it knew nothing of them around that time.
import { expect, it } from 'vitest';
import { makeEvidence } from './evidence.ts';
import { openMissedTally } from './missed.ts';

const readAt = '2026-03-01T12:00:00.000Z';
const daysAgo = (days: number) => new Date(Date.parse(readAt) - days * 86_400_000).toISOString();
const item = (source: string, days: number | null) =>
  makeEvidence({ source, kind: 'login', told: days === null ? null : daysAgo(days), readAt });

it('counts of those who changed content lately, each source by itself, whom it knew nothing recent about', () => {
  const tally = openMissedTally(['logins', 'log'], readAt);
  tally.add([item('logins', 2)], daysAgo(1));
  tally.add([item('logins', 60), item('log', 3)], daysAgo(5));
  tally.add([], daysAgo(20));
  tally.add([item('log', 100)], daysAgo(40));
  tally.add([item('logins', 3)]);
  expect(tally.figuresOf('logins').editors).toEqual({ seen: 3, missed: 2 });
  expect(tally.figuresOf('log').editors).toEqual({ seen: 3, missed: 2 });
});

it('says nothing of editors where nobody told of any', () => {
  const tally = openMissedTally(['logins'], readAt);
  tally.add([item('logins', 2)]);
  expect(tally.figuresOf('logins')).toEqual({ recentElsewhere: 0, missed: 0 });
});

it('counts people seen lately elsewhere, and of them those the source knows nothing recent about', () => {
  const tally = openMissedTally(['logins', 'log'], readAt);
  tally.add([item('logins', 200), item('log', 3)]);
  tally.add([item('logins', null), item('log', 3)]);
  tally.add([item('log', 29)]);
  tally.add([item('logins', 20), item('log', 3)]);
  tally.add([item('logins', 200), item('log', 100)]);
  tally.add([item('logins', 5)]);
  expect(tally.figuresOf('logins')).toEqual({ recentElsewhere: 4, missed: 3 });
  expect(tally.figuresOf('log')).toEqual({ recentElsewhere: 2, missed: 1 });
  expect(tally.figuresOf('nothing')).toEqual({ recentElsewhere: 0, missed: 0 });
});
