// The digest over a run's journal, as the entry of its end carries it: changed, added or removed rows give another one.
import { createHash } from 'node:crypto';
import { stableText } from '../domain/plan/stable-text.ts';

/** A row as it is kept; `content` is its text, exactly. */
export interface JournalLine {
  readonly id: number;
  readonly run: number;
  readonly step: number;
  readonly at: string;
  readonly kind: string;
  readonly content: string | null;
}

export interface JournalSeal {
  readonly rows: number;
  /** SHA-256 over the canonical texts of the rows in order of their ids, each ended by a line feed. */
  readonly digest: string;
}

/** Takes rows in order of their ids, and tells the seal at the end. */
export function openJournalSeal() {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add: (line: JournalLine): void => {
      hash.update(`${stableText(line)}\n`, 'utf8');
      rows += 1;
    },
    close: (): JournalSeal => ({ rows, digest: hash.digest('hex') }),
  };
}
