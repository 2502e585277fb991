// Asks for small plans which pages of their people nobody else may edit. What is found is so; what is not found proves nothing.
import type { NamedPerson, PagePort } from '../adapters/ports/spaces.ts';
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import type { PlanEntry } from '../domain/plan/plan.ts';
import { foldName, type UserKey } from '../domain/user.ts';

export interface SolePagesInput {
  readonly pages: PagePort;
  readonly clock: Pick<Clock, 'now'>;
}

/** Each takes eleven requests at most: of larger plans nobody is asked about. */
const peopleAskedAbout = 20;
const patienceMs = 20_000;

/** Page ids by user, for those with any. Throws nothing of the host's: what fails is not found. */
export async function findSolePages(
  { pages, clock }: SolePagesInput,
  leaving: readonly PlanEntry[],
): Promise<ReadonlyMap<UserKey, readonly string[]>> {
  const found = new Map<UserKey, readonly string[]>();
  if (leaving.length > peopleAskedAbout) return found;
  const keys = new Set<string>(leaving.map(({ userKey }) => userKey));
  const names = new Set(leaving.map(({ username }) => foldName(username)));
  const isLeaving = ({ userKey, folded }: NamedPerson): boolean =>
    userKey === null ? folded !== null && names.has(folded) : keys.has(userKey);
  const startedMs = Date.parse(clock.now());
  for (const { userKey, username } of leaving) {
    if (Date.parse(clock.now()) - startedMs > patienceMs) return found;
    try {
      const ids = await pages.editedByNobodyElse(username, isLeaving);
      if (ids === null) return found;
      if (ids.length > 0) found.set(userKey, ids);
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      return found;
    }
  }
  return found;
}
