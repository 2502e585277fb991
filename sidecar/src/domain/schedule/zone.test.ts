// Which names of zones are known, and what their wall clocks show.
import { expect, test } from 'vitest';
import { dayBeganAt, isKnownZone, wallTimeAt } from './zone.ts';

test.each(['Europe/Berlin', 'Asia/Kathmandu', 'UTC', 'Australia/Lord_Howe'])('knows the zone %s', (zone) => {
  expect(isKnownZone(zone)).toBe(true);
});

test.each([
  ['UTC', '2026-03-01T12:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  ['Europe/Berlin', '2026-03-01T22:59:00.000Z', '2026-02-28T23:00:00.000Z'],
  ['Europe/Berlin', '2026-03-01T23:00:00.000Z', '2026-03-01T23:00:00.000Z'],
  ['Africa/Cairo', '2026-04-24T12:00:00.000Z', '2026-04-23T22:00:00.000Z'],
])('the day of %s at %s began at %s, also where its midnight is skipped', (zone, instant, began) => {
  expect(dayBeganAt(zone, instant)).toBe(began);
});

test.each(['Europe/Berln', '+02:00', '', 'Mars/Olympus', '../etc'])('does not know the zone %j', (zone) => {
  expect(isKnownZone(zone)).toBe(false);
});

test('shows the wall time of an instant, down to the minute', () => {
  expect(wallTimeAt('Asia/Kathmandu', '2026-02-28T20:14:59.999Z')).toBe('2026-03-01T01:59');
  expect(wallTimeAt('America/New_York', '2026-07-01T04:00:00.000Z')).toBe('2026-07-01T00:00');
});
