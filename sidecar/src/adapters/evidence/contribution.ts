// What somebody wrote last, by CQL: asked only for those who are about to be acted upon.
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { foldName, type Instant } from '../../domain/user.ts';
import { demandSuccess, failureCodeOf } from '../confluence/answers.ts';
import type { HttpClient } from '../http-client/client.ts';
import { type ContributionPort, HostFailure, type HostFailureCode } from '../ports.ts';

const person = Type.Object({ userKey: Type.Optional(Type.String()), username: Type.Optional(Type.String()) });
const isFound = Compile(
  Type.Object({
    results: Type.Array(
      Type.Object({
        history: Type.Optional(
          Type.Object({
            createdBy: Type.Optional(person),
            createdDate: Type.Optional(Type.String()),
            lastUpdated: Type.Optional(Type.Object({ by: Type.Optional(person), when: Type.Optional(Type.String()) })),
          }),
        ),
      }),
    ),
  }),
);

/** Newest changes first; anybody may have made them, so a few are looked at for one of this user's own. */
const lookedAt = 10;

/** Whoever asks is to ask nothing more then: another try may lock our account. */
const signInRefused: ReadonlySet<HostFailureCode | null> = new Set(['host_unauthorised', 'host_captcha']);

type Author = Parameters<ContributionPort['lastOf']>[0];

/**
 * Asks Confluence what a user changed last. Of content the user had a part in, only what was created or last changed by
 * the user counts. The search sees what this product's account may see: null means nothing was found, not that there
 * is nothing. Where the search is not there, it is not asked again.
 */
export function openContributions(send: HttpClient['send']): ContributionPort {
  let absent = false;
  return {
    lastOf: async (user) => {
      if (absent) return null;
      try {
        const cql = `contributor = "${user.username.replaceAll(/["\\]/g, '\\$&')}" order by lastmodified desc`;
        const query = { cql, limit: lookedAt, expand: 'history.lastUpdated' };
        const answer = await send({ method: 'GET', path: '/rest/api/content/search', query });
        absent = answer.status === 404 || answer.status === 405;
        if (signInRefused.has(failureCodeOf(answer))) demandSuccess(answer);
        if (answer.status >= 300 || !isFound.Check(answer.json)) return null;
        return latest(
          answer.json.results.flatMap(({ history }) => (history === undefined ? [] : ownInstants(history, user))),
        );
      } catch (error) {
        if (error instanceof HostFailure && !signInRefused.has(error.code)) return null;
        throw error;
      }
    },
  };
}

type Found = Type.Static<ReturnType<typeof isFound.Type>>;
type History = NonNullable<Found['results'][number]['history']>;

function ownInstants({ createdBy, createdDate, lastUpdated }: History, user: Author): string[] {
  const created = isSame(createdBy, user) ? [createdDate] : [];
  const updated = isSame(lastUpdated?.by, user) ? [lastUpdated?.when] : [];
  return [...created, ...updated].filter((one) => one !== undefined);
}

function isSame(one: Type.Static<typeof person> | undefined, { userKey, username }: Author): boolean {
  if (one?.userKey !== undefined) return one.userKey === userKey;
  return one?.username !== undefined && foldName(one.username) === foldName(username);
}

function latest(instants: readonly string[]): Instant | null {
  const times = instants.map((one) => Date.parse(one)).filter((ms) => !Number.isNaN(ms));
  return times.length === 0 ? null : new Date(Math.max(...times)).toISOString();
}
