// What a plan must know beyond the snapshot, read for those who were selected and nobody else: their accounts in the directories named.
import { type DirectoryReadPort, HostFailure } from '../adapters/ports.ts';
import { type Action, type TransferOrder, transferOf } from '../domain/action.ts';
import type { Licence } from '../domain/licence/licence.ts';
import { createPersonJudge } from '../domain/licence/seat.ts';
import type { AccountImage } from '../domain/plan/before-image.ts';
import type { PlanFacts } from '../domain/plan/expand.ts';
import type { TransferFacts } from '../domain/plan/transfer.ts';
import { foldName, type UserKey, type UserWithGroups } from '../domain/user.ts';
import { mapAtOnce } from './map-at-once.ts';

/** A directory with a Crowd application of its own, as far as planning may use it. */
export interface ReadableDirectory {
  readonly name: string;
  readonly reads: DirectoryReadPort;
  readonly writable: boolean;
}

export interface PlanFactsInput {
  readonly actions: readonly Action[];
  readonly people: readonly UserWithGroups[];
  readonly directories: readonly ReadableDirectory[];
  /** Names of the directories in the order in which Confluence asks them; null where nobody tells. */
  readonly order: () => Promise<readonly string[] | null>;
  /** Null where the snapshot knows nothing of it. */
  readonly licence: Licence | null;
  /** Whether this product can send mail. */
  readonly canNotify: boolean;
}

const peopleAtOnce = 4;

/** Reads what the actions need. A directory that does not answer makes its users `unsupported`, never fails the plan. */
export async function gatherPlanFacts(input: PlanFactsInput): Promise<PlanFacts> {
  const { actions, people, directories, order, licence, canNotify } = input;
  const transfers = new Map<UserKey, TransferFacts>();
  const find = (name: string) => directories.find((one) => foldName(one.name) === foldName(name));
  const [transfer] = actions.flatMap((action) => transferOf(action) ?? []);
  if (transfer !== undefined) {
    const read = transferReader(transfer.order, { find, order: await order() });
    const found = await mapAtOnce(people, peopleAtOnce, ({ user }) => read(user.username));
    for (const [person, facts] of found) transfers.set(person.user.userKey, facts);
  }
  const mailing = new Map(people.map((person) => [person.user.userKey, directoryThatMails(person, find)]));
  return {
    transferOf: (userKey) => transfers.get(userKey) ?? { kind: 'unread', reason: 'directory-not-configured' },
    resetMailFrom: (userKey) => mailing.get(userKey) ?? null,
    seatOf: licence === null ? () => null : createPersonJudge(licence),
    canNotify,
    changesDirectly: (directory) => find(directory)?.writable === true,
  };
}

type Find = (name: string) => ReadableDirectory | undefined;

/** Only the account that speaks for the user has the password the user signs in with. */
function directoryThatMails({ accounts }: UserWithGroups, find: Find): string | null {
  if (accounts.kind === 'untold') return null;
  const speaking = accounts.accounts.find((account) => account.effective === true);
  const directory = speaking === undefined ? undefined : find(speaking.directory);
  return directory?.writable === true ? directory.name : null;
}

function transferReader(
  order: TransferOrder,
  { find, order: asked }: { readonly find: Find; readonly order: readonly string[] | null },
): (username: string) => Promise<TransferFacts> {
  const [source, target] = [find(order.from), find(order.to)];
  if (source === undefined || target === undefined) {
    return async () => ({ kind: 'unread', reason: 'directory-not-configured' });
  }
  const groupIsThere = rememberGroups(target.reads);
  const first = whoIsFirst(source.name, target.name, asked);
  return async (username) => {
    try {
      const questions = [readImage(source, username), readImage(target, username)] as const;
      // Both are heard before the next user, so that a silent directory has no more than a few questions under way.
      await Promise.allSettled(questions);
      const [from, to] = await Promise.all(questions);
      const missingGroups: string[] = [];
      for (const group of from?.groups ?? []) if (!(await groupIsThere(group))) missingGroups.push(group);
      const writable = { source: source.writable, target: target.writable };
      return { kind: 'read', source: from, target: to, missingGroups, writable, first };
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      return { kind: 'unread', reason: 'directory-unreadable' };
    }
  };
}

/** Throws `HostFailure`. */
export async function readImage({ name, reads }: ReadableDirectory, username: string): Promise<AccountImage | null> {
  const account = await reads.readAccount(username);
  if (account === null) return null;
  return {
    directory: name,
    key: account.key,
    username: account.username,
    firstName: account.firstName ?? '',
    lastName: account.lastName ?? '',
    displayName: account.displayName,
    email: account.email ?? '',
    status: account.status,
    attributes: Object.fromEntries([...account.attributes].sort(([one], [other]) => (one < other ? -1 : 1))),
    groups: [...(await reads.readGroupsOf(username))].sort(),
  };
}

/** Asks for each group once. */
function rememberGroups(reads: DirectoryReadPort): (group: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (group) => {
    const folded = foldName(group);
    const answer = known.get(folded) ?? reads.readGroup(group).then((found) => found !== null);
    known.set(folded, answer);
    return answer;
  };
}

function whoIsFirst(source: string, target: string, order: readonly string[] | null): 'source' | 'target' | null {
  const places = (order ?? []).map(foldName);
  const [from, to] = [places.indexOf(foldName(source)), places.indexOf(foldName(target))];
  if (from < 0 || to < 0) return null;
  return from < to ? 'source' : 'target';
}
