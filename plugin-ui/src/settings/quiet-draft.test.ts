// Quiet times are edited as rows; what is sent says exactly what the rows mean.
import { expect, it } from 'vitest';
import { closeDraft, newFreeze, newWeekly, openDraft, replaceAt, toggleDay } from './quiet-draft.ts';

it('begins empty in the zone of the reader, and nothing quiet is sent as nothing', () => {
  const draft = openDraft(null, 'Europe/Berlin');
  expect(draft).toEqual({ zone: 'Europe/Berlin', weekly: [], freezes: [] });
  expect(closeDraft(draft)).toBeNull();
});

it('keeps what holds until it is edited', () => {
  const held = { zone: 'UTC', weekly: [newWeekly], freezes: [newFreeze('2026-12-24')] };
  expect(closeDraft(openDraft(held, 'Europe/Berlin'))).toEqual(held);
});

it('leaves a row out that no day is left in', () => {
  const emptied = [1, 2, 3, 4, 5].reduce(toggleDay, newWeekly);
  expect(emptied.days).toEqual([]);
  expect(closeDraft({ zone: 'UTC', weekly: [emptied], freezes: [] })).toBeNull();
});

it('keeps days in their order, whichever is chosen first', () => {
  expect(toggleDay(toggleDay({ ...newWeekly, days: [6] }, 7), 1).days).toEqual([1, 6, 7]);
});

it('replaces one row, or takes it away', () => {
  expect(replaceAt(['a', 'b', 'c'], 1, 'x')).toEqual(['a', 'x', 'c']);
  expect(replaceAt(['a', 'b', 'c'], 1, null)).toEqual(['a', 'c']);
});
