// The shape of JSON: what is told of it, and by the property that counts, that no value and no name ever gets into it.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectTexts } from './collect-texts.ts';
import { describeJson } from './describe-json.ts';
import { describeText } from './describe-text.ts';

const nothing = () => false;

it('tells keys and kinds over all rows of a list', () => {
  const people = [
    { username: 'mara', email: 'mara@example.com', lastLogin: '2026-03-01T10:00:00.123Z', status: 'current' },
    { username: '', email: null, status: 'retired', userKey: '4028b8819c1a0f01019c1a0f3c7d0001' },
  ];
  expect(describeJson({ results: people, start: 0, limit: 200 }, nothing)).toEqual({
    $: 'object',
    '$.limit': 'number:=200',
    '$.results': 'array',
    '$.results[]': 'object',
    '$.results[].email': 'null | text:mail',
    '$.results[].lastLogin': 'absent | text:instant 9999-99-99T99:99:99.999Z',
    '$.results[].status': 'text | text:=current',
    '$.results[].userKey': 'absent | text:hex32',
    '$.results[].username': 'text | text:empty',
    '$.start': 'number',
  });
});

it.each([
  ['that do not look like properties', { 'Mara Lindqvist': 1, 'mara@example.com': 2, 田中太郎: 3 }],
  [
    'that are many of a kind',
    Object.fromEntries(['anna', 'ben', 'cleo', 'dora', 'emil', 'fritz'].map((name) => [name, 1])),
  ],
])('hides keys %s', (_what, map) => {
  expect(describeJson({ users: map }, nothing)).toEqual({
    $: 'object',
    '$.users': 'object',
    '$.users.{name}': 'number',
  });
});

it('hides a key that is a value elsewhere, and keeps a property that somebody is called like', () => {
  const text = JSON.stringify({ owner: 'mara', other: 'username', rights: { mara: true, username: 'Mara' } });
  const isData = collectTexts([{ text, header: () => 'application/json' }]);
  const shape = describeJson(JSON.parse(text), isData);
  expect(Object.keys(shape)).toEqual(['$', '$.other', '$.owner', '$.rights', '$.rights.username', '$.rights.{name}']);
});

it('shows a new property by its name: that is what a recording is for', () => {
  expect(describeJson({ lastSeenAt: 1_767_225_600_000 }, nothing)).toEqual({
    $: 'object',
    '$.lastSeenAt': 'number:epoch-ms',
  });
});

it('lets no value through, whatever the site says, neither as a value nor as a key', () => {
  const secret = fc.stringMatching(/^zq[a-z0-9]{6,12}zq$/);
  const documents = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      secret,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.dictionary(fc.constantFrom('name', 'results', 'email', 'users', 'somethingNew'), tie('value')),
  }));
  fc.assert(
    fc.property(documents.object, fc.array(secret, { minLength: 1, maxLength: 5 }), (document, names) => {
      const rights = Object.fromEntries(names.map((name) => [name, { name }]));
      const text = JSON.stringify({ names, rights, document });
      const isData = collectTexts([{ text, header: () => 'application/json' }]);
      expect(JSON.stringify(describeJson(JSON.parse(text), isData))).not.toMatch(/zq/);
    }),
  );
});

it('tells a word of Confluence only where it belongs', () => {
  expect(describeText('current', 'status')).toBe('text:=current');
  expect(describeText('current', 'username')).toBe('text');
  expect(describeText('current', 'constructor')).toBe('text');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 3 }), fc.string(), (text, key) => {
      const told = describeText(`x${text}y`, key);
      expect(told === 'text' || told.startsWith('text:')).toBe(true);
      expect(told).not.toContain(`x${text}y`);
    }),
  );
});
