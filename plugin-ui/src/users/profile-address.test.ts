// Whose profile an address shows, whatever stands in a username.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readProfile } from './profile-address.ts';

const username = fc.string({ minLength: 1, unit: 'grapheme' });

it('reads any username off both addresses of a profile', () => {
  fc.assert(
    fc.property(username, fc.constantFrom('', '/confluence'), (name, context) => {
      const search = `?${new URLSearchParams({ username: name })}`;
      expect(readProfile({ pathname: `${context}/users/viewuserprofile.action`, search })).toBe(name);
      const pathname = `${context}/display/~${encodeURIComponent(name)}`;
      expect(readProfile({ pathname, search: '' })).toBe(name);
    }),
  );
});

it('reads nobody off an address that names nobody, or is broken', () => {
  expect(readProfile({ pathname: '/users/viewmyprofile.action', search: '' })).toBeNull();
  expect(readProfile({ pathname: '/users/viewuserprofile.action', search: '?username=' })).toBeNull();
  expect(readProfile({ pathname: '/display/~%E0%A4%A', search: '' })).toBeNull();
});
