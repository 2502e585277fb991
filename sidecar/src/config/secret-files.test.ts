// A secret file with the wrong text in it is named as the file it is, and nothing of what it holds is told.
import { expect, it } from 'vitest';
import { readEnvironment } from './read-environment.ts';

it.each([
  ['begins with a byte order mark; save it without one', '\uFEFFa-token-of-somebody'],
  ['has more than one line, or an empty one at its end', 'a-token-of-somebody\n\n'],
  ['holds something that cannot be used', 'a token of somebody'],
])('says of a file that it %s', (what, text) => {
  const { faults } = readEnvironment({ UM_CONFLUENCE_TOKEN_FILE: '/run/token' }, () => text);
  const [fault = ''] = faults;
  expect(fault).toContain(`UM_CONFLUENCE_TOKEN_FILE names "/run/token", which ${what}; allowed is a file that holds `);
  expect(fault).not.toMatch(/somebody/);
});
