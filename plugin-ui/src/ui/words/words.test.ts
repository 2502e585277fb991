// Both dictionaries say the same things, in whole sentences, with numbers and instants as the reader's language has them.
import { describe, expect, it } from 'vitest';
import { english } from './english.ts';
import { german } from './german.ts';
import type { Message } from './message.ts';
import { chooseLanguage, inEnglish, openWords } from './words.ts';

const formsOf = (message: Message) => (typeof message === 'string' ? [message] : [message.one, message.other]);
const placesOf = (message: Message) =>
  [...new Set(formsOf(message).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)))].sort();

describe('the dictionaries', () => {
  it('have the same keys, and the same places in every sentence', () => {
    expect(Object.keys(german)).toEqual(expect.arrayContaining(Object.keys(english)));
    const besides = Object.keys(german).filter((key) => !Object.hasOwn(english, key));
    // What the page says in English by sentences of the sidecar, and nothing else.
    expect(besides.filter((key) => !/^(?:fault|audit\.fault|unknown|said|guard\.plan\.impact)\b/.test(key))).toEqual(
      [],
    );
    for (const [key, message] of Object.entries(english)) {
      expect([key, placesOf(german[key as keyof typeof german])]).toEqual([key, placesOf(message)]);
      expect([key, typeof german[key as keyof typeof german]]).toEqual([key, typeof message]);
    }
  });

  it('say of every stop that the step at hand of each user at work ends, and how many of them there are at most', () => {
    for (const key of ['run.stopping', 'run.stopBody', 'stop.body', 'mode.liveTakeBack'] as const) {
      expect([key, english[key]]).toEqual([
        key,
        expect.stringMatching(/step at hand of each user at work \(six at most\)/i),
      ]);
      expect([key, german[key]]).toEqual([
        key,
        expect.stringMatching(/bei jedem Benutzer in Arbeit \(höchstens sechs\).*laufende Schritt/i),
      ]);
    }
  });

  it('say nothing empty, and shout at nobody', () => {
    for (const [key, message] of [...Object.entries<Message>(english), ...Object.entries(german)]) {
      for (const form of formsOf(message)) expect([key, form.trim()]).toEqual([key, expect.stringMatching(/^[^!]+$/)]);
    }
  });
});

describe('words', () => {
  const [en, de] = [
    openWords(inEnglish, 'Europe/Berlin'),
    openWords({ language: 'de', sentences: german }, 'Europe/Berlin'),
  ];

  it('count as the language counts', () => {
    expect(en.say('overview.users', { count: 1 })).toBe('1 user');
    expect(en.say('overview.users', { count: 4876 })).toBe('4,876 users');
    expect(de.say('overview.users', { count: 4876 })).toBe('4.876 Benutzer');
  });

  it('keep the direction of a name to itself', () => {
    expect(en.say('session.signedInAs', { name: 'מרים' })).toBe('Signed in as \u2068מרים\u2069');
  });

  it('tell days as days, so that they can be held against a threshold', () => {
    const now = Date.parse('2026-11-26T12:00:00.000Z');
    expect(en.relative('2026-07-06T11:00:00.000Z', now)).toBe('143 days ago');
    expect(en.relative('2026-11-26T11:59:40.000Z', now)).toBe('just now');
    expect(en.relative('2026-11-26T12:00:20.000Z', now)).toBe('in a moment');
    expect([en.percent(0.176), de.percent(0.176)]).toEqual(['17.6\u00a0%', '17,6\u00a0%']);
    expect(en.relative('2023-11-26T11:00:00.000Z', now)).toBe('3 years ago');
    expect(de.relative('2026-11-27T14:00:00.000Z', now)).toBe('in 1 Tag');
  });

  it('name the zone of an exact instant', () => {
    expect(en.exact('2026-07-06T11:00:00.000Z')).toBe('6 Jul 2026, 13:00 (Europe/Berlin)');
  });

  it('leave places open for what is more than text', () => {
    expect(en.cut('overview.read')).toEqual([{ text: 'Read ' }, { place: 'when' }, { text: '' }]);
  });

  it.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['', 'en'],
  ])('in a page of the language "%s" are of the language %s', (told, language) => {
    expect(chooseLanguage(told)).toBe(language);
  });
});
