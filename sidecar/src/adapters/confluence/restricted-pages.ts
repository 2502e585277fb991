// Finds the restricted pages that some users had a part in, many users and pages a request, as far as this product's account sees them.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { UserKey } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import { describeRequest } from '../http-client/request.ts';
import type { NamedByRestriction, PagePort, RestrictedPage } from '../ports/spaces.ts';
import { fetchPage, nextQuery, pageSize, type Query } from './paging/page.ts';

const named = <Subject extends Type.TSchema>(subject: Subject) =>
  Type.Object({ results: Type.Array(subject), limit: Type.Optional(Type.Number()) });

const operation = Type.Object({
  restrictions: Type.Object({
    user: named(Type.Object({ userKey: Type.String() })),
    group: named(Type.Object({ name: Type.String() })),
  }),
});

const restrictions = Compile(Type.Object({ read: operation, update: operation }));
type Operation = Type.Static<typeof operation>;
type Restrictions = { readonly read: Operation; readonly update: Operation };
const isRestrictions = (json: unknown): json is Restrictions => restrictions.Check(json);

const row = Compile(Type.Object({ id: Type.String(), restrictions: Type.Optional(Type.Unknown()) }));
type Row = Type.Static<ReturnType<typeof row.Type>>;
const isRow = (json: unknown): json is Row => row.Check(json);

/** A part of content that stands in the reference from 9.0 on, and in its answers only where it is asked for. */
const expand = ['update', 'read']
  .flatMap((key) => [`restrictions.${key}.restrictions.user`, `restrictions.${key}.restrictions.group`])
  .join(',');

export function createRestrictedPages(http: Pick<HttpClient, 'send'>): PagePort {
  return {
    restrictedPages: async (usernames, bounds) => {
      const query = { cql: cqlFor(usernames), expand };
      const spec = { method: 'GET', path: '/rest/api/content/search', query } as const;
      const pages: RestrictedPage[] = [];
      let asked: Query = { ...query, start: 0, limit: pageSize };
      for (let requests = 1; ; requests += 1) {
        const page = await fetchPage({ http, spec, isRow }, asked);
        for (const { id, restrictions: told } of page.rows) {
          if (!isRestrictions(told)) return null;
          const found = { id, view: namedBy(told.read), edit: namedBy(told.update) };
          if (found.view !== null || found.edit !== null) pages.push(found);
        }
        const next = nextQuery(asked, page, describeRequest(spec));
        const ends = next === null || requests >= bounds.requests || bounds.isLate();
        if (ends) return { pages, whole: next === null, requests };
        asked = next;
      }
    },
  };
}

/** `contributor`, who made or changed it, takes a list (Atlassian's reference of CQL). */
function cqlFor(usernames: readonly string[]): string {
  const names = usernames.map((name) => `"${name.replaceAll(/["\\]/g, '\\$&')}"`);
  return `contributor in (${names.join(', ')}) and type = "page" order by lastmodified desc`;
}

function namedBy({ restrictions: { user, group } }: Operation): NamedByRestriction | null {
  if (user.results.length === 0 && group.results.length === 0) return null;
  return {
    userKeys: user.results.map(({ userKey }) => userKey as UserKey),
    groups: group.results.map(({ name }) => name),
    cut: [user, group].some(({ results, limit }) => limit !== undefined && results.length >= limit),
  };
}
