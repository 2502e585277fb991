// Who would be missed on a page: among those who leave, whoever may edit it while nobody who stays may.
import type { UserKey } from './user.ts';

export interface NamedGroup {
  readonly members: ReadonlySet<UserKey>;
  /** Whether any member does not leave. */
  readonly stays: boolean;
}

/** Whom one restriction lets in, as users who can act or are about to leave. */
export interface LetIn {
  readonly users: ReadonlySet<UserKey>;
  readonly groups: readonly NamedGroup[];
  /** Others may be named as well. */
  readonly cut: boolean;
}

/** Null where everybody may. */
export interface PageEditors {
  readonly view: LetIn | null;
  readonly edit: LetIn | null;
}

/**
 * Empty where somebody stays, and where no restriction names anybody. To edit a page takes seeing it. `unknown` where nobody
 * who is shown stays, and not all are shown.
 */
export function lastEditors(
  { view, edit }: PageEditors,
  leaving: ReadonlySet<UserKey>,
): readonly UserKey[] | 'unknown' {
  const editors = edit ?? view;
  if (editors === null) return [];
  const viewers = edit === null ? null : view;
  if (viewers === null && editors.groups.some(({ stays }) => stays)) return [];
  // Groups may have many thousand members: the shorter list is gone through, and no longer than to the first who stays.
  const turned = viewers !== null && sizeOf(viewers) < sizeOf(editors);
  const [fewer, others] = turned ? [viewers, editors] : [editors, viewers];
  const last = new Set<UserKey>();
  for (const userKey of everybodyOf(fewer)) {
    if (others !== null && !letsIn(others, userKey)) continue;
    if (!leaving.has(userKey)) return [];
    last.add(userKey);
  }
  return editors.cut || viewers?.cut === true ? 'unknown' : [...last];
}

function sizeOf({ users, groups }: LetIn): number {
  return groups.reduce((sum, { members }) => sum + members.size, users.size);
}

function letsIn({ users, groups }: LetIn, userKey: UserKey): boolean {
  return users.has(userKey) || groups.some(({ members }) => members.has(userKey));
}

function* everybodyOf({ users, groups }: LetIn): Generator<UserKey, void> {
  yield* users;
  for (const { members } of groups) yield* members;
}
