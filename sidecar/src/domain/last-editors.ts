// Who would be missed on a page: among those who leave, whoever may edit it while nobody who stays may.
import type { UserKey } from './user.ts';

/** Whom the restrictions of a page let in, as users who can act or are about to leave; null where everybody may. */
export interface PageEditors {
  readonly view: ReadonlySet<UserKey> | null;
  readonly edit: ReadonlySet<UserKey> | null;
}

/** Empty where somebody stays, and where no restriction names anybody. To edit a page takes seeing it. */
export function lastEditors({ view, edit }: PageEditors, leaving: ReadonlySet<UserKey>): readonly UserKey[] {
  const narrower = edit ?? view;
  if (narrower === null) return [];
  const editors = [...narrower].filter((userKey) => view === null || view.has(userKey));
  return editors.every((userKey) => leaving.has(userKey)) ? editors : [];
}
