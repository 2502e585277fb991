// Keeps a run to its pace: each user waits for a place within the minute, and whoever pauses or stops is heard meanwhile.
import type { Clock } from '../../clock.ts';
import { paceSince, slowerPace, waitForPace } from '../../domain/pace.ts';
import type { PolicyDefinition } from '../../domain/policy.ts';
import type { Outcome, OutcomeKind, Run } from '../../domain/run.ts';
import type { Instant } from '../../domain/user.ts';
import type { Settings } from '../../store/settings.ts';
import type { Store } from '../../store/store.ts';

type Word = 'go-on' | 'hold' | 'cancel';

export interface Pace {
  /** Waits for the next place; what `mayGoOn` says meanwhile is answered at once, and no place is taken then. */
  readonly enter: (mayGoOn: () => Promise<Word>) => Promise<Place | Exclude<Word, 'go-on'>>;
}

/** One user's own place within the minute. It is taken as long as they are worked on, and counts from their end on. */
export interface Place {
  /** Says what became of the user; where nothing was attempted the place is free again at once. */
  readonly leave: (outcomes: readonly Outcome[]) => void;
}

/** So often somebody who pauses or stops the run is heard while it waits. */
const hearEveryMs = 1_000;

const unattempted: readonly OutcomeKind[] = ['already', 'skipped', 'refused', 'unsupported'];

export interface PaceInput {
  readonly store: {
    readonly journal: Pick<Store['journal'], 'begunUsers'>;
    readonly settings: { readonly all: () => Promise<Pick<Settings, 'maxPerMinute'>> };
  };
  readonly clock: Clock;
  readonly run: Pick<Run, 'mode' | 'policyId'>;
  readonly definition: Pick<PolicyDefinition, 'limits'>;
}

/**
 * Goes on from what the journal holds of the last minute, so that a crash takes no limit away. A rehearsal acts on nobody.
 * A user may be attempted at any moment between taking the place and leaving it: only by counting from the end does the
 * limit hold for what the journal shows. The limit of the process is read for every place: it may be set on the way.
 */
export async function openPace({ store, clock, run, definition }: PaceInput): Promise<Pace> {
  if (run.mode !== 'live') return { enter: async () => ({ leave: () => undefined }) };
  const since = paceSince(clock.now());
  const { begunUsers } = store.journal;
  const before = { ofPolicy: await begunUsers({ since, policyId: run.policyId }), ofAll: await begunUsers({ since }) };
  let ended: Instant[] = [];
  let takenNow = 0;
  const takePlace = (): Place => {
    takenNow += 1;
    return {
      leave: (outcomes) => {
        takenNow -= 1;
        if (!outcomes.every(({ kind }) => unattempted.includes(kind))) ended.push(clock.now());
      },
    };
  };
  /** Milliseconds until a place is free; 0 for now. */
  const findWait = (ofProcess: number | null): number => {
    const now = clock.now();
    const counted = paceSince(now);
    ended = ended.filter((at) => at > counted);
    const perMinute = slowerPace(definition.limits.maxPerMinute ?? null, ofProcess);
    if (perMinute === null) return 0;
    // Where the process has a limit, users of other policies count against it too.
    const earlier = ofProcess === null ? before.ofPolicy : before.ofAll;
    const begun = [...earlier, ...ended, ...Array.from({ length: takenNow }, () => now)];
    return waitForPace({ begun, perMinute, now });
  };
  return {
    enter: async (mayGoOn) => {
      for (;;) {
        const { maxPerMinute } = await store.settings.all();
        // Nothing is waited for between finding the place free and taking it: no two users get the same one.
        const waitMs = findWait(maxPerMinute);
        if (waitMs === 0) return takePlace();
        await clock.sleep(Math.min(waitMs, hearEveryMs));
        const word = await mayGoOn();
        if (word !== 'go-on') return word;
      }
    },
  };
}
