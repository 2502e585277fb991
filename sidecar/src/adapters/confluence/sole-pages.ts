// Finds pages that somebody made and that nobody else may edit, as far as this product's account sees them.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { foldName } from '../../domain/user.ts';
import type { HttpClient } from '../http-client/client.ts';
import type { PagePort } from '../ports/spaces.ts';
import { failureCodeOf, readBody } from './answers.ts';

const found = Compile(Type.Object({ results: Type.Array(Type.Object({ id: Type.String() })) }));
const isFound = (json: unknown): json is Type.Static<ReturnType<typeof found.Type>> => found.Check(json);

const subjects = <Subject extends Type.TSchema>(subject: Subject) =>
  Type.Object({ results: Type.Array(subject), size: Type.Number(), limit: Type.Optional(Type.Number()) });
const person = Type.Object({ userKey: Type.Optional(Type.String()), username: Type.Optional(Type.String()) });

/**
 * `GET /rest/api/content/{id}/restriction/byOperation/update`, in the reference from 9.0 to 10.2. Whether users stand in it
 * unasked is told two ways there, so they are asked for; an answer that lacks either list is no answer.
 */
const restriction = Compile(
  Type.Object({ restrictions: Type.Object({ user: subjects(person), group: subjects(Type.Unknown()) }) }),
);
type Restriction = Type.Static<ReturnType<typeof restriction.Type>>;
const isRestriction = (json: unknown): json is Restriction => restriction.Check(json);

/** The newest ones: each is one request. */
const pagesLookedAt = 10;
const expand = 'restrictions.user,restrictions.group';

export function createSolePages(http: Pick<HttpClient, 'send'>): PagePort {
  return {
    editedByNobodyElse: async (username, isLeaving) => {
      const name = username.replaceAll(/["\\]/g, '\\$&');
      const cql = `creator = "${name}" and type = "page" order by lastmodified desc`;
      const search = { method: 'GET', path: '/rest/api/content/search', query: { cql, limit: pagesLookedAt } } as const;
      const { results } = readBody(await http.send(search), isFound);
      const sole: string[] = [];
      for (const { id } of results) {
        const path = '/rest/api/content/{id}/restriction/byOperation/update';
        const answer = await http.send({ method: 'GET', path, parts: { id }, query: { expand } });
        const code = failureCodeOf(answer);
        if (code === 'host_capability_absent') return null;
        // Gone or hidden since the search.
        if (answer.status === 404) continue;
        if (isSole(readBody(answer, isRestriction), isLeaving)) sole.push(id);
      }
      return sole;
    },
  };
}

/** No restriction names nobody; a list that may be cut names more than it shows. */
function isSole(
  { restrictions: { user, group } }: Restriction,
  isLeaving: Parameters<PagePort['editedByNobodyElse']>[1],
) {
  const whole = [user, group].every(({ results, limit }) => limit === undefined || results.length < limit);
  if (!whole || group.results.length > 0 || user.results.length === 0) return false;
  return user.results.every(({ userKey, username }) =>
    isLeaving({ userKey: userKey ?? null, folded: username === undefined ? null : foldName(username) }),
  );
}
