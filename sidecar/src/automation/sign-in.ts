// Remembers that a foreign system refuses our sign-in, so that it is not asked again for a while: that may lock the account.
import { HostFailure, type HostFailureCode, type ReadPort } from '../adapters/ports.ts';
import { isTurnedAway } from './unanswered.ts';

/** One set of credentials at one foreign system, for the length of one phase. */
export interface SignIn {
  /** The first refusal; null as long as we are let in. */
  readonly refusal: () => HostFailureCode | null;
  /** Takes note of why something failed; of anything but a refusal of our sign-in nothing is kept. */
  readonly hear: (code: HostFailureCode) => void;
  /** Asks; once we were refused it fails at once with that code, and nothing is sent. */
  readonly ask: <Answer>(question: () => Promise<Answer>) => Promise<Answer>;
  /** The same for a list. */
  readonly list: <Row>(pages: () => AsyncIterable<Row>) => AsyncGenerator<Row>;
}

export function openSignIn(): SignIn {
  let refusal: HostFailureCode | null = null;
  const hear = (code: HostFailureCode): void => {
    if (isTurnedAway(code)) refusal ??= code;
  };
  const demand = (): void => {
    if (refusal !== null) throw new HostFailure(refusal, { request: 'not sent, as our sign-in was refused before' });
  };
  return {
    refusal: () => refusal,
    hear,
    ask: async (question) => {
      demand();
      try {
        return await question();
      } catch (error) {
        if (error instanceof HostFailure) hear(error.code);
        throw error;
      }
    },
    list: async function* (pages) {
      demand();
      try {
        yield* pages();
      } catch (error) {
        if (error instanceof HostFailure) hear(error.code);
        throw error;
      }
    },
  };
}

/** The reads of Confluence as they are until one of them is turned away. */
export function readSignedIn(reads: ReadPort, { ask, list }: Pick<SignIn, 'ask' | 'list'>): ReadPort {
  return {
    ...reads,
    listUsers: (known) => list(() => reads.listUsers(known)),
    listMembers: (group) => list(() => reads.listMembers(group)),
    readUser: (userKey) => ask(() => reads.readUser(userKey)),
    readGroupsOf: (userKey) => ask(() => reads.readGroupsOf(userKey)),
  };
}
