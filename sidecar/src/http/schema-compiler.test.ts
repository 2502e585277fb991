// What a refused body is told: the place, and the words that may stand there.
import Type from 'typebox';
import { expect, it } from 'vitest';
import { compileSchema } from './schema-compiler.ts';

it.each([
  ['the only word', Type.Literal('test'), 'must be one of test'],
  ['words one by one', Type.Union([Type.Literal('run-once'), Type.Literal('skip')]), 'must be one of run-once, skip'],
  ['a list of words', Type.Enum(['test', 'live']), 'must be one of test, live'],
])('names %s that may stand at a place', (_what, mode, message) => {
  const schema = Type.Object({ mode }, { additionalProperties: false });
  const check = compileSchema({ schema, method: 'POST', url: '/runs', httpPart: 'body' });
  expect(check({ mode: 'other' })).toMatchObject({
    error: { code: 'bad_request', details: [{ path: 'mode', message }] },
  });
});
