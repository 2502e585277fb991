// Collects what sources say, user by user: of each source the strongest word, and whatever of it could not be used.
import type { EvidenceItem } from '../domain/activity/evidence.ts';

/** Of one source a sighting outweighs a silence, and a silence a "never": somebody may have several rows. */
const weights = { seen: 3, 'not-told': 2, never: 1 } as const;

export interface EvidenceLedger<Key> {
  /** Adds an item; true when it is the first of its source for this key. */
  readonly add: (key: Key, item: EvidenceItem) => boolean;
  readonly of: (key: Key) => readonly EvidenceItem[];
}

export function openLedger<Key>(): EvidenceLedger<Key> {
  const items = new Map<Key, EvidenceItem[]>();
  return {
    add: (key, item) => {
      const known = items.get(key);
      if (known === undefined) {
        items.set(key, [item]);
        return true;
      }
      const first = !known.some((one) => one.source === item.source && one.carried === item.carried);
      keepStrongest(known, item);
      return first;
    },
    of: (key) => items.get(key) ?? [],
  };
}

/** Adds an item to those of one user. What lies in the future or cannot be read stands beside the rest. */
export function keepStrongest(known: EvidenceItem[], item: EvidenceItem): void {
  const usable = isUsable(item);
  const place = known.findIndex(
    (one) => one.source === item.source && (usable ? isUsable(one) : one.word === item.word),
  );
  const standing = known[place];
  if (standing === undefined) known.push(item);
  else if (outweighs(item, standing)) known[place] = item;
}

function isUsable({ word }: EvidenceItem): boolean {
  return word in weights;
}

function outweighs(item: EvidenceItem, standing: EvidenceItem): boolean {
  if (item.at !== null && standing.at !== null) return item.at > standing.at;
  const weigh = ({ word }: EvidenceItem): number => (word in weights ? weights[word as keyof typeof weights] : 0);
  return weigh(item) > weigh(standing);
}
