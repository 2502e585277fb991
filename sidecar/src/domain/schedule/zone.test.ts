// Which names of zones are known, and what their wall clocks show.
import { expect, test } from 'vitest';
import { isKnownZone, wallTimeAt } from './zone.ts';

test.each(['Europe/Berlin', 'Asia/Kathmandu', 'UTC', 'Australia/Lord_Howe'])('knows the zone %s', (zone) => {
  expect(isKnownZone(zone)).toBe(true);
});

test.each(['Europe/Berln', '+02:00', '', 'Mars/Olympus', '../etc'])('does not know the zone %j', (zone) => {
  expect(isKnownZone(zone)).toBe(false);
});

test('shows the wall time of an instant, down to the minute', () => {
  expect(wallTimeAt('Asia/Kathmandu', '2026-02-28T20:14:59.999Z')).toBe('2026-03-01T01:59');
  expect(wallTimeAt('America/New_York', '2026-07-01T04:00:00.000Z')).toBe('2026-07-01T00:00');
});
