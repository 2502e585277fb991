// Search for content by who made or changed it, seen with the eyes of whoever asks.

import { DAY_MS } from '../../clock.ts';
import { listChangedSince, listPagesOf, maySee, type Page, STRANGER } from '../../world/content.ts';
import { foldName } from '../../world/model.ts';
import { readExpand, renderUnsynced, renderUser } from '../bodies.ts';
import { type Condition, parseCql } from '../cql.ts';
import { renderPageOf } from '../paging.ts';
import { renderRestrictions } from '../restrictions.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';

export const CONTENT_SEARCH_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/content/search', access: 'viewer', answer: searchContent },
];

function searchContent(call: Call): Answer {
  const found = findContent(call, call.query.get('cql') ?? '');
  const expand = readExpand(call);
  return answerJson(
    renderPageOf(call, {
      total: found.length,
      cut: (start, end) => found.slice(start, end),
      render: (page) => renderContent(call, page, expand),
      defaultLimit: 25,
      maxLimit: 200,
    }),
  );
}

/**
 * Content that one person, or any of a list, contributed to (`contributor`) or made (`creator`), by username, or that anybody changed within
 * so many days (`lastmodified >= now("-30d")`); every other question finds nothing. What the caller may not see is left out, for administrators too.
 */
export function findContent(call: Call, cql: string): readonly Page[] {
  const query = parseCql(cql);
  if (query === null) throw new Refusal(400, 'Could not parse cql', { valid: false });
  const { world } = call.site;
  const [only, ...more] = query.conditions;
  const days =
    only?.field === 'lastmodified' && only.operator === '>=' && more.length === 0 ? daysOf(only.value) : null;
  const sign = query.order?.descending === false ? 1 : -1;
  const inOrder = (pages: Iterable<Page>) =>
    [...pages]
      .filter((page) => maySee(page, call.caller.user?.userKey ?? null))
      .toSorted((one, other) => sign * (one.editedEpochMs - other.editedEpochMs) || one.id.localeCompare(other.id));
  if (days !== null) return inOrder(listChangedSince(world, world.clock.nowMs() - days * DAY_MS));
  const [first, ...others] = query.conditions.filter(({ field }) => field === 'contributor' || field === 'creator');
  const rest = query.conditions.filter(({ field }) => field !== 'contributor' && field !== 'creator');
  const fitsType = rest.every((one) => one.field === 'type' && one.operator === '=' && one.value === 'page');
  if (first === undefined || others.length > 0 || !fitsType) return [];
  const users = namesOf(first).flatMap((name) => world.users.get(foldName(name)) ?? []);
  const found = users.flatMap((user) =>
    listPagesOf(world, user).filter(({ creatorKey }) => first.field === 'contributor' || creatorKey === user.userKey),
  );
  return inOrder(new Map(found.map((page) => [page.id, page])).values());
}

function namesOf(condition: Condition): readonly string[] {
  if (condition.operator === 'in') return condition.values;
  return condition.operator === '=' ? [condition.value] : [];
}

/** Days alone are understood. */
function daysOf(value: string): number | null {
  const days = /^now\("-(\d+)d"\)$/i.exec(value)?.[1];
  return days === undefined ? null : Number(days);
}

/** `history`, `version` and `restrictions` stand in the body only where they were asked for. */
export function renderContent(call: Call, page: Page, expand: ReadonlySet<string>): Record<string, unknown> {
  const { publicUrl } = call.site.address;
  const withUpdate = expand.has('history.lastUpdated');
  const history = withUpdate || expand.has('history') ? renderHistory(call, page, withUpdate) : undefined;
  const version = expand.has('version') ? renderVersion(call, page) : undefined;
  const told = call.site.tier.abilities.has('content-restrictions');
  const restrictions = told ? renderRestrictions(call, page, expand) : null;
  return {
    id: page.id,
    type: 'page',
    status: 'current',
    title: page.title,
    ...(history === undefined ? {} : { history }),
    ...(version === undefined ? {} : { version }),
    ...(restrictions === null ? {} : { restrictions }),
    extensions: { position: 'none' },
    _links: { webui: pathOf(page), self: `${publicUrl}/rest/api/content/${page.id}` },
    _expandable: {
      ...(history === undefined ? { history: `/rest/api/content/${page.id}/history` } : {}),
      ...(version === undefined ? { version: '' } : {}),
      ...(told && restrictions === null
        ? { restrictions: `/rest/api/content/${page.id}/restriction/byOperation` }
        : {}),
      space: '/rest/api/space/DS',
    },
  };
}

export function pathOf({ id }: Pick<Page, 'id'>): string {
  return `/pages/viewpage.action?pageId=${id}`;
}

function renderHistory(call: Call, page: Page, withUpdate: boolean): Record<string, unknown> {
  return {
    latest: true,
    createdBy: renderPerson(call, page.creatorKey),
    createdDate: new Date(page.createdEpochMs).toISOString(),
    ...(withUpdate ? { lastUpdated: renderVersion(call, page) } : {}),
    _links: { self: `${call.site.address.publicUrl}/rest/api/content/${page.id}/history` },
    _expandable: { ...(withUpdate ? {} : { lastUpdated: '' }), contributors: '' },
  };
}

function renderVersion(call: Call, page: Page): Record<string, unknown> {
  const { editorKey, editedEpochMs, versions } = page;
  const when = new Date(editedEpochMs).toISOString();
  return { by: renderPerson(call, editorKey), when, message: '', number: versions, minorEdit: false, hidden: false };
}

function renderPerson({ site }: Call, userKey: string): Record<string, unknown> {
  const user = site.world.usersByKey.get(userKey);
  if (user !== undefined) return renderUser(site, user, new Set());
  return renderUnsynced(site, { userKey, username: userKey === STRANGER.userKey ? STRANGER.username : userKey });
}
