// Asks which pages nobody could edit any more, for many people at once within a budget of requests, or for one alone.
import type { NamedByRestriction, PagePort, RestrictedPage } from '../adapters/ports/spaces.ts';
import { HostFailure } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { lastEditors } from '../domain/last-editors.ts';
import { foldName, type UserKey } from '../domain/user.ts';
import type { SnapshotRecords } from '../store/snapshots.ts';

interface AskedUser {
  readonly userKey: UserKey;
  readonly username: string;
}

export interface SolePagesInput {
  readonly pages: PagePort;
  readonly clock: Pick<Clock, 'now'>;
  readonly store: { readonly snapshots: Pick<SnapshotRecords, 'activeMembers' | 'person'> };
  readonly snapshotId: number;
  /** Everybody who would be gone: they edit nothing any more. May lose some while it is used. */
  readonly leaving: ReadonlySet<UserKey>;
}

export interface FoundPages {
  /** Page ids by user, for those with any. */
  readonly soleEditorOf: ReadonlyMap<UserKey, readonly string[]>;
  /** Whose pages were not all read. */
  readonly open: ReadonlySet<UserKey>;
  /** False where this host tells no restrictions. */
  readonly told: boolean;
}

/** Asked for in one search; the names stand in its address. */
export const peopleInOneSearch = 20;
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
  const editorsOf = rememberEditors(input);
  const soleEditorOf = new Map<UserKey, readonly string[]>();
  const open = new Set(people.map(({ userKey }) => userKey));
  const startedMs = Date.parse(clock.now());
  let left = mostRequests;
  let failures = 0;
  for (let start = 0; start < people.length && left > 0 && failures < mostFailures; start += peopleInOneSearch) {
    if (Date.parse(clock.now()) - startedMs > patienceMs) break;
    const some = people.slice(start, start + peopleInOneSearch);
    const names = some.map(({ username }) => username);
    const reading = await pages.restrictedPages(names, left).catch(failureOf);
    if (reading === null) return { soleEditorOf, open, told: false };
    if (reading instanceof HostFailure) {
      failures += 1;
      left -= 1;
      continue;
    }
    failures = 0;
    left -= reading.requests;
    for (const page of reading.pages) {
      for (const userKey of lastEditors(await editorsOf(page), input.leaving)) {
        const known = soleEditorOf.get(userKey) ?? [];
        if (!known.includes(page.id)) soleEditorOf.set(userKey, [...known, page.id]);
      }
    }
    if (reading.whole) for (const { userKey } of some) open.delete(userKey);
  }
  return { soleEditorOf, open, told: true };
}

function failureOf(error: unknown): HostFailure {
  if (error instanceof HostFailure) return error;
  throw error;
}

/** Resolves restrictions by the snapshot: active members of groups, and of the named users those who are active or leave. */
function rememberEditors({ store, snapshotId, leaving }: SolePagesInput) {
  const people = new Map<UserKey, Promise<boolean>>();
  const members = new Map<string, Promise<readonly UserKey[]>>();
  const isActive = (userKey: UserKey): Promise<boolean> => {
    const known = people.get(userKey) ?? store.snapshots.person(snapshotId, userKey).then(hasStatusActive);
    people.set(userKey, known);
    return known;
  };
  const membersOf = (group: string): Promise<readonly UserKey[]> => {
    const known = members.get(group) ?? store.snapshots.activeMembers(snapshotId, [group]);
    members.set(group, known);
    return known;
  };
  const resolve = async (named: NamedByRestriction | null): Promise<ReadonlySet<UserKey> | null> => {
    if (named === null) return null;
    const allowed = new Set<UserKey>();
    for (const userKey of named.userKeys) if (leaving.has(userKey) || (await isActive(userKey))) allowed.add(userKey);
    for (const group of named.groups) for (const userKey of await membersOf(foldName(group))) allowed.add(userKey);
    return allowed;
  };
  return async ({ view, edit }: RestrictedPage) => {
    // A list that is cut names more than it shows, far more than a page that somebody would be missed on.
    if (view?.cut === true || edit?.cut === true) return { view: null, edit: null };
    return { view: await resolve(view), edit: await resolve(edit) };
  };
}

function hasStatusActive(person: Awaited<ReturnType<SnapshotRecords['person']>>): boolean {
  return person?.user.status === 'active';
}
