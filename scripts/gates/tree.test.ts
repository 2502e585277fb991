// What the gate of the tree sees in names and texts of files.
import { expect, test } from 'vitest';
import { checkName, checkText } from './tree.ts';

const opening = '// Holds something that has a name and promises something.\n';
const faultsIn = (text: string) => checkText({ file: 'a.ts', text, length: text.split('\n').length - 1 });

test.each(['sidecar/src/utils/x.ts', 'sidecar/src/user-manager.ts', 'test/helpers.test.ts', 'scripts/common.mjs'])(
  'refuses the empty name in %s',
  (file) => {
    expect(checkName(file)).toHaveLength(1);
  },
);

test.each(['sidecar/src/store/database.ts', 'sidecar/src/domain/user.test.ts', 'test/support/databases.ts'])(
  'accepts the name %s',
  (file) => {
    expect(checkName(file)).toEqual([]);
  },
);

test.each([
  ['a file that does not open with a sentence', 'export const one = 1;\n'],
  ['a suppressed rule without a reason', `${opening}// biome-ignore lint/style/useConst:\nlet one = 1;\n`],
  [
    'a suppressed rule with a blank for a reason',
    `${opening}// biome-ignore lint/style/useConst: <explanation>\nlet one = 1;\n`,
  ],
  ['a type error expected without a reason', `${opening}// @ts-expect-error\nconst one = two;\n`],
  ['a compiler switched off', `${opening}// @ts-ignore because of something unexplained\n`],
  ['a type forced through unknown', `${opening}export const one = two as unknown as string;\n`],
  ['a loose end', `${opening}// TODO: later\n`],
  ['more than 300 lines', opening + '\n'.repeat(300)],
])('refuses %s', (_title, text) => {
  expect(faultsIn(text)).toHaveLength(1);
});

test('accepts suppressions that say why', () => {
  const reasons =
    '// biome-ignore lint/style/useConst: assigned by the parser below\n// @ts-expect-error: the shape is wrong on purpose\n';
  expect(faultsIn(opening + reasons)).toEqual([]);
});
