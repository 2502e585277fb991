// Asks which pages nobody could edit any more, for many people at once within a budget of requests, or for one alone.
import { setImmediate as letOthersRun } from 'node:timers/promises';
import type { PagePort, RestrictedPage } from '../adapters/ports/spaces.ts';
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { lastEditors } from '../domain/last-editors.ts';
import type { UserKey } from '../domain/user.ts';
import type { ResolveEditors } from './page-editors.ts';

interface AskedUser {
  readonly userKey: UserKey;
  readonly username: string;
}

export interface SolePagesInput {
  readonly pages: PagePort;
  readonly clock: Pick<Clock, 'now'>;
  readonly editorsOf: ResolveEditors;
  /** Everybody who would be gone: they edit nothing any more. The same as `editorsOf` knows. */
  readonly leaving: ReadonlySet<UserKey>;
}

export interface FoundPages {
  /** Page ids by user, for those of the people asked about who have any. */
  readonly soleEditorOf: ReadonlyMap<UserKey, readonly string[]>;
  /** Whose pages were not all read, or have more editors than were shown. */
  readonly open: ReadonlySet<UserKey>;
  /** False where this host tells no restrictions. */
  readonly told: boolean;
}

/** Asked for in one search; the names stand in its address. */
export const peopleInOneSearch = 20;
/** Two thousand pages; whoever had a part in more is not known. */
export const requestsInOneSearch = 10;
const patienceMs = 120_000;
/** A search that fails may fail for one name alone; two in a row, and the host is left in peace. */
const mostFailures = 2;

/** Looks at the pages that these people made or changed, until `mostRequests` are used up. Throws nothing of the host's. */
export async function findSolePages(
  input: SolePagesInput,
  people: readonly AskedUser[],
  mostRequests: number,
): Promise<FoundPages> {
  const { pages, clock } = input;
  const found = new Map<UserKey, Set<string>>();
  const open = new Set(people.map(({ userKey }) => userKey));
  const asked = new Set(open);
  const startedMs = Date.parse(clock.now());
  const isLate = () => Date.parse(clock.now()) - startedMs > patienceMs;
  let left = mostRequests;
  let failures = 0;
  for (let start = 0; start < people.length && left > 0 && failures < mostFailures; start += peopleInOneSearch) {
    if (isLate()) break;
    const some = people.slice(start, start + peopleInOneSearch);
    const names = some.map(({ username }) => username);
    const bounds = { requests: Math.min(left, requestsInOneSearch), isLate };
    const reading = await pages.restrictedPages(names, bounds).catch(failureOf);
    if (reading === null) return { soleEditorOf: listPages(found), open, told: false };
    if (reading instanceof HostFailure) {
      failures += 1;
      left -= 1;
      continue;
    }
    failures = 0;
    left -= reading.requests;
    const allShown = await notePages(input, { pages: reading.pages, asked, found });
    if (reading.whole && allShown) for (const { userKey } of some) open.delete(userKey);
  }
  return { soleEditorOf: listPages(found), open, told: true };
}

interface Noting {
  readonly pages: readonly RestrictedPage[];
  readonly asked: ReadonlySet<UserKey>;
  readonly found: Map<UserKey, Set<string>>;
}

/** Notes the pages with those who would be missed. False where the editors of one are not all shown, and nobody shown stays. */
async function notePages({ editorsOf, leaving }: SolePagesInput, { pages, asked, found }: Noting): Promise<boolean> {
  let allShown = true;
  for (const page of pages) {
    // What is asked of the snapshot is mostly known already, so that waiting for it lets nobody else run.
    await letOthersRun();
    const last = lastEditors(await editorsOf(page), leaving);
    if (last === 'unknown') allShown = false;
    else for (const userKey of last) if (asked.has(userKey)) pagesOf(found, userKey).add(page.id);
  }
  return allShown;
}

function pagesOf(found: Map<UserKey, Set<string>>, userKey: UserKey): Set<string> {
  const known = found.get(userKey) ?? new Set();
  found.set(userKey, known);
  return known;
}

function listPages(found: ReadonlyMap<UserKey, ReadonlySet<string>>): ReadonlyMap<UserKey, readonly string[]> {
  return new Map([...found].map(([userKey, ids]) => [userKey, [...ids]]));
}

function failureOf(error: unknown): HostFailure {
  if (error instanceof HostFailure) return error;
  throw error;
}
