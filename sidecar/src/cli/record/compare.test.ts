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

it('tells dates of another form', () => {
  const [ours, theirs] = ['2026-03-01T10:00:00.12Z', '2026-03-01'].map((lastLogin) => recordOf({ lastLogin }));
  if (ours === undefined || theirs === undefined) throw new Error('two records are needed');
  expect(compareRecords(ours, theirs)).toHaveLength(1);
  expect(compareRecords(ours, recordOf({ lastLogin: '2025-01-01T00:00:00.123Z' }))).toEqual([]);
});
