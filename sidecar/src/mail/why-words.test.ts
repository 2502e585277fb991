// One sentence for one user: what decided, and what stands in the way.
import { expect, it } from 'vitest';
import { makeContext, makePerson, type PersonFacts } from '../../../test/support/people.ts';
import type { Criteria } from '../domain/criteria/leaves.ts';
import { matches } from '../domain/criteria/matches.ts';
import type { Disposition } from '../domain/plan/plan.ts';
import { wordStep, wordWhy } from './why-words.ts';

const criteria: Criteria = { all: [{ status: 'active' }, { email: ['*@example.com'] }] };
const planned: Disposition = { kind: 'planned' };
const refused: Disposition = { kind: 'refused', guard: 'protected-group' };
const unsupported: Disposition = { kind: 'unsupported', reason: 'group-missing' };

it.each<[PersonFacts, Disposition, string]>([
  [{}, planned, 'Meant: active, e-mail address matches *@example.com. Would be changed.'],
  [{}, refused, 'Meant: active, e-mail address matches *@example.com. Left alone: protected by a group.'],
  [{}, unsupported, 'Meant: active, e-mail address matches *@example.com. Left alone: the group does not exist.'],
  [{}, { kind: 'already' }, 'Meant: active, e-mail address matches *@example.com. Nothing is left to do.'],
  [{ status: 'disabled' }, planned, 'Not meant: disabled.'],
  [
    { email: null },
    planned,
    'Left alone, because whether the user is meant is not certain: not known: their e-mail address is not known.',
  ],
])('of %j, of whom a change is %j', (facts, disposition, words) => {
  const trace = matches(criteria, makePerson(facts), makeContext());
  expect(wordWhy({ trace, steps: [{ change: { kind: 'disable' }, disposition }], stage: null }, 'UTC')).toBe(words);
});

it('says of each change what would become of it', () => {
  expect(wordStep({ change: { kind: 'disable' }, disposition: planned })).toBe('disabled: would be done');
  expect(wordStep({ change: { kind: 'disable' }, disposition: refused })).toBe(
    'disabled: left alone: protected by a group',
  );
});
