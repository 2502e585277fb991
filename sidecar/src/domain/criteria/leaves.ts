// The catalogue of leaves: one key a leaf, with the shape of its argument. Schema, `matches` and SQL are keyed by it.
import type { FieldQuestion } from './field-question.ts';

/** Argument of each leaf, by its key. Durations are whole days of 24 hours. */
export interface Leaves {
  /** Last activity at least this many days ago. Somebody known to have never been active answers no. */
  readonly inactiveDays: number;
  /** Never active, and the account at least this old (counted from first sight where the host tells no creation). */
  readonly neverActive: { readonly accountOlderThanDays: number };
  /** Logged in only once ever and not seen since, and the account at least this old. */
  readonly loggedInOnce: { readonly accountOlderThanDays: number };
  /** Disabled for at least this many days (counted from when this product first saw it so). */
  readonly disabledDays: number;
  /** Member of the group, directly or through nested groups. */
  readonly inGroup: string;
  /** The account that speaks for the user lies in one of these directories, compared without regard to case. */
  readonly directory: readonly string[];
  /** Whether the user takes a seat of the licence. */
  readonly hasSeat: boolean;
  /** Whether Confluence keeps the name and no directory has an account of it any more. */
  readonly unsynced: boolean;
  readonly status: 'active' | 'disabled';
  /** The username matches one of these globs (`*` any run, `?` one character), without regard to case. */
  readonly username: readonly string[];
  /** The display name matches one of these globs. */
  readonly displayName: readonly string[];
  /** The e-mail address matches one of these globs; an address that is not known answers nothing. */
  readonly email: readonly string[];
  /** The mail domain is one of these, without regard to case; a subdomain is another domain. */
  readonly emailDomain: readonly string[];
  /** One of these, named by username or e-mail address (without regard to case) or by user key. */
  readonly users: readonly string[];
  /** On the uploaded list of this name. */
  readonly inList: string;
  /** What an own field says; a missing value is unknown unless asked for. */
  readonly field: FieldQuestion;
}

export type LeafKey = keyof Leaves;

const ofActivity: ReadonlySet<LeafKey> = new Set(['inactiveDays', 'neverActive', 'loggedInOnce']);

/** A criterion as written: one object, one key. */
export type Leaf = { [Key in LeafKey]: { readonly [K in Key]: Leaves[Key] } }[LeafKey];

export type Criteria =
  | Leaf
  | { readonly all: readonly Criteria[] }
  | { readonly any: readonly Criteria[] }
  | { readonly not: Criteria };

/** The parts of a criteria tree, told apart. */
export type Node =
  | { readonly kind: 'all' | 'any'; readonly children: readonly Criteria[] }
  | { readonly kind: 'not'; readonly child: Criteria }
  | LeafNode;

export type LeafNode = {
  [Key in LeafKey]: { readonly kind: 'leaf'; readonly key: Key; readonly argument: Leaves[Key] };
}[LeafKey];

/** Opens one level of a criteria tree. The object has exactly one key: the wire schema has seen to it. */
export function openCriteria(criteria: Criteria): Node {
  if ('all' in criteria) return { kind: 'all', children: criteria.all };
  if ('any' in criteria) return { kind: 'any', children: criteria.any };
  if ('not' in criteria) return { kind: 'not', child: criteria.not };
  const [key, argument] = Object.entries(criteria)[0] ?? [];
  return { kind: 'leaf', key, argument } as LeafNode;
}

/** Walks every leaf of the tree, in order. */
export function* leavesOf(criteria: Criteria): Generator<LeafNode> {
  const node = openCriteria(criteria);
  if (node.kind === 'leaf') yield node;
  else if (node.kind === 'not') yield* leavesOf(node.child);
  else for (const child of node.children) yield* leavesOf(child);
}

/** Whether an answer can depend on activity, so that unknown activity must stop a step. */
export function dependsOnActivity(criteria: Criteria): boolean {
  for (const leaf of leavesOf(criteria)) if (ofActivity.has(leaf.key)) return true;
  return false;
}

/**
 * Whether unsynced users are asked about. They are no users of a snapshot: only criteria that ask for them are put to
 * them, so that nothing else ever means or counts them.
 */
export function asksForUnsynced(criteria: Criteria): boolean {
  for (const { key } of leavesOf(criteria)) if (key === 'unsynced') return true;
  return false;
}

/** The lists of users that are asked about. */
export function listsIn(criteria: Criteria): ReadonlySet<string> {
  const lists = new Set<string>();
  for (const leaf of leavesOf(criteria)) if (leaf.key === 'inList') lists.add(leaf.argument);
  return lists;
}

/** Whether an answer can depend on own fields or lists, which people change at any time, also while a plan is made. */
export function asksWhatIsTold(criteria: Criteria): boolean {
  for (const { key } of leavesOf(criteria)) if (key === 'field' || key === 'inList') return true;
  return false;
}
