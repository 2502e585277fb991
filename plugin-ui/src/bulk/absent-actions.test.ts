// An action is only offered where something of this Confluence can do it, and is never withheld on a guess.
import { expect, it } from 'vitest';
import { findAbsence } from './absent-actions.ts';

const absence = { code: 'host_too_old', message: 'Confluence is too old for it.' };
const ability = (present: boolean, ...unlocks: string[]) => ({
  capability: 'some',
  present,
  way: null,
  absence: present ? null : absence,
  evidence: 'GET /',
  probedAt: '2026-11-27T00:00:00.000Z',
  unlocks,
});

it('is absent with the reason that was found', () => {
  expect(findAbsence([ability(false, 'actions.disable')], 'disable')).toEqual(absence);
});

it('is there as long as one of two ways is', () => {
  const ways = [ability(false, 'actions.deleteOrDisable'), ability(true, 'actions.deleteOrDisable')];
  expect(findAbsence(ways, 'deleteOrDisable')).toBeNull();
});

it('is there where nobody was asked, and where nothing of Confluence is needed', () => {
  expect(findAbsence([], 'disable')).toBeNull();
  expect(findAbsence([ability(false, 'actions.disable')], 'moveToDirectory')).toBeNull();
});
