// Tests that notes share a commit, and that none of them answers for another.
import { expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

it('writes what comes together in one go, and what comes meanwhile in the next', async () => {
  const groups: (readonly string[])[] = [];
  const commit = createGroupCommit<string>(async (notes) => {
    groups.push(notes);
    if (groups.length === 1) later.push(commit('c'), commit('d'));
  });
  const later: Promise<void>[] = [];
  await Promise.all([commit('a'), commit('b')]);
  await Promise.all(later);
  expect(groups).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

it('writes each by itself where one of them cannot be written, so that only that one fails', async () => {
  const written: string[] = [];
  const commit = createGroupCommit<string>(async (notes) => {
    if (notes.includes('bad')) throw new Error(`no ${notes.join()}`);
    written.push(...notes);
  });
  const answers = await Promise.allSettled(['a', 'bad', 'b'].map(commit));
  expect(answers.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(answers[1]).toMatchObject({ reason: new Error('no bad') });
  expect(written).toEqual(['a', 'b']);
});
