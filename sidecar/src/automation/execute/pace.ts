// Keeps a run to its pace: each user waits for a place within the minute, and whoever pauses or stops is heard meanwhile.
import type { Clock } from '../../clock.ts';
import { paceSince, slowerPace, waitForPace } from '../../domain/pace.ts';
import type { PolicyDefinition } from '../../domain/policy.ts';
import type { Outcome, OutcomeKind, Run } from '../../domain/run.ts';
import type { Store } from '../../store/store.ts';

type Word = 'go-on' | 'hold' | 'cancel';

export interface Pace {
  /** Waits for the next place; what `mayGoOn` says meanwhile is answered at once, and no place is taken then. */
  readonly enter: (mayGoOn: () => Promise<Word>) => Promise<Word>;
  /** Gives the place back of a user of whom nothing was attempted. */
  readonly leave: (outcomes: readonly Outcome[]) => void;
}

/** So often somebody who pauses or stops the run is heard while it waits. */
const hearEveryMs = 1_000;

const unattempted: readonly OutcomeKind[] = ['already', 'skipped', 'refused', 'unsupported'];

export interface PaceInput {
  readonly store: Pick<Store, 'journal' | 'settings'>;
  readonly clock: Clock;
  readonly run: Pick<Run, 'mode' | 'policyId'>;
  readonly definition: Pick<PolicyDefinition, 'limits'>;
}

/** Goes on from what the journal holds of the last minute, so that a crash takes no limit away. A rehearsal acts on nobody. */
export async function openPace({ store, clock, run, definition }: PaceInput): Promise<Pace> {
  const { maxPerMinute } = await store.settings.all();
  const own = definition.limits.maxPerMinute ?? null;
  const perMinute = slowerPace(own, maxPerMinute);
  if (run.mode !== 'live' || perMinute === null) return { enter: async () => 'go-on', leave: () => undefined };
  const since = paceSince(clock.now());
  // Where the process has a limit, users of other policies count against it too.
  const whose = maxPerMinute === null ? { policyId: run.policyId } : {};
  let begun = [...(await store.journal.begunUsers({ since, ...whose }))];
  const places: string[] = [];
  return {
    enter: async (mayGoOn) => {
      for (;;) {
        const now = clock.now();
        begun = begun.filter((at) => at > paceSince(now));
        const waitMs = waitForPace({ begun, perMinute, now });
        if (waitMs === 0) {
          begun.push(now);
          places.push(now);
          return 'go-on';
        }
        await clock.sleep(Math.min(waitMs, hearEveryMs));
        const word = await mayGoOn();
        if (word !== 'go-on') return word;
      }
    },
    leave: (outcomes) => {
      const place = places.pop();
      if (place === undefined || !outcomes.every(({ kind }) => unattempted.includes(kind))) return;
      const index = begun.lastIndexOf(place);
      if (index >= 0) begun.splice(index, 1);
    },
  };
}
