// What the reader of policy files says about mistakes, with the line and column where somebody has to look.
import fc from 'fast-check';
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

/** The sound policy with one passage replaced. */
function withChange(from: string, to: string): string {
  const text = sound.replace(from, to);
  if (text === sound) throw new Error(`"${from}" does not stand in the sound policy`);
  return text;
}

test('a policy may wait for an event, `on` being a key and no yes, and have a precedence', () => {
  const waiting = withChange(
    'schedule:\n  cron: 30 2 * * MON\n',
    'precedence: 10\non: { event: login, everyMinutes: 15 }\n',
  );
  expect(readPolicyText(waiting, { defaultZone: 'UTC' })).toMatchObject({
    definition: { precedence: 10, on: { event: 'login', everyMinutes: 15 } },
  });
  const faulty = waiting.replace('everyMinutes: 15', 'everyMinutes: 0').replace('precedence: 10', 'precedence: first');
  expect(faultsOf(faulty)).toEqual([
    expect.stringContaining('precedence: must be a whole number from 1 to 10000'),
    expect.stringContaining('on.everyMinutes: must be a whole number from 1 to 10080'),
  ]);
});

test('unsynced users are asked for like anybody else', () => {
  const text = withChange('- inactiveDays: 90', '- unsynced: true');
  expect(readPolicyText(text, { defaultZone: 'Europe/Berlin' })).toMatchObject({
    definition: { criteria: { all: [{ unsynced: true }, expect.anything()] } },
  });
  expect(faultsOf(withChange('- inactiveDays: 90', '- unsynced: 1'))).toEqual([
    expect.stringContaining('criteria.all[0].unsynced: '),
  ]);
});

test('a sound policy is read, what it leaves out is filled in', () => {
  expect(readPolicyText(sound, { defaultZone: 'Europe/Berlin' })).toMatchObject({
    definition: {
      policy: 'idle-users',
      name: 'Idle users',
      schedule: { cron: '30 2 * * MON', zone: 'Europe/Berlin', missed: 'run-once' },
      criteria: { all: [{ inactiveDays: 90 }, { not: { inGroup: 'keepers' } }] },
      actions: [{ removeFromGroups: ['confluence-users'] }, 'disable'],
      limits: { maxPercent: 5, snapshotMaxAgeHours: 24 },
      protect: { users: [], groups: [] },
      report: { to: [] },
    },
  });
});

test('taking the licence is an action that names no group', () => {
  const text = withChange('removeFromGroups: [confluence-users]', 'takeLicence');
  expect(readPolicyText(text, { defaultZone: 'UTC' })).toMatchObject({
    definition: { actions: ['takeLicence', 'disable'] },
  });
  expect(faultsOf(withChange('removeFromGroups: [confluence-users]', 'takeLicence\n  - takeLicence'))).toEqual([
    expect.stringContaining('"takeLicence" stands here twice'),
  ]);
});

test('deleting where possible is an action, the last one, and not beside a plain delete', () => {
  const withLast = (action: string) => withChange('disable', action);
  expect(readPolicyText(withLast('deleteOrDisable'), { defaultZone: 'UTC' })).toMatchObject({
    definition: { actions: [{ removeFromGroups: ['confluence-users'] }, 'deleteOrDisable'] },
  });
  expect(faultsOf(withLast('deleteOrDisable\n  - disable'))).toEqual([
    expect.stringContaining('"deleteOrDisable" must be the last action'),
  ]);
  expect(faultsOf(withLast('deleteOrDisable\n  - delete'))).toEqual([
    expect.stringContaining('"deleteOrDisable" must be the last action'),
    expect.stringContaining('exclude each other'),
  ]);
});

describe('a policy file is refused at the place of the fault:', () => {
  test.each([
    [
      'an unknown key, with the one that was meant',
      'inactiveDays',
      'inactivDays',
      'p.yaml:7:7 criteria.all[0].inactivDays: unknown key, did you mean "inactiveDays"',
    ],
    [
      'a field of the schedule forgotten, with what all of them are',
      '30 2 * * MON',
      '"0 2 * *"',
      'p.yaml:4:9 schedule.cron: must have at least 9 characters, has 7. Five fields: minute, hour, day of month, month',
    ],
    [
      'an empty zone, with what may stand there',
      'MON',
      'MON\n  zone: ""',
      'p.yaml:5:9 schedule.zone: must not be empty. IANA zone',
    ],
    [
      'a value behind an action that takes none, with how it is written',
      '- disable',
      '- disable: true',
      '"disable" takes nothing: write "- disable" alone, without a colon',
    ],
    [
      '31 February',
      '30 2 * * MON',
      '0 0 31 2 *',
      'p.yaml:4:9 schedule.cron: day of month never fires: there is no day 31 in FEB; allowed: 1 to 29',
    ],
    [
      'an unknown zone, with near ones',
      'MON',
      'MON\n  zone: Europe/Berln',
      'p.yaml:5:9 schedule.zone: "Europe/Berln" is not a known time zone; allowed are IANA names such as Europe/Berlin',
    ],
    [
      'a wrong type',
      '90',
      'ninety',
      'p.yaml:7:21 criteria.all[0].inactiveDays: must be a whole number from 1 to 36500, not "ninety"',
    ],
    [
      'a group that looks like a number',
      'keepers',
      '2024',
      'p.yaml:9:18 criteria.all[1].not.inGroup: must be text, not a number; write it in quotes: "2024"',
    ],
    [
      'a criterion with two keys',
      '90',
      '90\n      status: active',
      'p.yaml:7:7 criteria.all[0]: must have exactly one key, found inactiveDays, status',
    ],
    ['a missing key', 'name: Idle users\n', '', 'p.yaml:1:1 name: is missing'],
    ['a key without a value', 'name: Idle users', 'name:', 'p.yaml:2:6 name: must be text, not nothing'],
    [
      'a key that stands twice',
      'name: Idle users',
      'name: Idle\nname: Users',
      'p.yaml:3:1 this key stands here a second time',
    ],
    [
      'a second document',
      'actions:',
      '---\nactions:',
      'p.yaml:10:1 a second document starts here; one file holds one policy',
    ],
    [
      'an alias',
      'name: Idle users',
      'name: &x Idle\ndescription: *x',
      'p.yaml:3:14 description: aliases are not allowed',
    ],
    [
      'a bad short name',
      'idle-users',
      'Idle Users',
      'p.yaml:1:9 policy: "Idle Users" is not allowed here. Lower case letters and digits',
    ],
    [
      'disable beside enable',
      '- disable',
      '- enable\n  - disable',
      'p.yaml:13:5 actions[2]: "enable" and "disable" exclude each other',
    ],
    [
      'a move beside another action',
      '- disable',
      '- disable\n  - moveToDirectory: { from: A, to: B }',
      'p.yaml:13:5 actions[2]: a move or copy must be the only action of its policy',
    ],
    [
      'a move to where the account is',
      '- disable',
      '- copyToDirectory: { from: Crowd, to: CROWD }',
      'p.yaml:12:5 actions[1]: source and target are the same directory',
    ],
    [
      'an answer that is neither yes nor no',
      '- disable',
      '- moveToDirectory: { from: A, to: B, mailPasswordReset: maybe }',
      'mailPasswordReset: must be true or false, not "maybe"',
    ],
    ['an action twice', '- disable', '- disable\n  - disable', 'p.yaml:13:5 actions[2]: "disable" stands here twice'],
    [
      'delete before something else',
      '- disable',
      '- delete\n  - disable',
      'p.yaml:12:5 actions[1]: "delete" must be the last action',
    ],
    [
      'a group added and removed',
      '- disable',
      '- addToGroups: [Confluence-Users]',
      'p.yaml:12:5 actions[1]: the group "Confluence-Users" is both added and removed',
    ],
    [
      'an unknown action',
      '- disable',
      '- disabel',
      'p.yaml:12:5 actions[1]: "disabel" is not allowed here, did you mean "disable"',
    ],
    [
      'a bad mail address',
      'actions:',
      'report: { to: ["Ann <ann@example.org>"] }\nactions:',
      'p.yaml:10:16 report.to[0]: "Ann <ann@example.org>" is not a mail address',
    ],
    ['an unclosed quote', 'Idle users', '"Idle', 'p.yaml:13:1 a quotation mark before this is never closed'],
  ])('%s', (_title, from, to, sentence) => {
    expect(faultsOf(withChange(from, to))[0]).toContain(sentence);
  });

  test('criteria nested deeper than ten levels', () => {
    const nest = (levels: number) => `criteria: ${'{ not: '.repeat(levels)}{ status: active }${' }'.repeat(levels)}\n`;
    const head = 'policy: deep\nname: Deep\nactions: [disable]\n';
    expect(faultsOf(head + nest(9))).toEqual([]);
    expect(faultsOf(head + nest(10))).toEqual([expect.stringContaining('is nested deeper than 10 levels')]);
  });

  test('empty combinations', () => {
    const text = 'policy: a\nname: A\nactions: [disable]\ncriteria:\n  any:\n    - all: []\n';
    expect(faultsOf(text)).toEqual(['p.yaml:6:12 criteria.any[0].all: must not be an empty list']);
    expect(faultsOf('')).toEqual(['p.yaml is empty; a policy starts with the keys policy and name']);
  });

  test('and every fault is told at once, in the order of the text', () => {
    const text = withChange('name: Idle users', 'name: 7').replace('30 2', '61 25').replace('- disable', '- vanish');
    expect(faultsOf(text).map((line) => line.split(':').slice(1, 3).join(':').split(' ')[0])).toEqual([
      '2:7',
      '4:9',
      '4:9',
      '12:5',
    ]);
  });
});

test('no text at all makes the reader throw', () => {
  const piece = fc.constantFrom(
    'policy: a\n',
    'name: b\n',
    '- ',
    '  ',
    '[',
    '{',
    '}',
    ': ',
    '"',
    '&a ',
    '*a ',
    '!!set ',
    '? ',
    '\n',
    '---\n',
    '%',
    '\t',
    '\u0000',
    '<<: ',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
  );
  fc.assert(fc.property(text, (one) => faultsOf(one).length > 0));
  for (const open of ['[', '{a: ', '- ', '? ']) expect(faultsOf(open.repeat(10_000)).length).toBeGreaterThan(0);
});
