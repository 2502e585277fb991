// Names and values on their way into a target, any name there is, and what is told of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeRequest, isAddressable, targetOf } from './request.ts';

const path = '/rest/api/user/{username}/group/{groupName}';

describe('the target of a request', () => {
  it('carries any addressable name so that decoding gives it back, in exactly one part', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }).filter(isAddressable), (name) => {
        const target = targetOf({ method: 'PUT', path, parts: { username: name, groupName: 'g' } }, '/wiki');
        const parts = target.split('/');
        expect(parts).toHaveLength(8);
        expect(decodeURIComponent(parts[5] ?? '')).toBe(name);
        expect(target).toMatch(/^[\x21-\x7e]+$/);
      }),
    );
  });

  it.each(['', '.', '..', 'a/b', 'a\\b', 'a\ud800b'])('refuses %j, which cannot stand in a path', (name) => {
    expect(isAddressable(name)).toBe(false);
    expect(() => targetOf({ method: 'PUT', path, parts: { username: name, groupName: 'g' } }, '')).toThrow(
      'no usable part',
    );
  });

  it('takes any text in the query', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const target = targetOf({ method: 'GET', path: '/rest/x', query: { groupName: value } }, '');
        expect(new URL(target, 'http://h').searchParams.get('groupName')).toBe(value.toWellFormed());
      }),
    );
  });
});

it('describes a request without anybody in it', () => {
  const query = { key: 'k', groupName: 'g', start: 200, limit: 100, expand: 'status' };
  expect(describeRequest({ method: 'GET', path: '/rest/api/user', query })).toBe(
    'GET /rest/api/user?key=&groupName=&start=200&limit=100&expand=status',
  );
});
