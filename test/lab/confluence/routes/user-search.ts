// Search by CQL: for users (`type=user`, narrowed by full name or by user), else for content by who had a part in it.

import type { Page } from '../../world/content.ts';
import { foldName, type User } from '../../world/model.ts';
import { effectiveAccount, isActive, listUsers } from '../../world/views.ts';
import { readExpand, renderUser } from '../bodies.ts';
import { type Condition, parseCql, type Query, readWords } from '../cql.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';
import type { Site } from '../site.ts';
import { findContent, pathOf, renderContent } from './content-search.ts';

export const SEARCH_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/search', access: 'viewer', answer: search },
];

const NOTHING_EXPANDED: ReadonlySet<string> = new Set();

function search(call: Call): Answer {
  const cql = call.query.get('cql')?.trim() ?? '';
  if (cql === '') throw new Refusal(400, 'cql must be given', { valid: false });
  const query = parseCql(cql);
  if (query === null) throw new Refusal(400, 'Could not parse cql', { valid: false });
  const found = isAboutUsers(query)
    ? filterUsers(call.site, query).map((user) => () => renderResult(call, user))
    : findContent(call, cql).map((content) => () => renderContentResult(call, content));
  const page = renderPageOf(call, {
    total: found.length,
    cut: (start, end) => found.slice(start, end),
    render: (render) => render(),
    defaultLimit: 25,
    maxLimit: 200,
  }) as Record<string, unknown>;
  return answerJson({ ...page, totalSize: found.length, cqlQuery: cql, searchDuration: 1 });
}

/** What is asked to be expanded of content stands behind `content.` here. */
function renderContentResult(call: Call, page: Page): Record<string, unknown> {
  const expand = [...readExpand(call)].filter((name) => name.startsWith('content.')).map((name) => name.slice(8));
  return {
    content: renderContent(call, page, new Set(expand)),
    title: page.title,
    excerpt: '',
    url: pathOf(page),
    entityType: 'content',
    lastModified: new Date(page.editedEpochMs).toISOString(),
  };
}

function isAboutUsers({ conditions }: Query): boolean {
  return conditions.some(saysUser);
}

function saysUser(one: Condition): boolean {
  return one.field === 'type' && one.operator === '=' && one.value.toLowerCase() === 'user';
}

/** The active ones who fit every condition; one that is not understood fits nobody. */
function filterUsers({ world }: Site, { conditions }: Query): readonly User[] {
  const fits = conditions.filter((one) => !saysUser(one)).map(readUserCondition);
  return listUsers(world).items.filter((user) => isActive(user) && fits.every((holds) => holds(user)));
}

function readUserCondition(one: Condition): (user: User) => boolean {
  if (one.field === 'user' && (one.operator === '=' || one.operator === 'in')) {
    const names = new Set((one.operator === 'in' ? one.values : [one.value]).map(foldName));
    return ({ lowerName }) => names.has(lowerName);
  }
  if (one.field !== 'user.fullname' || one.operator !== '~') return () => false;
  const hasWords = readWords(one.value);
  return (user) => hasWords(effectiveAccount(user).displayName);
}

function renderResult(call: Call, user: User): Record<string, unknown> {
  return {
    user: renderUser(call.site, user, NOTHING_EXPANDED),
    title: effectiveAccount(user).displayName,
    excerpt: '',
    url: `/display/~${encodeURIComponent(user.username)}`,
    entityType: 'user',
  };
}
