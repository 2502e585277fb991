// A name leads to a user only where it is that user's alone.
import { describe, expect, it } from 'vitest';
import type { UserKey, Username } from '../user.ts';
import { openNameIndex } from './name-index.ts';

const index = openNameIndex();
const add = (name: string, email: string | null = null, key = `key-${name}`) =>
  index.add({ userKey: key as UserKey, username: name as Username, email });
add('Ada', 'ada@example.com');
add('bob', 'team@example.com');
add('cleo', 'Team@example.com');
add('key-ada', null, 'key-of-a-twin');
// Read twice, the second time with an address.
add('dora');
add('dora', 'dora@example.com');

describe('a name', () => {
  it('is a username or an address without regard to case, and a key letter by letter', () => {
    expect([index.ofUsername('ADA'), index.ofEmail('ADA@example.com'), index.ofKey('key-Ada')]).toEqual([
      'key-Ada',
      'key-Ada',
      'key-Ada',
    ]);
    expect([index.ofKey('KEY-Ada'), index.ofUsername('nobody'), index.ofEmail('bob')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('that several share means none of them, of whatever kind it is', () => {
    expect(index.ofEmail('team@example.com')).toBeNull();
    expect(index.find(['team@example.com'])).toBeNull();
    expect(index.find(['key-Ada'])).toBeNull();
    expect(index.find(['key-Ada', 'team@example.com', 'dora@example.com', 'bob'])).toBe('key-dora');
  });
});
