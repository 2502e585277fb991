// Groups of a policy against the groups that exist.
import { expect, test } from 'vitest';
import { checkGroups } from './check-groups.ts';
import { locateNothing } from './fault.ts';
import { readPolicyText } from './read-text.ts';

const text = `policy: contractors
name: Contractors
criteria:
  any:
    - inGroup: Contractors
    - not: { inGroup: staf }
actions:
  - removeFromGroups: [wiki-users]
protect:
  groups: [admins]
`;

function read() {
  const reading = readPolicyText(text, { defaultZone: 'UTC' });
  if ('faults' in reading) throw new Error('the policy is not sound');
  return reading;
}

test('names every group that does not exist, where it stands, with names that look like it', () => {
  const { definition, locate } = read();
  expect(checkGroups(definition, ['contractors', 'staff', 'wiki-user', 'admins'], locate)).toEqual({
    warnings: [],
    faults: [
      {
        path: 'criteria.any[1].not.inGroup',
        line: 6,
        column: 23,
        message:
          'there is no group "staf"; allowed are groups that exist, nearest names first: "staff", "admins", "contractors"',
      },
      {
        path: 'actions[0].removeFromGroups[0]',
        line: 8,
        column: 24,
        message: expect.stringContaining(
          'there is no group "wiki-users"; allowed are groups that exist, nearest names first: "wiki-user"',
        ),
      },
    ],
  });
});

test('compares names as Confluence does, without regard to case', () => {
  const { definition, locate } = read();
  const known = ['CONTRACTORS', 'Staf', 'Wiki-Users', 'Admins'];
  expect(checkGroups(definition, known, locate)).toEqual({ faults: [], warnings: [] });
});

test('says to sync first where Confluence was never read', () => {
  const { definition } = read();
  expect(checkGroups(definition, 'never-read', locateNothing).warnings).toMatchObject([
    {
      message:
        'Confluence was never read; sync first, so that these names of groups can be checked: Contractors, staf, wiki-users, admins',
    },
  ]);
});

test('warns and refuses nothing while groups cannot be read', () => {
  const { definition } = read();
  expect(checkGroups(definition, 'not-now', locateNothing)).toEqual({
    faults: [],
    warnings: [
      {
        path: 'criteria.any[0].inGroup',
        message:
          'the groups cannot be read now, so these names were not checked: Contractors, staf, wiki-users, admins',
      },
    ],
  });
});
