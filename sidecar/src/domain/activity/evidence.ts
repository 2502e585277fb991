// What sources say of one user, item by item, and what each source claims to know: the material of `mergeEvidence`.
import { type ActivityKind, type Judgement, judgeInstant } from '../activity.ts';
import type { Instant } from '../user.ts';

/** What one source said of one user. */
export interface EvidenceItem {
  readonly source: string;
  readonly kind: ActivityKind;
  readonly word: Judgement['word'];
  /** Set when the word is `seen`. */
  readonly at: Instant | null;
  readonly readAt: Instant;
  /** Kept from an earlier reading because the source could not be read this time: still true, but nobody's last word. */
  readonly carried: boolean;
}

/** What one source claims, and how well it was read. */
export interface SourceCoverage {
  readonly source: string;
  readonly kind: ActivityKind;
  /** A required source must have spoken before anybody it covers may count as idle; a supporting one only adds. */
  readonly importance: 'required' | 'supporting';
  /** Whether its silence about a user means something: it tells of `all`, or only of those it lists. */
  readonly users: 'all' | 'listed';
  readonly state: 'complete' | 'partial' | 'failed' | 'stale';
  /** It knows nothing of what happened before; null where it reaches back without end. */
  readonly since: Instant | null;
  readonly readAt: Instant;
}

/** Makes an item of what a source told: ISO text with a zone, epoch milliseconds, null for "never", undefined for nothing. */
export function makeEvidence(input: {
  readonly source: string;
  readonly kind: ActivityKind;
  readonly told: string | number | null | undefined;
  readonly readAt: Instant;
}): EvidenceItem {
  const { source, kind, told, readAt } = input;
  return { source, kind, ...judgeInstant(told, readAt), readAt, carried: false };
}
