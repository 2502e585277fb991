// Who alone may see or edit a piece of content, by operation, in the body of the content and by itself.
import type { Page } from '../world/content.ts';
import { renderUser } from './bodies.ts';
import type { Call } from './route.ts';

export type Operation = 'read' | 'update';

const OPERATIONS = ['read', 'update'] as const;
const LISTS = ['user', 'group'] as const;
const LIMIT = 100;

/** The operations that were asked for with their lists (`restrictions.update.restrictions.user`); null for none. */
export function renderRestrictions(call: Call, page: Page, expand: ReadonlySet<string>) {
  const asked = OPERATIONS.flatMap((operation) => {
    const lists = LISTS.filter((list) => expand.has(`restrictions.${operation}.restrictions.${list}`));
    return lists.length === 0 ? [] : [[operation, renderOperation(call, page, { operation, lists })] as const];
  });
  return asked.length === 0 ? null : Object.fromEntries(asked);
}

export function renderOperation(
  call: Call,
  page: Page,
  { operation, lists }: { readonly operation: Operation; readonly lists: readonly ('user' | 'group')[] },
) {
  const named = operation === 'update' ? (page.editors ?? { userKeys: [], groups: [] }) : viewersOf(page);
  const users = named.userKeys.flatMap((key) => call.site.world.usersByKey.get(key) ?? []);
  const results = {
    user: users.map((user) => renderUser(call.site, user, new Set())),
    group: named.groups.map((name) => ({ type: 'group', name })),
  };
  const self = `${call.site.address.publicUrl}/rest/api/content/${page.id}/restriction/byOperation/${operation}`;
  return {
    operation,
    restrictions: Object.fromEntries(lists.map((list) => [list, renderList(results[list])])),
    _links: { self },
    _expandable: { content: `/rest/api/content/${page.id}` },
  };
}

function renderList(results: readonly unknown[]) {
  return { results, start: 0, limit: LIMIT, size: results.length };
}

function viewersOf({ restrictedTo, viewers = [] }: Page): NonNullable<Page['editors']> {
  return { userKeys: restrictedTo === null ? [] : [restrictedTo, ...viewers], groups: [] };
}
