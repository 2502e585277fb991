// Rows of evidence that mean nobody known: counted, shown by a few examples, and tried again when users are found later.
import type { EvidenceItem } from '../domain/activity/evidence.ts';
import type { NameIndex } from '../domain/user/name-index.ts';
import type { UserKey } from '../domain/user.ts';
import type { RowFaults } from '../store/snapshots.ts';

export interface Unmatched {
  readonly add: (names: readonly string[], item: EvidenceItem) => void;
  readonly tryAgain: (index: NameIndex, found: (userKey: UserKey, item: EvidenceItem) => void) => void;
  readonly of: (source: string) => RowFaults;
}

interface Waiting {
  readonly names: readonly string[];
  readonly item: EvidenceItem;
}

/** A directory of everybody may hold far more people than Confluence: no more of them than this wait, for all sources. */
const mostWaiting = 50_000;
const shownExamples = 20;

export function openUnmatched(): Unmatched {
  const counts = new Map<string, number>();
  let waiting: Waiting[] = [];
  return {
    add: (names, item) => {
      counts.set(item.source, (counts.get(item.source) ?? 0) + 1);
      if (waiting.length < mostWaiting) waiting.push({ names, item });
    },
    tryAgain: (index, found) => {
      waiting = waiting.filter(({ names, item }) => {
        const userKey = index.find(names);
        if (userKey === null) return true;
        counts.set(item.source, (counts.get(item.source) ?? 1) - 1);
        found(userKey, item);
        return false;
      });
    },
    of: (source) => ({
      count: counts.get(source) ?? 0,
      examples: waiting
        .filter(({ item }) => item.source === source)
        .slice(0, shownExamples)
        .map(({ names }) => names[0] ?? ''),
    }),
  };
}
