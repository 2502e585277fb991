// A tree of criteria as people edit it: groups of conditions that say how they hold together, and conditions within them.
import type { CriteriaDocument } from '../../../sidecar/src/contract/criteria.ts';
import { chipOf } from './chips-of.ts';

/** `none`: not any of them; `notAll`: at least one of them does not hold. */
export const joints = ['all', 'any', 'none', 'notAll'] as const;
export type Joint = (typeof joints)[number];

export interface TreeGroup {
  readonly joint: Joint;
  readonly parts: readonly TreeNode[];
}

export type TreeNode = TreeGroup | { readonly leaf: CriteriaDocument };

/** What people read as one condition stays one, although it may be made of several. */
export function readTree(criteria: CriteriaDocument): TreeNode {
  if (chipOf(criteria) !== null) return { leaf: criteria };
  if ('all' in criteria) return { joint: 'all', parts: criteria.all.map(readTree) };
  if ('any' in criteria) return { joint: 'any', parts: criteria.any.map(readTree) };
  if (!('not' in criteria) || chipOf(criteria.not) !== null) return { leaf: criteria };
  const inner = criteria.not;
  if ('any' in inner) return { joint: 'none', parts: inner.any.map(readTree) };
  return 'all' in inner ? { joint: 'notAll', parts: inner.all.map(readTree) } : { leaf: criteria };
}

/** The very criteria a tree was read from, as long as nobody changed it. */
export function writeTree(node: TreeNode): CriteriaDocument {
  if ('leaf' in node) return node.leaf;
  const parts = node.parts.map(writeTree);
  switch (node.joint) {
    case 'all':
      return { all: parts };
    case 'any':
      return { any: parts };
    case 'none':
      return { not: { any: parts } };
    case 'notAll':
      return { not: { all: parts } };
  }
}

/** A tree to add conditions to: one that is a single condition becomes a group of one. */
export function openTree(criteria: CriteriaDocument): TreeGroup {
  const node = readTree(criteria);
  return 'leaf' in node ? { joint: 'all', parts: [node] } : node;
}

/** Whether some group has nothing in it, which would mean everybody or nobody. */
export function hasEmptyGroup(node: TreeNode): boolean {
  return !('leaf' in node) && (node.parts.length === 0 || node.parts.some(hasEmptyGroup));
}
