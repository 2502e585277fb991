// Makes the plan of an undo from what another run did and how its users stand now. Changes nothing.
import { HostFailure } from '../adapters/ports.ts';
import type { AccountsKnown } from '../domain/account.ts';
import type { Trace } from '../domain/criteria/matches.ts';
import { isSomeoneLike } from '../domain/newcomer.ts';
import type { AccountImage } from '../domain/plan/before-image.ts';
import type { Expansion } from '../domain/plan/expand.ts';
import { planTransfer } from '../domain/plan/transfer.ts';
import {
  changesInForce,
  copyOf,
  leaveForNow,
  type PresentUser,
  transferBackOf,
  type Undoing,
  undoEntry,
  undoUntold,
} from '../domain/plan/undo.ts';
import { type AccountSight, changesUnseen, judgeUnseen, type UnseenChange } from '../domain/plan/unseen.ts';
import { foldName, type UserKey, type UserWithGroups } from '../domain/user.ts';
import type { StoredEntry } from '../store/runs.ts';
import type { Snapshot } from '../store/snapshots.ts';
import type { Store } from '../store/store.ts';
import { askUntilSilent } from './ask-until-silent.ts';
import { type MarkedEntry, openOvertaken } from './overtaken.ts';
import { gatherPlanFacts, type ReadableDirectory, readImage } from './plan-facts.ts';
import { readAllEntries } from './read-all-entries.ts';

export interface UndoInput {
  readonly store: Store;
  readonly snapshot: Snapshot;
  readonly of: number;
  /** Entries of that run; null for all. */
  readonly people: readonly number[] | null;
  readonly directories: readonly ReadableDirectory[];
  readonly directoryOrder: () => Promise<readonly string[] | null>;
}

export interface UndoSelection {
  readonly people: readonly { readonly person: UserWithGroups; readonly trace: Trace }[];
  readonly expand: (person: UserWithGroups) => Expansion;
}

/** Everybody of the other run with something in force, as they stand now, each with the steps that take it back. */
export async function selectForUndo(asked: UndoInput): Promise<UndoSelection> {
  const input = { ...asked, directories: asked.directories.map(askUntilSilent) };
  const wanted = input.people === null ? null : new Set(input.people);
  const people: { person: UserWithGroups; trace: Trace }[] = [];
  const expansions = new Map<UserKey, Expansion>();
  const markOvertaken = await openOvertaken(input.store, input.of);
  for await (const entry of readAllEntries(input.store, input.of)) {
    if (wanted?.has(entry.personId) === false || changesInForce(entry).length === 0) continue;
    const found = await findUser(input, entry);
    const known = found === 'not-certain' ? null : found;
    const person = known ?? describeGone(entry, input.snapshot);
    people.push({ person, trace: entry.trace });
    const marked = await markOvertaken(entry, person.user.userKey);
    const expansion = found === 'not-certain' ? leftToOthers : await expand(input, marked, known);
    expansions.set(person.user.userKey, expansion);
  }
  const nothing: Expansion = { intents: [], notes: [], images: [] };
  return { people, expand: ({ user }) => expansions.get(user.userKey) ?? nothing };
}

/** Somebody has the name and is not as the one who was created: changed since, or another one, whom nothing may reach. */
const leftToOthers: Expansion = { intents: [], notes: ['changed-since'], images: [] };

/**
 * Whoever was created goes by the key the host gave; where it was not told, by name, display name and address together,
 * because somebody else may have the name by now: then it is `not-certain`. Null where nobody has the name.
 */
async function findUser(
  { store, snapshot }: UndoInput,
  entry: StoredEntry,
): Promise<UserWithGroups | 'not-certain' | null> {
  const { userKey, createdKey, username, before } = entry;
  if (before.newcomer === undefined) return store.snapshots.person(snapshot.id, userKey);
  if (createdKey !== null) return store.snapshots.person(snapshot.id, createdKey);
  for await (const batch of store.snapshots.names(snapshot.id)) {
    const named = batch.find((one) => foldName(one.username) === foldName(username));
    const person = named === undefined ? null : await store.snapshots.person(snapshot.id, named.userKey);
    if (person !== null) return isSomeoneLike(person.user, before) ? person : 'not-certain';
  }
  return null;
}

/** The account that was made, so that undoing reaches this one and no other of the name. */
async function imagesOf(input: UndoInput, entry: StoredEntry): Promise<readonly AccountImage[] | 'unanswered'> {
  const made = changesInForce(entry).find(({ kind }) => kind === 'create-first-account');
  if (made?.kind !== 'create-first-account') return entry.before.accountImages ?? [];
  return imageIn(input, made.directory, entry.username);
}

/** None where nobody of the name is there, or nobody may ask. */
async function imageIn(
  { directories }: UndoInput,
  directory: string,
  username: string,
): Promise<readonly AccountImage[] | 'unanswered'> {
  const where = directories.find((one) => foldName(one.name) === foldName(directory));
  if (where === undefined) return [];
  try {
    const image = await readImage(where, username);
    return image === null ? [] : [image];
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return 'unanswered';
  }
}

async function expand(input: UndoInput, entry: MarkedEntry, known: UserWithGroups | null): Promise<Expansion> {
  const back = transferBackOf(entry);
  if (back !== null && known !== null) return transferBack(input, back, known);
  const copy = copyOf(entry);
  if (copy !== null) return dropCopy(input, copy, entry);
  const present =
    known === null
      ? null
      : {
          status: known.user.status,
          directGroups: known.memberships.filter((one) => one.direct).map((one) => one.group),
        };
  const undoing = await takeBack(input, entry, { present, accounts: known?.accounts ?? { kind: 'untold' } });
  if ('left' in undoing) return { ...undoing.left, images: [] };
  const images = await imagesOf(input, entry);
  return images === 'unanswered'
    ? { ...leaveForNow(entry, 'directory-unreadable'), images: [] }
    : { ...undoing, images };
}

/** Confluence alone cannot tell "not read yet" from "taken back by somebody": the directories that were changed are asked. */
async function takeBack(
  input: UndoInput,
  entry: StoredEntry,
  { present, accounts }: { readonly present: PresentUser | null; readonly accounts: AccountsKnown },
): Promise<Undoing | { readonly left: Undoing }> {
  const unseen: UnseenChange[] = [];
  for (const change of changesUnseen(entry, present)) {
    unseen.push({ change, seen: await lookUp(input, change.directory, entry.username) });
  }
  if (unseen.length === 0) return undoEntry(entry, present);
  switch (judgeUnseen(unseen, accounts)) {
    case 'other-hand':
      return undoEntry(entry, present);
    case 'untold':
      return undoUntold(entry, present);
    case 'not-read':
      return { left: leaveForNow(entry, 'not-synchronised-yet') };
    case 'unanswered':
      return { left: leaveForNow(entry, 'directory-unreadable') };
    case 'unconfigured':
      return { left: leaveForNow(entry, 'directory-not-configured') };
  }
}

async function lookUp({ directories }: UndoInput, directory: string, username: string): Promise<AccountSight> {
  const where = directories.find((one) => foldName(one.name) === foldName(directory));
  if (where === undefined) return 'unconfigured';
  try {
    return (await where.reads.readAccount(username))?.status ?? 'absent';
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return 'unanswered';
  }
}

async function transferBack(
  { directories, directoryOrder: order }: UndoInput,
  back: { readonly from: string; readonly to: string },
  person: UserWithGroups,
): Promise<Expansion> {
  const transfer = { ...back, missingGroups: 'create', mailPasswordReset: false } as const;
  const facts = await gatherPlanFacts({
    actions: [{ moveToDirectory: transfer }],
    people: [person],
    directories,
    order,
    licence: null,
    canNotify: false,
  });
  return planTransfer(transfer, false, facts.transferOf(person.user.userKey));
}

/** A copy is taken away again as a move takes its source away: only while the other account holds everything. */
async function dropCopy(
  input: UndoInput,
  { directory, keptIn }: { readonly directory: string; readonly keptIn: string },
  entry: StoredEntry,
): Promise<Expansion> {
  const change = { kind: 'delete-account', directory, keptIn } as const;
  const images = await imageIn(input, directory, entry.username);
  if (images !== 'unanswered') return { intents: [{ change, known: null }], notes: [], images };
  const known = { kind: 'unsupported', reason: 'directory-unreadable' } as const;
  return { intents: [{ change, known }], notes: [], images: [] };
}

/** Somebody who is gone has a place in the plan all the same, so that it is said. */
function describeGone(entry: StoredEntry, { startedAt }: Snapshot): UserWithGroups {
  const { userKey, username, displayName, before } = entry;
  return {
    user: {
      userKey,
      username,
      displayName,
      email: before.email,
      status: 'unknown',
      activity: { state: 'unknown', reason: 'not-covered' },
      createdAt: null,
      firstSeenAt: startedAt,
      firstSeenDisabledAt: null,
    },
    memberships: [],
    accounts: { kind: 'untold' },
  };
}
