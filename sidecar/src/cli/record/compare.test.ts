// Comparing two recordings: what differs between servers is told, what differs between their people is not.
import { expect, it } from 'vitest';
import type { SiteRecord } from './archive.ts';
import { compareRecords } from './compare.ts';
import { describeJson } from './describe-json.ts';

function recordOf(json: unknown, { status = 200, type = 'application/json' } = {}): SiteRecord {
  const body = { kind: 'json', shape: describeJson(json, () => false) } as const;
  return {
    version: '10.2.14',
    answers: [{ name: 'all users', request: 'GET /', status, headers: { 'content-type': type }, body }],
  };
}

const person = { username: 'mara', status: 'current', email: 'mara@example.com' };
const lab = recordOf({ results: [person], _links: { self: 'http://a' } });
const compare = (site: SiteRecord) => compareRecords(site, lab).map(({ at, site, lab }) => [at, site, lab]);

it.each([
  ['other people', { results: [{ ...person, username: '', email: 'x' }], _links: { self: 'http://b' } }],
  ['nobody', { results: [], _links: { self: 'http://a' } }],
  ['null for a value', { results: [{ ...person, email: null }], _links: { self: 'http://a' } }],
  ['a further page', { results: [person], _links: { self: 'http://a', next: '/rest/x' } }],
  ['what only some have', { results: [person, { ...person, about: 'me' }], _links: { self: 'http://a' } }],
])('takes %s for no difference', (_what, json) => {
  expect(compare(recordOf(json))).toEqual([]);
});

it('tells another status, and then nothing else', () => {
  expect(compare(recordOf({ statusCode: 404 }, { status: 404 }))).toEqual([['status', '404', '200']]);
});

it('tells another type of content, a missing key, a new key and another kind of value', () => {
  const site = recordOf({ results: [{ username: 7, status: 'current', locale: 'de' }] }, { type: 'text/plain' });
  expect(compare(site)).toEqual([
    ['content-type', 'text/plain', 'application/json'],
    ['$._links', null, 'object'],
    ['$.results[].email', null, 'text:mail'],
    ['$.results[].locale', 'text', null],
    ['$.results[].username', 'number', 'text'],
  ]);
});

const xmlOf = (...elements: string[]): SiteRecord => ({
  version: 'Crowd/5.1.0',
  answers: [{ name: 'table', request: 'GET /', status: 200, headers: {}, body: { kind: 'xml', elements } }],
});

it('tells elements that only one side has, and none that are not everywhere or that nothing holds', () => {
  const ours = xmlOf('m', 'm/g', 'm/g/u?', 'm/g/u@name', 'm/g@group', 'm/new');
  const theirs = xmlOf('m', 'm/g', 'm/g/c?', 'm/g/c@name', 'm/g/list', 'm/g/list/x');
  expect(compareRecords(ours, theirs).map(({ at, site, lab }) => [at, site, lab])).toEqual([
    ['m/g@group', 'element', null],
    ['m/new', 'element', null],
    ['m/g/list', null, 'element'],
  ]);
  expect(compareRecords(xmlOf('m'), theirs).map(({ at }) => at)).toEqual(['m/g']);
});

it('tells dates of another form', () => {
  const [ours, theirs] = ['2026-03-01T10:00:00.12Z', '2026-03-01'].map((lastLogin) => recordOf({ lastLogin }));
  if (ours === undefined || theirs === undefined) throw new Error('two records are needed');
  expect(compareRecords(ours, theirs)).toHaveLength(1);
  expect(compareRecords(ours, recordOf({ lastLogin: '2025-01-01T00:00:00.123Z' }))).toEqual([]);
});
