// Stages of a policy file: what is read, and every refusal with the line and column where somebody has to look.
import { describe, expect, test } from 'vitest';
import { printFault } from './fault.ts';
import { readPolicyText } from './read-text.ts';

const sound = `policy: idle-users
name: Idle users
schedule:
  cron: 30 2 * * MON
criteria:
  all:
    - inactiveDays: 90
    - not:
        inGroup: keepers
actions:
  - removeFromGroups: [confluence-users]
  - disable
`;

function faultsOf(text: string): string[] {
  const read = readPolicyText(text, { defaultZone: 'Europe/Berlin' });
  return 'faults' in read ? read.faults.map((fault) => printFault({ file: 'p.yaml', ...fault })) : [];
}

describe('stages', () => {
  const staged = sound.replace(
    /actions:[\s\S]*$/,
    `stages:
  - name: warning
    afterDays: 0
    warn: { ask: helpdesk@example.com }
  - afterDays: 14
    actions: [takeLicence]
  - name: gone
    afterDays: 60
    actions: [delete]
`,
  );
  const changed = (from: string, to: string) => {
    if (!staged.includes(from)) throw new Error(`"${from}" does not stand in the staged policy`);
    return faultsOf(staged.replace(from, to));
  };

  test('are read in place of actions, a missing name filled in by the place', () => {
    expect(readPolicyText(staged, { defaultZone: 'UTC' })).toMatchObject({
      definition: {
        actions: [],
        stages: [
          { name: 'warning', afterDays: 0, warn: { ask: 'helpdesk@example.com' } },
          { name: 'stage 2', afterDays: 14, actions: ['takeLicence'] },
          { name: 'gone', afterDays: 60, actions: ['delete'] },
        ],
      },
    });
  });

  test.each([
    [
      'days that do not grow',
      'afterDays: 14',
      'afterDays: 0',
      'p.yaml:14:16 stages[1].afterDays: must be more than the 0',
    ],
    [
      'a deletion without a warning',
      'warn: { ask: helpdesk@example.com }',
      'actions: [disable]',
      'p.yaml:18:14 stages[2].actions: deletes without a warning',
    ],
    [
      'a deletion before the end',
      'actions: [takeLicence]',
      'actions: [delete]',
      'p.yaml:15:14 stages[1].actions: deletes before the last stage',
    ],
    ['an unknown key', 'name: gone', 'title: gone', 'p.yaml:16:5 stages[2].title: unknown key'],
    [
      'a stage with both',
      'actions: [takeLicence]',
      'actions: [takeLicence]\n    warn: {}',
      'p.yaml:14:5 stages[1]: a stage has either actions or warn',
    ],
    [
      'a stage with neither',
      '    actions: [takeLicence]\n',
      '',
      'p.yaml:14:5 stages[1]: a stage has either actions or warn',
    ],
    ['the same name twice', 'name: gone', 'name: stage 2', 'p.yaml:16:11 stages[2].name: another stage is called'],
    [
      'actions that fight',
      'actions: [takeLicence]',
      'actions: [disable, enable]',
      'p.yaml:15:24 stages[1].actions[1]: "disable" and "enable" exclude',
    ],
    ['a policy with both', 'stages:', 'actions: [disable]\nstages:', 'stages: a policy has either actions or stages'],
    ['an event', 'schedule:\n  cron: 30 2 * * MON', 'on: { event: login }', 'stages go by days'],
  ])('are refused with their place for %s', (_what, from, to, fault) => {
    expect(changed(from, to)).toContainEqual(expect.stringContaining(fault));
  });

  test('or actions must be there', () => {
    expect(faultsOf(sound.replace(/actions:[\s\S]*$/, ''))).toEqual([
      expect.stringContaining('a policy has either actions or stages'),
    ]);
  });
});
