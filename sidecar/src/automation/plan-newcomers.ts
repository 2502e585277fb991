// Finds out for each newcomer who has the name or the address already, and whether there is room. Changes nothing.
import { type DirectoryAccount, HostFailure, type ReadPort } from '../adapters/ports.ts';
import type { Trace } from '../domain/criteria/matches.ts';
import type { LicenceFinding } from '../domain/licence/figures.ts';
import { defaultLicenceGroup, type Licence } from '../domain/licence/licence.ts';
import { createSeatJudge } from '../domain/licence/seat.ts';
import { isSomeoneLike, type Namesake, type Newcomer, personOf, provisionalKeyOf } from '../domain/newcomer.ts';
import type { Expansion } from '../domain/plan/expand.ts';
import type { UnsupportedReason } from '../domain/plan/intent.ts';
import { planNewcomer } from '../domain/plan/newcomer.ts';
import { foldName, type Instant, type UserKey, type Username, type UserWithGroups } from '../domain/user.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { mapAtOnce } from './map-at-once.ts';
import type { ReadableDirectory } from './plan-facts.ts';

export interface NewcomersInput {
  readonly store: Pick<Store, 'runs' | 'snapshots'>;
  readonly reads: Pick<ReadPort, 'readUser'>;
  readonly directories: readonly ReadableDirectory[];
  readonly snapshot: Snapshot;
  readonly runId: number;
  readonly canNotify: boolean;
  readonly now: Instant;
}

export interface NewcomerSelection {
  readonly people: readonly { readonly person: UserWithGroups; readonly trace: Trace }[];
  readonly expand: (person: UserWithGroups) => Expansion;
}

const asked: Trace = { combine: 'all', verdict: 'yes', children: [] };
const newcomersAtOnce = 4;

/** Everybody of the request, in its order, each with the steps it takes. Throws `HostFailure`. */
export async function selectNewcomers(input: NewcomersInput): Promise<NewcomerSelection> {
  const newcomers = await input.store.runs.newcomers(input.runId);
  const known = await findKnown(input, newcomers);
  const looks = new Map(await mapAtOnce(newcomers, newcomersAtOnce, (newcomer) => lookAround(input, newcomer, known)));
  const finding = await input.store.snapshots.licence(input.snapshot.id);
  const takeSeat = openSeats(finding);
  const seen = new Set<string>();
  const expansions = new Map<UserWithGroups, Expansion>();
  for (const newcomer of newcomers) {
    const folded = foldName(newcomer.username);
    const look = looks.get(newcomer);
    if (look === undefined) throw new Error('A newcomer was not looked for.');
    const namedBefore = seen.has(folded);
    seen.add(folded);
    const free = !namedBefore && look.nameHolder === null && look.emailHolder === null && look.obstacle === null;
    const seat = free ? takeSeat(newcomer) : 'none';
    const samePerson = namedBefore ? null : look.samePerson;
    const person = samePerson ?? personOf(newcomer, input.now);
    const facts = {
      ...look,
      namedBefore,
      isSamePerson: samePerson !== null,
      licenceFull: seat === 'none-left',
      takesSeat: seat !== 'none',
      canNotify: input.canNotify,
    };
    expansions.set(person, planNewcomer(newcomer, facts));
  }
  const nothing: Expansion = { intents: [], notes: [], images: [] };
  return {
    people: [...expansions.keys()].map((person) => ({ person, trace: asked })),
    expand: (person) => expansions.get(person) ?? nothing,
  };
}

interface Known {
  readonly byName: ReadonlyMap<string, UserKey>;
  readonly byEmail: ReadonlyMap<string, UserKey>;
  /** Names that lead to a user key and to no account: their content would be the newcomer's. */
  readonly unsynced: ReadonlyMap<string, { readonly userKey: UserKey; readonly username: string }>;
}

/** One walk over the names of the snapshot, kept for those who are asked for. */
async function findKnown({ store, snapshot }: NewcomersInput, newcomers: readonly Newcomer[]): Promise<Known> {
  const names = new Set(newcomers.map(({ username }) => foldName(username)));
  const emails = new Set(newcomers.map(({ email }) => foldName(email.trim())));
  const byName = new Map<string, UserKey>();
  const byEmail = new Map<string, UserKey>();
  for await (const batch of store.snapshots.names(snapshot.id)) {
    for (const { userKey, username, email } of batch) {
      const [name, address] = [foldName(username), foldName(email?.trim() ?? '')];
      if (names.has(name)) byName.set(name, userKey);
      if (emails.has(address)) byEmail.set(address, userKey);
    }
  }
  const unsynced = new Map<string, { userKey: UserKey; username: string }>();
  for (let cursor: string | null = null; ; ) {
    const query = { snapshotId: snapshot.id, kind: 'unsynced' as const, limit: 1_000, cursor };
    const { faults, nextCursor } = await store.snapshots.directoryFaults(query);
    for (const fault of faults) if (names.has(foldName(fault.username))) unsynced.set(foldName(fault.username), fault);
    if (nextCursor === null) return { byName, byEmail, unsynced };
    cursor = nextCursor;
  }
}

interface Look {
  readonly nameHolder: Namesake | null;
  readonly emailHolder: Namesake | null;
  readonly samePerson: UserWithGroups | null;
  readonly obstacle: UnsupportedReason | null;
}

/** The snapshot may be a day old and may lack a directory: Confluence and every directory are asked for the name too. */
async function lookAround(input: NewcomersInput, newcomer: Newcomer, known: Known): Promise<Look> {
  const { store, snapshot, reads } = input;
  const folded = foldName(newcomer.username);
  const personBy = async (userKey: UserKey | undefined) =>
    userKey === undefined ? null : store.snapshots.person(snapshot.id, userKey);
  const holder = await personBy(known.byName.get(folded));
  const mailed = await personBy(known.byEmail.get(foldName(newcomer.email.trim())));
  const emailHolder = mailed === null ? null : namesakeOf(mailed, 'email');
  if (holder !== null) {
    const inUse = holder.user.status === 'active';
    const samePerson = inUse && isSomeoneLike(holder.user, newcomer) ? holder : null;
    return { nameHolder: namesakeOf(holder, 'name'), emailHolder, samePerson, obstacle: null };
  }
  const present = await reads.readUser(provisionalKeyOf(newcomer.username));
  const unsynced = known.unsynced.get(folded);
  const { account, obstacle } = await lookInDirectories(input.directories, newcomer);
  const nameHolder: Namesake | null =
    present !== null
      ? { ...present, shares: 'name' }
      : unsynced !== undefined
        ? {
            userKey: unsynced.userKey,
            username: unsynced.username as Username,
            displayName: '',
            status: 'unknown',
            shares: 'name',
          }
        : account === null
          ? null
          : { userKey: null, ...nameOf(account), shares: 'name' };
  return { nameHolder, emailHolder, samePerson: null, obstacle };
}

function namesakeOf({ user }: UserWithGroups, shares: Namesake['shares']): Namesake {
  const { userKey, username, displayName, status } = user;
  return { userKey, username, displayName, status, shares };
}

function nameOf({ username, displayName, status }: DirectoryAccount) {
  return { username, displayName, status };
}

/** An account of the name in any directory, and why the directory that is to have the newcomer cannot. */
async function lookInDirectories(
  directories: readonly ReadableDirectory[],
  { username, directory, groups }: Newcomer,
): Promise<{ readonly account: DirectoryAccount | null; readonly obstacle: UnsupportedReason | null }> {
  const target = directories.find((one) => directory !== null && foldName(one.name) === foldName(directory));
  try {
    for (const { reads } of directories) {
      const account = await reads.readAccount(username);
      if (account !== null) return { account, obstacle: null };
    }
    if (directory === null) return { account: null, obstacle: null };
    if (target === undefined) return { account: null, obstacle: 'directory-not-configured' };
    if (!target.writable) return { account: null, obstacle: 'target-read-only' };
    for (const group of groups) {
      if ((await target.reads.readGroup(group)) === null) return { account: null, obstacle: 'group-missing' };
    }
    return { account: null, obstacle: null };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return { account: null, obstacle: 'directory-unreadable' };
  }
}

/** Gives one seat after the other, as far as the host counts what is left; where it does not, nothing is refused for it. */
function openSeats(finding: LicenceFinding | null): (newcomer: Newcomer) => 'none' | 'taken' | 'none-left' {
  let left = finding?.host.remaining ?? null;
  return (newcomer) => {
    if (!mayTakeSeat(newcomer, finding?.licence ?? null)) return 'none';
    if (left === null) return 'taken';
    if (left <= 0) return 'none-left';
    left -= 1;
    return 'taken';
  };
}

/** Whom Confluence itself creates lands in its default group; elsewhere the groups decide. What is not known may be a seat. */
function mayTakeSeat({ username, directory, groups }: Newcomer, licence: Licence | null): boolean {
  if (licence === null) return true;
  const directGroups = directory === null ? [...groups, defaultLicenceGroup] : groups;
  return (
    createSeatJudge(licence)({ userKey: provisionalKeyOf(username), status: 'active', directGroups }).seat !== 'no'
  );
}
