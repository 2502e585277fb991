// Reading XML: what is well-formed is understood, everything else is refused, and what is written is read back.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeXml } from './entity.ts';
import { parseXml, toObject } from './xml.ts';

test('a user reads as its JSON does', () => {
  const root = parseXml(
    '<?xml version="1.0"?><!-- c --><user name="a&amp;b"><active>true</active><email><![CDATA[<x>]]></email>' +
      '<attributes><attribute name="k"><values><value>v</value><value>&#228;</value></values></attribute></attributes></user>',
  );
  expect(root === undefined ? undefined : toObject(root)).toEqual({
    name: 'a&b',
    active: true,
    email: '<x>',
    attributes: { attributes: [{ name: 'k', values: ['v', 'ä'] }] },
  });
});

test.each(['', 'text', '<a>', '<a></b>', '<a/><b/>', '<a b=c/>', '<!DOCTYPE a><a/>', '</a>', '<a'])(
  '%j is not understood',
  (text) => {
    expect(parseXml(text)).toBeUndefined();
  },
);

test('whatever text is written is read back', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aä<>&"\' 田\u{1f600}\t\n\r') });
  fc.assert(
    fc.property(text, text, (name, email) => {
      const root = parseXml(writeXml('user', { name, email }));
      expect(root?.attributes.name).toBe(name);
      expect(root?.children[0]?.text).toBe(email);
    }),
  );
});

test('what XML cannot say at all leaves a document that every parser takes', () => {
  const root = parseXml(writeXml('user', { name: 'x', 'display-name': 'a\u0001b\uD800c\uFFFEd' }));
  expect(root?.children[0]?.text).toBe('a\uFFFDb\uFFFDc\uFFFDd');
});
