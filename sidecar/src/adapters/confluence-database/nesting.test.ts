// Groups in groups: any depth, several parents, and cycles that end.
import { describe, expect, it } from 'vitest';
import { createAncestorFinder, findWithDescendants } from './nesting.ts';

const parents = new Map([
  ['leaf', ['middle', 'other']],
  ['middle', ['top']],
  ['top', ['leaf']],
  ['self', ['self']],
]);

describe('createAncestorFinder', () => {
  const ancestorsOf = createAncestorFinder(parents);
  it('finds all groups above through a cycle, each once, without the group itself', () => {
    expect([...ancestorsOf('leaf')].sort()).toEqual(['middle', 'other', 'top']);
    expect([...ancestorsOf('top')].sort()).toEqual(['leaf', 'middle', 'other']);
  });
  it('finds none above a group that is nested in nothing, or in itself', () => {
    expect([ancestorsOf('other'), ancestorsOf('self'), ancestorsOf('unknown')]).toEqual([[], [], []]);
  });
});

describe('findWithDescendants', () => {
  it('finds the groups and everything below them', () => {
    expect([...findWithDescendants(parents, ['other'])].sort()).toEqual(['leaf', 'middle', 'other', 'top']);
    expect([...findWithDescendants(parents, ['self'])]).toEqual(['self']);
    expect(findWithDescendants(parents, [])).toEqual(new Set());
  });
});
