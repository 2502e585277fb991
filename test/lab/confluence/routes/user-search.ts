// Search by CQL: for users (`type=user`, narrowed by full name or by user), else for content by who had a part in it.

import type { Page } from '../../world/content.ts';
import type { User } from '../../world/model.ts';
import { effectiveAccount, findUser, isActive, listUsers } from '../../world/views.ts';
import { readExpand, renderUser } from '../bodies.ts';
import { renderPageOf } from '../paging.ts';
import { type Answer, answerJson, type Call, Refusal, type Route } from '../route.ts';
import { findContent, pathOf, renderContent } from './content-search.ts';

export const SEARCH_ROUTES: readonly Route[] = [
  { method: 'GET', path: '/rest/api/search', access: 'viewer', answer: search },
];

const NOTHING_EXPANDED: ReadonlySet<string> = new Set();

function search(call: Call): Answer {
  const cql = call.query.get('cql')?.trim() ?? '';
  if (cql === '') throw new Refusal(400, 'cql must be given', { valid: false });
  const found = isAboutUsers(cql)
    ? filterUsers(call, cql).map((user) => () => renderResult(call, user))
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

function isAboutUsers(cql: string): boolean {
  return /\btype\s*=\s*"?user"?/i.test(cql);
}

function filterUsers(call: Call, cql: string): readonly User[] {
  const { world } = call.site;
  const [, username] = /\buser\s*=\s*"([^"]*)"/i.exec(cql) ?? [];
  if (username !== undefined) {
    const user = findUser(world, username);
    return user === undefined ? [] : [user];
  }
  const [, pattern] = /\buser\.fullname\s*~\s*"([^"]*)"/i.exec(cql) ?? [];
  const users = listUsers(world).items.filter(isActive);
  if (pattern === undefined) return users;
  const start = pattern.replace(/\*$/, '').toLowerCase();
  return users.filter((user) => {
    const words = effectiveAccount(user).displayName.toLowerCase().split(/\s+/);
    return words.some((word) => (pattern.endsWith('*') ? word.startsWith(start) : word === start));
  });
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
