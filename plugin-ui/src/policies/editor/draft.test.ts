// The text of a policy is the policy, and text that is none never becomes one; faults stand where they belong.
import { describe, expect, it } from 'vitest';
import { ApiFault } from '../../api.ts';
import { kindOf, turnAction } from './actions.ts';
import { beginPolicy, readLines, readText, withLimit, writeText } from './draft.ts';
import { faultsAt } from './faults.tsx';

const policy = beginPolicy('Idle', 'Europe/Berlin');

describe('the text of a policy', () => {
  it('reads back as the policy it was written from', () => {
    expect(readText(writeText(policy))).toEqual({ policy });
  });

  it.each([
    '',
    '[]',
    'null',
    '{"policy":"a","name":"b"}',
    '{"policy":"a","name":"b","criteria":{"all":[1]}}',
    '{"policy":"a","name":"b","criteria":{"status":"active"},"actions":{}}',
    '{"policy":"a","name":"b","criteria":{"status":"active"},"schedule":{"cron":5}}',
  ])('that is no policy is told as such: %s', (text) => {
    expect(readText(text)).toEqual({ fault: expect.any(String) });
  });
});

describe('a policy being edited', () => {
  it('loses a limit whose field is emptied and keeps the others', () => {
    const limited = withLimit(policy, 'maxUsers', 20);
    expect(limited.limits).toEqual({ maxPercent: 5, maxUsers: 20 });
    expect(withLimit(limited, 'maxPercent', undefined).limits).toEqual({ maxUsers: 20 });
  });

  it('keeps the groups of an action when it is turned around', () => {
    const turned = turnAction({ addToGroups: ['a', 'b, c'] }, 'removeFromGroups');
    expect([kindOf(turned), turned]).toEqual(['removeFromGroups', { removeFromGroups: ['a', 'b, c'] }]);
    expect(turnAction(turned, 'disable')).toBe('disable');
  });

  it('takes names one a line, each once', () => {
    expect(readLines(' keep \n\nstaff, all\nkeep')).toEqual(['keep', 'staff, all']);
  });
});

describe('the faults of a policy', () => {
  const at = (path: string) => ({ path, message: 'is wrong' });
  const fault = new ApiFault('policy_invalid', {
    details: [at('criteria.all[1].inGroup'), at('schedule.cron'), at('actions[0]'), at('protect.users'), at('name')],
  });

  it('stand in the section they belong to, and nowhere twice', () => {
    const paths = (['who', 'what', 'when', 'limits', 'whole'] as const).map((section) =>
      faultsAt(fault, section).map(({ path }) => path),
    );
    expect(paths).toEqual([
      ['criteria.all[1].inGroup'],
      ['actions[0]'],
      ['schedule.cron'],
      ['protect.users'],
      ['name'],
    ]);
  });
});
