// Globs over paths: what `*` and `**` reach.
import { expect, test } from 'vitest';
import { compileGlob } from './glob.ts';

test.each([
  ['/rest/api/user*', '/rest/api/user/list', true],
  ['*/disable', '/confluence/rest/api/admin/user/x/disable', true],
  ['/rest/api/user/?ist', '/rest/api/user/list', true],
  ['/rest/api/user', '/rest/api/user/list', false],
  ['**/user/*', '/confluence/rest/api/user/list', true],
  ['**/user/*', '/confluence/rest/api/user/a/group', false],
  ['/rest/**', '/rest/api/a/b/c', true],
  ['/a.b', '/axb', false],
])('%s over %s is %s', (pattern, path, expected) => {
  expect(compileGlob(pattern).test(path)).toBe(expected);
});
