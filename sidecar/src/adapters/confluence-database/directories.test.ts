// What kind of directory a type and a class mean.
import { expect, it } from 'vitest';
import { kindOf } from './directories.ts';

it.each([
  ['internal', 'INTERNAL', 'com.atlassian.crowd.directory.InternalDirectory'],
  ['connector', ' connector ', 'com.atlassian.crowd.directory.OpenLDAP'],
  ['delegating', 'DELEGATING', 'com.atlassian.crowd.directory.DelegatedAuthenticationDirectory'],
  ['crowd', 'CROWD', 'com.atlassian.crowd.directory.RemoteCrowdDirectory'],
  ['custom', 'CUSTOM', 'com.example.OwnDirectory'],
  ['internal', 'UNKNOWN', 'com.atlassian.crowd.directory.InternalDirectory'],
  ['delegating', null, 'com.atlassian.crowd.directory.DelegatedAuthenticationDirectory'],
  ['crowd', '', 'com.atlassian.crowd.directory.RemoteCrowdDirectory'],
  ['connector', null, 'com.atlassian.crowd.directory.MicrosoftActiveDirectory'],
  ['unknown', null, 'com.example.OwnDirectory'],
  ['unknown', null, null],
])('%s: %s, %s', (kind, type, implementation) => {
  expect(kindOf(type, implementation)).toBe(kind);
});
