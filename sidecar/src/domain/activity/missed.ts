// How much a source misses: of the people other sources saw lately, how many it knows nothing recent about.
import type { Instant } from '../user.ts';
import type { EvidenceItem } from './evidence.ts';

/** "Of `recentElsewhere` people seen lately by other sources, this one missed `missed`." */
export interface MissedFigures {
  readonly recentElsewhere: number;
  readonly missed: number;
  /** Of `seen` people who changed content lately, this source missed `missed`; absent where nobody told of any. */
  readonly editors?: { readonly seen: number; readonly missed: number };
}

export interface MissedTally {
  /** Counts one user, with everything all sources said of them, and when they last changed content, if it was lately. */
  readonly add: (items: readonly EvidenceItem[], editedAt?: Instant | null) => void;
  readonly figuresOf: (source: string) => MissedFigures;
}

/** What counts as lately, and how far a source's own word may lie before what another one saw: sessions last weeks. */
const lateMs = 30 * 86_400_000;

/** Opens a tally over the named sources; `readAt` is the end of "lately". */
export function openMissedTally(sources: readonly string[], readAt: Instant): MissedTally {
  const counts = new Map(sources.map((source) => [source, { recentElsewhere: 0, missed: 0, editorsMissed: 0 }]));
  let editors = 0;
  const earliest = before(readAt);
  return {
    add: (items, editedAt = null) => {
      const edited = editedAt !== null && editedAt >= earliest ? editedAt : null;
      if (edited !== null) editors += 1;
      for (const [source, count] of counts) {
        const own = latestAt(items.filter((item) => item.source === source));
        if (edited !== null && (own === null || own < before(edited))) count.editorsMissed += 1;
        const elsewhere = latestAt(items.filter((item) => item.source !== source));
        if (elsewhere === null || elsewhere < earliest) continue;
        count.recentElsewhere += 1;
        if (own === null || own < before(elsewhere)) count.missed += 1;
      }
    },
    figuresOf: (source) => {
      const { recentElsewhere, missed, editorsMissed } = counts.get(source) ?? nothing;
      const figures = { recentElsewhere, missed };
      return editors === 0 ? figures : { ...figures, editors: { seen: editors, missed: editorsMissed } };
    },
  };
}

const nothing = { recentElsewhere: 0, missed: 0, editorsMissed: 0 };

function latestAt(items: readonly EvidenceItem[]): Instant | null {
  let latest: Instant | null = null;
  for (const { at } of items) if (at !== null && (latest === null || at > latest)) latest = at;
  return latest;
}

function before(instant: Instant): Instant {
  return new Date(Date.parse(instant) - lateMs).toISOString();
}
