// For the length of one plan: a directory that does not answer is not asked again, person by person, with all its retries.
import { HostFailure } from '../adapters/ports.ts';
import type { ReadableDirectory } from './plan-facts.ts';
import { isTurnedAway } from './unanswered.ts';

const silentCodes: ReadonlySet<string> = new Set(['crowd_unreachable', 'crowd_timeout', 'crowd_not_crowd']);

/** Codes that may be about one account alone; so many in a row are not. */
const troubledCodes: ReadonlySet<string> = new Set(['crowd_error', 'crowd_rate_limited', 'crowd_not_data']);
const troublesInARow = 3;

/** The directory as it is until it is silent or turns us away; then every question fails at once as the last one did. */
export function askUntilSilent(directory: ReadableDirectory): ReadableDirectory {
  let lastWord: HostFailure | null = null;
  let troubles = 0;
  const ask = async <Answer>(question: () => Promise<Answer>): Promise<Answer> => {
    if (lastWord !== null) throw lastWord;
    try {
      const answer = await question();
      troubles = 0;
      return answer;
    } catch (error) {
      if (!(error instanceof HostFailure)) throw error;
      troubles = troubledCodes.has(error.code) ? troubles + 1 : 0;
      if (silentCodes.has(error.code) || isTurnedAway(error) || troubles >= troublesInARow) lastWord = error;
      throw error;
    }
  };
  const { reads } = directory;
  return {
    ...directory,
    reads: {
      ...reads,
      readAccount: (username) => ask(() => reads.readAccount(username)),
      readGroup: (group) => ask(() => reads.readGroup(group)),
      readGroupsOf: (username, depth) => ask(() => reads.readGroupsOf(username, depth)),
    },
  };
}
