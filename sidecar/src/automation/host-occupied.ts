// What Confluence is busy with that a live run must not meet: reading a directory, rebuilding its search index; and who waits.
import { HostFailure, type HostPort } from '../adapters/ports.ts';
import type { Clock } from '../clock.ts';
import { askedBeforeStep } from '../domain/impact.ts';
import type { BeforeImage } from '../domain/plan/before-image.ts';
import type { PlanNote } from '../domain/plan/intent.ts';
import { foldName } from '../domain/user.ts';
import { countWaiting } from './waiting.ts';

export interface Occupation {
  /** Names of the directories being read. */
  readonly directories: readonly string[];
  readonly reindexing: boolean;
}

export interface OccupationWatch {
  /** Nothing where the host does not tell; some seconds old at most. */
  readonly look: () => Promise<Occupation>;
  /**
   * Whether what a search did not find is not there: asked now, whatever was told a moment ago, and known to `look` from then on.
   * False also where nobody answers; a host that does not tell is taken to be at rest.
   */
  readonly isIndexWhole: () => Promise<boolean>;
  /** How long a run has been waiting: see `Waiting`. */
  readonly waitedMs: (runId: number) => number;
  readonly stopWaiting: (runId: number) => void;
}

/** One question in this time, however many users are worked on. */
const askAgainMs = 15_000;
/** A host that does not tell is asked again after this time: an administrator may have given us the right. */
const askUntoldAgainMs = 600_000;

export function watchOccupation(host: Pick<HostPort, 'directories' | 'isReindexing'>, clock: Clock): OccupationWatch {
  const waiting = countWaiting(clock, 'begins-anew');
  const directories = remember(clock, () => host.directories());
  const reindexing = remember(clock, () => host.isReindexing());
  return {
    look: async () => {
      const [list, index] = await Promise.all([directories.recall(), reindexing.recall()]);
      const busy = (list ?? []).filter((one) => one.synchronising === true);
      return { directories: busy.map((one) => one.name), reindexing: index === true };
    },
    isIndexWhole: async () => {
      const index = await reindexing.askNow();
      return index !== 'unanswered' && index !== true;
    },
    waitedMs: waiting.waitedMs,
    stopWaiting: waiting.stop,
  };
}

interface Memory<Answer> {
  readonly recall: () => Promise<Answer | null>;
  readonly askNow: () => Promise<Answer | null | 'unanswered'>;
}

/** Keeps an answer for a while, and not beyond a clock that was set back. A host that fails tells nothing now, and is asked again as soon as one that does. */
function remember<Answer>(clock: Clock, ask: () => Promise<Answer | null>): Memory<Answer> {
  let askedAt = Number.NEGATIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  let newest: Promise<Answer | null | 'unanswered'> = Promise.resolve(null);
  const askNow = (): typeof newest => {
    const nowMs = Date.parse(clock.now());
    askedAt = nowMs;
    until = nowMs + askAgainMs;
    const asked = ask().then(
      (told) => {
        // An older answer that comes late says nothing of how long the newest one is kept.
        if (told === null && newest === asked) until = nowMs + askUntoldAgainMs;
        return told;
      },
      (error: unknown) => {
        if (!(error instanceof HostFailure)) throw error;
        return 'unanswered' as const;
      },
    );
    newest = asked;
    return asked;
  };
  return {
    askNow,
    recall: async () => {
      const nowMs = Date.parse(clock.now());
      const answer = await (nowMs >= askedAt && nowMs < until ? newest : askNow());
      return answer === 'unanswered' ? null : answer;
    },
  };
}

/** A user to be changed, as far as it matters here. */
export interface Dependant {
  readonly before: Pick<BeforeImage, 'accounts'>;
  readonly notes: readonly PlanNote[];
  /** Whether the policy asks when somebody was active: that list rests on the search index. */
  readonly dependsOnActivity: boolean;
}

/**
 * What of that with which the host is busy a change may meet, and nothing else of it; null where it meets none. A directory
 * may be the user's wherever not all of theirs are known.
 */
export function findHindrance(dependant: Dependant, occupation: Occupation): Occupation | null {
  const { before, notes, dependsOnActivity } = dependant;
  const { accounts } = before;
  // Pages are found by the search index as well: half built, it says of a page that nobody made it.
  if (occupation.reindexing && (dependsOnActivity || notes.includes(askedBeforeStep)))
    return { directories: [], reindexing: true };
  const directories = occupation.directories.filter((name) => {
    if (accounts === undefined || !accounts.complete || accounts.accounts.length === 0) return true;
    return accounts.accounts.some((account) => foldName(account.directory) === foldName(name));
  });
  return directories.length === 0 ? null : { directories, reindexing: false };
}
