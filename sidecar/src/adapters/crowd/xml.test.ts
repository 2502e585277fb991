// What the reader of XML understands, and what it refuses rather than guesses.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openXml, type XmlElement, XmlFault } from './xml.ts';

function read(text: string) {
  const { name, attributes, children } = openXml(text);
  return { name, attributes: Object.fromEntries(attributes), children: [...children()].map(show) };
}

function show({ name, attributes, children, text }: XmlElement): unknown {
  return [name, Object.fromEntries(attributes), text, ...children.map(show)];
}

describe('the reader of XML', () => {
  it('reads elements, attributes, text and everything around them', () => {
    const text = `\ufeff<?xml version="1.0" encoding="UTF-8"?><!-- hello --><a one='1' two="&lt;2&#x41;&#66;&amp;" >
      <b/><!-- <c> --><c x=""> in <![CDATA[<&>]]> between </c ></a>\n`;
    expect(read(text)).toEqual({
      name: 'a',
      attributes: { one: '1', two: '<2AB&' },
      children: [
        ['b', {}, ''],
        ['c', { x: '' }, 'in <&> between'],
      ],
    });
    expect(read('<a/>')).toEqual({ name: 'a', attributes: {}, children: [] });
  });

  it.each([
    ['nothing', ''],
    ['a sign-in page', '<!DOCTYPE html><html></html>'],
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['an unknown entity', '<a><b>&nbsp;</b></a>'],
    ['a bare ampersand', '<a><b>R&D</b></a>'],
    ['a code point that does not exist', '<a><b>&#x110000;</b></a>'],
    ['a text cut short', '<a><b name="x"/>'],
    ['a tag cut short', '<a><b name="x'],
    ['elements that overlap', '<a><b></a></b>'],
    ['an attribute twice', '<a x="1" x="2"/>'],
    ['a second root', '<a/><b/>'],
    ['an open comment', '<a><!-- </a>'],
    ['JSON', '{"a":1}'],
    ['nesting without end', '<a>'.repeat(100)],
  ])('refuses %s', (_what, text) => {
    expect(() => read(text)).toThrow(XmlFault);
  });

  it('never accepts the beginning of a document for the whole', () => {
    const whole = '<m><g group="a &amp; b"><u name="x"/>t</g><g group="c"/></m>';
    for (let length = 0; length < whole.length; length += 1) {
      expect(() => read(whole.slice(0, length))).toThrow(XmlFault);
    }
    expect(read(whole).children).toHaveLength(2);
  });

  it('gives back any text that was written with its five entities', () => {
    const written = (text: string) => text.replace(/[<>&"]/g, (one) => `&#${one.charCodeAt(0)};`);
    const word = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(word, word, (name, inside) => {
        const { children } = read(`<a><b name="${written(name)}">${written(inside)}</b></a>`);
        expect(children).toEqual([['b', { name }, inside.trim()]]);
      }),
    );
  });
});
