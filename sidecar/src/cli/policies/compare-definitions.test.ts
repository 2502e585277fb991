// What differs between two versions of a policy: places, lists, and what comes or goes.
import { expect, it } from 'vitest';
import type { PolicyDocument } from '../../contract/policies.ts';
import { compareDefinitions, sayDifference } from './compare-definitions.ts';

const idle: PolicyDocument = {
  policy: 'idle',
  name: 'Idle',
  criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'staff' }] },
  actions: ['disable'],
  protect: { users: ['mara', 'li'] },
};
const say = (after: PolicyDocument) => compareDefinitions(idle, after).map(sayDifference);

it('finds nothing between a policy and itself, whatever the order of its keys', () => {
  const { name, policy, ...rest } = idle;
  expect(say({ ...rest, name, policy })).toEqual([]);
});

it.each<[string, Partial<PolicyDocument>, string[]]>([
  ['a value', { name: 'Idle users' }, ['name: "Idle" becomes "Idle users"']],
  [
    'a value inside a list',
    { criteria: { all: [{ inactiveDays: 120 }, { inGroup: 'staff' }] } },
    ['criteria.all[0].inactiveDays: 90 becomes 120'],
  ],
  [
    'a condition that comes',
    { criteria: { all: [{ inactiveDays: 90 }, { inGroup: 'staff' }, { status: 'active' }] } },
    ['criteria.all: gains {"status":"active"}'],
  ],
  ['names of a list', { protect: { users: ['li', 'ada'] } }, ['protect.users: gains "ada" and loses "mara"']],
  [
    'the order of a list',
    { protect: { users: ['li', 'mara'] } },
    ['protect.users: ["mara","li"] becomes ["li","mara"]'],
  ],
  ['a part that comes', { limits: { maxUsers: 5 } }, ['limits is added: {"maxUsers":5}']],
])('tells %s by its place', (_what, change, said) => {
  expect(say({ ...idle, ...change })).toEqual(said);
});

it('tells a part that goes', () => {
  const { protect: _protect, ...rest } = idle;
  expect(say(rest)).toEqual(['protect goes: it was {"users":["mara","li"]}']);
});
