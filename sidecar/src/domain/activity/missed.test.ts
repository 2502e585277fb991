// What a source misses: only people others saw lately count, and only if it knew nothing of them around that time.
import { expect, it } from 'vitest';
import { makeEvidence } from './evidence.ts';
import { openMissedTally } from './missed.ts';

const readAt = '2026-03-01T12:00:00.000Z';
const daysAgo = (days: number) => new Date(Date.parse(readAt) - days * 86_400_000).toISOString();
const item = (source: string, days: number | null) =>
  makeEvidence({ source, kind: 'login', told: days === null ? null : daysAgo(days), readAt });

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
