// For the length of one verification: a Confluence that refuses our sign-in is not asked again, as that may lock the account.
import { HostFailure, type ReadPort } from '../adapters/ports.ts';
import { isTurnedAway } from './unanswered.ts';

/** The reads as they are until one of them is turned away; then each fails at once as that one did. */
export function untilTurnedAway(reads: ReadPort): ReadPort {
  let refusal: HostFailure | null = null;
  const hear = (error: unknown): void => {
    if (error instanceof HostFailure && isTurnedAway(error)) refusal ??= error;
  };
  const ask = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    if (refusal !== null) throw refusal;
    try {
      return await question();
    } catch (error) {
      hear(error);
      throw error;
    }
  };
  async function* list<Row>(pages: () => AsyncIterable<Row>): AsyncGenerator<Row> {
    if (refusal !== null) throw refusal;
    try {
      yield* pages();
    } catch (error) {
      hear(error);
      throw error;
    }
  }
  return {
    ...reads,
    listUsers: (known) => list(() => reads.listUsers(known)),
    listMembers: (group) => list(() => reads.listMembers(group)),
    readUser: (userKey) => ask(() => reads.readUser(userKey)),
    readGroupsOf: (userKey) => ask(() => reads.readGroupsOf(userKey)),
  };
}
