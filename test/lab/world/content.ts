// What people wrote: a few pages that follow from each user's key and last use, and pages that a test had them write.
import { DAY_MS } from '../clock.ts';
import type { User, World } from './model.ts';
import { listTokens } from './tokens.ts';

export type Page = {
  readonly id: string;
  readonly title: string;
  readonly creatorKey: string;
  readonly createdEpochMs: number;
  readonly editorKey: string;
  readonly editedEpochMs: number;
  readonly versions: number;
  /** The user key of the only one who may see it; null for everybody. */
  readonly restrictedTo: string | null;
  /** The user keys of the few who may see it besides; absent where nobody else may. */
  readonly viewers?: readonly string[];
  /** Who alone may edit it; absent for whoever may see it. */
  readonly editors?: { readonly userKeys: readonly string[]; readonly groups: readonly string[] };
};

/** Somebody who has left, account and all: pages tell of them, and nothing else does. */
export const STRANGER = { userKey: 'f'.repeat(32), username: 'left.long.ago' } as const;

/** Every page a user made or changed last, whoever may see it. Nothing is kept of what follows from the user. */
export function listPagesOf(world: World, user: User): Page[] {
  return [...grownPages(world, user), ...(world.written.get(user.userKey) ?? [])];
}

/** Null for a visitor. */
export function maySee({ restrictedTo, viewers = [] }: Page, userKey: string | null): boolean {
  if (restrictedTo === null) return true;
  return userKey !== null && (userKey === restrictedTo || viewers.includes(userKey));
}

/** Every page that was changed since then, once each, whoever may see it. */
export function listChangedSince(world: World, sinceMs: number): Iterable<Page> {
  const pages = new Map<string, Page>();
  for (const user of world.users.values()) {
    for (const page of listPagesOf(world, user)) if (page.editedEpochMs >= sinceMs) pages.set(page.id, page);
  }
  return pages.values();
}

/** Has a user write a page now; `editor` changes it a moment later. */
export function writePage(
  world: World,
  options: { author: User; editor?: User; restricted?: boolean; viewers?: Page['viewers']; editors?: Page['editors'] },
): Page {
  const { author, editor = author, viewers, restricted = viewers !== undefined, editors } = options;
  const number = world.nextNumber();
  const nowMs = world.clock.nowMs();
  const page: Page = {
    id: String(900_000_000 + number),
    title: `Note ${number}`,
    creatorKey: author.userKey,
    createdEpochMs: nowMs,
    editorKey: editor.userKey,
    editedEpochMs: nowMs,
    versions: editor === author ? 1 : 2,
    restrictedTo: restricted ? author.userKey : null,
    ...(viewers === undefined ? {} : { viewers }),
    ...(editors === undefined ? {} : { editors }),
  };
  for (const { userKey } of new Set([author, editor])) {
    world.written.set(userKey, [...(world.written.get(userKey) ?? []), page]);
  }
  return page;
}

/**
 * Everybody who ever used the site has a page of their own, last changed a day before their last use; half of them one
 * that somebody else changed a month after it; a quarter one that nobody else may see, changed at their last use.
 */
function grownPages(world: World, user: User): Page[] {
  const usedMs = findLastUse(world, user);
  if (usedMs === null) return [];
  const number = Number.parseInt(user.userKey.slice(-8), 16);
  const made = Math.min(usedMs, Math.max(user.accounts[0]?.createdEpochMs ?? 0, usedMs - 40 * DAY_MS));
  const grow = (kind: number, title: string, parts: Partial<Page>): Page => ({
    id: `${number}${kind}`,
    title: `${title} ${number}`,
    creatorKey: user.userKey,
    createdEpochMs: made,
    editorKey: user.userKey,
    editedEpochMs: Math.max(made, usedMs - DAY_MS),
    versions: 3,
    restrictedTo: null,
    ...parts,
  });
  const later = Math.max(made, Math.min(usedMs + 30 * DAY_MS, world.startEpochMs));
  return [
    grow(1, 'Minutes', {}),
    ...(number % 2 === 0 ? [grow(2, 'Plan', { editorKey: STRANGER.userKey, editedEpochMs: later })] : []),
    ...(number % 4 === 0 ? [grow(3, 'Diary', { editedEpochMs: usedMs, restrictedTo: user.userKey })] : []),
  ];
}

/** By login, or by token where there is none. */
function findLastUse(world: World, user: User): number | null {
  if (user.lastLoginEpochMs !== null) return Math.min(user.lastLoginEpochMs, world.clock.nowMs());
  const uses = listTokens(world, user).map((token) => token.lastUsedEpochMs ?? 0);
  return uses.length === 0 ? null : Math.max(...uses);
}
