// What a run asks and changes, until a foreign system refuses our sign-in: from then on nothing goes out by the same credentials.
import type { PagePort } from '../../adapters/ports/spaces.ts';
import {
  type ContributionPort,
  type DirectoryReadPort,
  type EvidencePort,
  type EvidenceSources,
  HostFailure,
  type HostFailureCode,
  type ReadPort,
} from '../../adapters/ports.ts';
import type { DirectoryWritePort, WritePort, WriteResult } from '../../adapters/writes.ts';
import { foldName } from '../../domain/user.ts';
import type { OccupationWatch } from '../host-occupied.ts';
import { openSignIn, readSignedIn, type SignIn } from '../sign-in.ts';
import type { Directories } from './account-step.ts';

/** What one user's part of a run is carried out through. */
export interface ActingPorts {
  readonly reads: ReadPort;
  readonly writes: WritePort;
  readonly directories: Directories;
  readonly contributions: ContributionPort;
}

export interface SignIns {
  /** At Confluence. */
  readonly host: SignIn;
  /** At a directory, which has an application of its own. */
  readonly at: (directory: string) => SignIn;
}

export interface RunSignIns extends SignIns {
  /** Of whoever refused us first in this order: Confluence, the directories; null as long as all let us in. */
  readonly refusal: () => HostFailureCode | null;
}

/** For the length of one run's acting. */
export function openSignIns(directories: Pick<Directories, 'keys'>): RunSignIns {
  const host = openSignIn();
  const others = new Map([...directories.keys()].map((name) => [name, openSignIn()]));
  return {
    host,
    at: (directory) => others.get(foldName(directory)) ?? host,
    refusal: () => [host, ...others.values()].map((one) => one.refusal()).find((code) => code !== null) ?? null,
  };
}

/** One user's turn has a single one: whoever refuses any of it ends the turn. */
export function actInTurn(ports: ActingPorts, turn: SignIn): ActingPorts {
  return actSignedIn(ports, { host: turn, at: () => turn });
}

export function actSignedIn(
  { reads, writes, directories, contributions }: ActingPorts,
  { host, at }: SignIns,
): ActingPorts {
  return {
    reads: readSignedIn(reads, host),
    writes: {
      apply: (target, change) => send(host, () => writes.apply(target, change)),
      setPassword: (target, password) => send(host, () => writes.setPassword(target, password)),
      createUser: (user) => send(host, () => writes.createUser(user)),
    },
    directories: new Map(
      [...directories].map(([name, one]) => [
        name,
        { reads: readDirectory(one.reads, at(name)), writes: changeDirectory(one.writes, at(name)) },
      ]),
    ),
    contributions: { lastOf: (user) => host.ask(() => contributions.lastOf(user)) },
  };
}

/** Refused without being sent, once we are. */
async function send(signIn: SignIn, change: () => Promise<WriteResult>): Promise<WriteResult> {
  const code = signIn.refusal();
  if (code !== null) return { kind: 'refused', code, status: null };
  const result = await change();
  if ('code' in result) signIn.hear(result.code);
  return result;
}

function readDirectory(reads: DirectoryReadPort, { ask }: SignIn): DirectoryReadPort {
  return {
    ...reads,
    readAccount: (username) => ask(() => reads.readAccount(username)),
    readGroup: (group) => ask(() => reads.readGroup(group)),
    readGroupsOf: (username, depth) => ask(() => reads.readGroupsOf(username, depth)),
  };
}

function changeDirectory(writes: DirectoryWritePort, signIn: SignIn): DirectoryWritePort {
  return {
    apply: (target, change) => send(signIn, () => writes.apply(target, change)),
    createAccount: (account) => send(signIn, () => writes.createAccount(account)),
    updateAccount: (target, update) => send(signIn, () => writes.updateAccount(target, update)),
    deleteAccount: (target) => send(signIn, () => writes.deleteAccount(target)),
    addToGroup: (target, group) => send(signIn, () => writes.addToGroup(target, group)),
    removeFromGroup: (target, group) => send(signIn, () => writes.removeFromGroup(target, group)),
    ensureGroup: (group) => send(signIn, () => writes.ensureGroup(group)),
    setAttributes: (target, attributes) => send(signIn, () => writes.setAttributes(target, attributes)),
    removeAttribute: (target, name) => send(signIn, () => writes.removeAttribute(target, name)),
    setPassword: (target, password) => send(signIn, () => writes.setPassword(target, password)),
    mailPasswordReset: (target) => send(signIn, () => writes.mailPasswordReset(target)),
    endSessions: (target) => send(signIn, () => writes.endSessions(target)),
  };
}

/** What else is asked of Confluence on the way, for all users together. */
interface SharedQuestions {
  readonly pages: PagePort;
  readonly evidence: EvidenceSources;
  readonly occupation: Pick<OccupationWatch, 'look' | 'isIndexWhole' | 'stopWaiting'>;
  readonly directoryOrder: () => Promise<readonly string[] | null>;
}

/** A Confluence may keep from us alone what it is busy with, and its directories: that is no refusal of our sign-in. */
export function askSignedIn(questions: SharedQuestions, host: SignIn): SharedQuestions {
  const { pages, evidence, occupation, directoryOrder } = questions;
  const isLetIn = () => host.refusal() === null;
  return {
    pages: { restrictedPages: (usernames, bounds) => host.ask(() => pages.restrictedPages(usernames, bounds)) },
    evidence: { ...evidence, list: async () => (await evidence.list()).map((port) => hearSource(port, host)) },
    occupation: {
      stopWaiting: occupation.stopWaiting,
      look: async () => (isLetIn() ? occupation.look() : { directories: [], reindexing: false }),
      isIndexWhole: async () => isLetIn() && (await occupation.isIndexWhole()),
    },
    directoryOrder: async () => (isLetIn() ? directoryOrder() : null),
  };
}

/** Not every source is Confluence's own; one that is tells by its code. */
function hearSource(port: EvidencePort, host: SignIn): EvidencePort {
  return {
    ...port,
    read: async function* () {
      try {
        yield* port.read();
      } catch (error) {
        if (error instanceof HostFailure && error.code.startsWith('host_')) host.hear(error.code);
        throw error;
      }
    },
  };
}
