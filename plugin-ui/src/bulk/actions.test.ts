// What the form of a bulk action makes of its fields.
import { expect, it } from 'vitest';
import { readAction } from './actions.ts';

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

it('takes groups one a line, each once, with commas in their names', () => {
  expect(readAction('addToGroups', formOf({ groups: ' a, b \n\nc\na, b' }))).toEqual({ addToGroups: ['a, b', 'c'] });
  expect(readAction('removeFromGroups', formOf({ groups: 'x' }))).toEqual({ removeFromGroups: ['x'] });
});

it('names both directories of a move and of a copy', () => {
  const form = formOf({ from: 'Old', to: 'New' });
  expect(readAction('moveToDirectory', form)).toEqual({ moveToDirectory: { from: 'Old', to: 'New' } });
  expect(readAction('copyToDirectory', form)).toEqual({ copyToDirectory: { from: 'Old', to: 'New' } });
});

it('is the bare word where nothing else is to be said', () => {
  expect(readAction('disable', formOf({}))).toBe('disable');
});
