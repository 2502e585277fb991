// Policies that came as objects: the same faults without a place, and whatever is valid survives the way through YAML.
import fc from 'fast-check';
import Value from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type CriteriaDocument, CriteriaSchema } from '../../contract/criteria.ts';
import { type PolicyDocument, PolicySchema } from '../../contract/policies.ts';
import { checkPolicyShape } from './check-shape.ts';
import { documentOf, readPolicyObject } from './read-object.ts';
import { readPolicyText, readPolicyTexts } from './read-text.ts';
import { writePolicyText, writePolicyTexts } from './write-text.ts';

const options = { defaultZone: 'Europe/Berlin' };
const name = fc
  .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
  .filter((text) => /^[^\p{Cc}]*\S[^\p{Cc}]*$/u.test(text));
const days = fc.integer({ min: 1, max: 36_500 });
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/);
const someNames = fc.array(name, { minLength: 1, maxLength: 3 });

const leaf: fc.Arbitrary<CriteriaDocument> = fc.oneof(
  fc.record({ inactiveDays: days }),
  fc.record({ neverActive: fc.record({ accountOlderThanDays: days }) }),
  fc.record({ disabledDays: days }),
  fc.record({ inGroup: name }),
  fc.record({ status: fc.constantFrom('active' as const, 'disabled' as const) }),
  fc.record({ username: fc.array(name, { minLength: 1, maxLength: 3 }) }),
  fc.record({ emailDomain: fc.array(fc.domain(), { minLength: 1, maxLength: 3 }) }),
  fc.record({ displayName: someNames }),
  fc.record({ email: someNames }),
  fc.record({ users: someNames }),
  fc.record({ directory: someNames }),
  fc.record({ hasSeat: fc.boolean() }),
  fc.record({ loggedInOnce: fc.record({ accountOlderThanDays: days }) }),
  fc.record({ inList: slug }),
  fc.record({
    field: fc
      .tuple(
        slug,
        fc.oneof(
          fc.record({ is: someNames }),
          fc.record({ before: fc.constantFrom('2026-12-31', '2024-02-29') }),
          fc.record({ beforeDaysAgo: fc.nat({ max: 36_500 }) }),
          fc.record({ after: fc.constant('2026-01-01') }),
          fc.record({ afterDaysAgo: fc.nat({ max: 36_500 }) }),
          fc.record({ absent: fc.boolean() }),
        ),
      )
      .map(([key, question]) => ({ key, ...question })),
  }),
);
const criteria = fc.letrec<{ tree: CriteriaDocument }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    leaf,
    fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
})).tree;

const policy: fc.Arbitrary<PolicyDocument> = fc.record(
  {
    policy: fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/),
    name,
    description: fc.string({ maxLength: 200 }),
    schedule: fc
      .record(
        {
          cron: fc.constantFrom('30 2 * * *', '0 0 29 2 *', '*/5 1-3 * * MON-FRI'),
          zone: fc.constantFrom('UTC', 'Asia/Kathmandu'),
        },
        { requiredKeys: ['cron'] },
      )
      .chain((schedule) =>
        schedule.cron === '30 2 * * *'
          ? fc
              .option(
                fc.record({
                  days: fc.integer({ min: 2, max: 366 }),
                  from: fc.constantFrom('2026-11-30', '2024-02-29'),
                }),
                { nil: undefined },
              )
              .map((every) => (every === undefined ? schedule : { ...schedule, every }))
          : fc.constant(schedule),
      ),
    criteria,
    actions: fc.constantFrom<NonNullable<PolicyDocument['actions']>>(
      ['disable'],
      [{ removeFromGroups: ['a', 'b/c'] }, 'disable', { addToGroups: ['ü'] }],
      ['enable'],
      ['disable', 'delete'],
      ['resetPassword'],
      [{ moveToDirectory: { from: 'A', to: 'B' } }],
      [{ copyToDirectory: { from: 'A', to: 'ü', missingGroups: 'create', mailPasswordReset: true } }],
    ),
    limits: fc.record(
      { maxUsers: fc.integer({ min: 1, max: 9999 }), maxPercent: fc.integer({ min: 0, max: 100 }) },
      { requiredKeys: [] },
    ),
    protect: fc.record({ users: fc.array(name), groups: fc.array(name) }, { requiredKeys: [] }),
    report: fc.constantFrom({}, { to: ['ann@example.org', 'o.neill+um@mail.example.org'] }),
  },
  { requiredKeys: ['policy', 'name', 'criteria', 'actions'] },
);

const line = name.map((text) => text.slice(0, 40).trim()).filter((text) => text.length > 0);
const rare: fc.Arbitrary<Partial<PolicyDocument>> = fc.record(
  {
    precedence: fc.integer({ min: 1, max: 10_000 }),
    includeAdministrators: fc.array(name, { maxLength: 3 }),
    handOver: fc.record({ dueDays: fc.integer({ min: 1, max: 365 }) }),
  },
  { requiredKeys: [] },
);
const warning = fc.record({ ask: line, message: line }, { requiredKeys: [] });

/** A warning, whatever else is done in between, and a deletion at the end. */
const staged: fc.Arbitrary<PolicyDocument> = fc
  .tuple(policy, rare, warning, line, fc.integer({ min: 1, max: 300 }))
  .map(([{ actions: _instead, ...rest }, more, warn, called, step]) => ({
    ...rest,
    ...more,
    stages: [
      { afterDays: 0, warn },
      { name: `${called}.`, afterDays: step, actions: ['takeLicence'] as const },
      { afterDays: 2 * step, actions: [{ removeFromGroups: ['a', 'b/c'] }, 'disable'] as const },
      { afterDays: 3 * step, actions: ['delete'] as const },
    ],
  }));

/** In place of a schedule. */
const onEvent: fc.Arbitrary<PolicyDocument> = fc
  .tuple(policy, rare, fc.constantFrom('creation' as const, 'login' as const))
  .map(([{ schedule: _instead, ...rest }, more, event]) => ({ ...rest, ...more, on: { event } }));

describe('a valid policy', () => {
  test('survives the way through YAML and back, twice, whatever it says', () => {
    fc.assert(
      fc.property(fc.oneof(policy, staged, onEvent), (document) => {
        const read = readPolicyText(stringify(document), options);
        if ('faults' in read) return expect(read.faults).toEqual([]);
        const text = writePolicyText(read.definition);
        const again = readPolicyText(text, options);
        expect(again).toMatchObject({ definition: read.definition });
        expect('definition' in again && writePolicyText(again.definition)).toBe(text);
        expect(readPolicyObject(document, options)).toEqual({ definition: read.definition });
        expect(readPolicyObject(documentOf(read.definition), options)).toEqual({ definition: read.definition });
      }),
    );
  });

  test('survives among others in one text, a document each', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(policy, staged, onEvent), { minLength: 1, maxLength: 3 }), (documents) => {
        const read = documents.map((document) => readPolicyObject(document, options));
        const definitions = read.flatMap((one) => ('definition' in one ? [one.definition] : []));
        const again = readPolicyTexts(writePolicyTexts(definitions), options);
        expect(again.map((one) => ('definition' in one ? one.definition : one.faults))).toEqual(definitions);
        expect(definitions).toHaveLength(documents.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the reader and the wire schema agree', () => {
  const accepts = (value: unknown) => Value.Check({ 'Criteria#': CriteriaSchema }, PolicySchema, value);

  test('on valid policies', () => {
    fc.assert(fc.property(policy, (document) => accepts(document) && checkPolicyShape(document).length === 0));
  });

  test('on policies in which one part was replaced by garbage', () => {
    const garbage = fc.oneof(fc.jsonValue(), fc.constantFrom(-1, 0.5, '', [], {}, null, 'disable', { not: {} }));
    const keys = Object.keys(PolicySchema.properties);
    fc.assert(
      fc.property(policy, fc.constantFrom(...keys, 'extra', '__proto__'), garbage, (document, key, value) => {
        const changed = Object.fromEntries([...Object.entries(document), [key, value]]);
        expect(checkPolicyShape(changed).length === 0).toBe(accepts(changed));
      }),
    );
  });
});

test('no value at all makes the reader throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (value) => {
      expect(readPolicyObject(value, options)).toMatchObject({ faults: expect.any(Array) });
    }),
  );
});

test.each([
  [{ key: 'end' }, 'must have exactly 2 keys, has 1'],
  [{ key: 'end', before: '2026-01-01', absent: true }, 'must have exactly 2 keys, has 3'],
  [{ key: 'end', before: '1 May' }, 'is not allowed here. The value is a day before this one. As 2026-12-31.'],
])('a question %j to a field is refused: %s', (field, message) => {
  const read = readPolicyObject({ policy: 'a', name: 'A', criteria: { field }, actions: ['disable'] }, options);
  expect(read).toMatchObject({ faults: [{ message: expect.stringContaining(message) }] });
});

test('faults of an object name their path, and no line', () => {
  const read = readPolicyObject(
    { policy: 'a', name: 'A', criteria: { any: [{ inGroups: 'x' }] }, actions: [] },
    options,
  );
  expect(read).toEqual({
    faults: [
      { path: 'criteria.any[0].inGroups', message: expect.stringContaining('did you mean "inGroup"') },
      { path: 'actions', message: 'must not be an empty list' },
    ],
  });
});
