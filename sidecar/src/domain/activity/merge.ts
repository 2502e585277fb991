// From many words about one user to one: the latest use that is known, and whether anything later could be hidden.
// Every doubt speaks for the person: what a required source did not tell makes the rest unknown, never old.
import type { Activity, ActivityUnknownReason, Sighting } from '../activity.ts';
import type { EvidenceItem, SourceCoverage } from './evidence.ts';

/** How one source stands towards one user. `outside`: by its nature it says nothing about this user. */
type Standing = 'told' | 'outside' | 'not-told' | 'source-failed' | 'source-stale' | 'before-coverage';

/** From the gravest: what is said where several sources leave the same user open. */
const gravest = ['source-failed', 'source-stale', 'not-told', 'before-coverage'] as const;

/**
 * Merges what all sources said of one user. The latest instant wins. It is the *last* one only if nothing unreadable or
 * in the future was said, every required source that covers the user has spoken up to now, and at least one source of
 * logins covers the user; else the user is unknown, with the latest instant as what is known for certain. "Never"
 * needs the same: a source of logins that covers the user, and nobody who ever saw them.
 */
export function mergeEvidence(items: readonly EvidenceItem[], coverage: readonly SourceCoverage[]): Activity {
  const last = latestSighting(items);
  const reason = findDoubt(items, coverage, last);
  if (reason !== null) return { state: 'unknown', reason, ...(last === null ? {} : { atLeast: last }) };
  if (last !== null) return { state: 'seen', ...last };
  // No doubt and no sighting: some source of logins covers the user, so that its "never", or its silence, is the word.
  const witness = coverage.find((source) => source.kind === 'login' && standingOf(source, items, null) === 'told');
  return witness === undefined
    ? { state: 'unknown', reason: 'not-told' }
    : { state: 'never', source: witness.source, readAt: witness.readAt };
}

/** The latest instant of all; of several at the same instant the first by source, so that order does not matter. */
function latestSighting(items: readonly EvidenceItem[]): Sighting | null {
  let last: Sighting | null = null;
  for (const { at, kind, source, readAt } of items) {
    if (at === null) continue;
    const later =
      last === null || at > last.at || (at === last.at && `${source} ${kind}` < `${last.source} ${last.kind}`);
    if (later) last = { at, kind, source, readAt };
  }
  return last;
}

function findDoubt(
  items: readonly EvidenceItem[],
  coverage: readonly SourceCoverage[],
  last: Sighting | null,
): ActivityUnknownReason | null {
  // Something was said that cannot be used: it may have been later than everything else.
  for (const word of ['unreadable', 'in-the-future'] as const)
    if (items.some((item) => item.word === word)) return word;
  const standings = coverage.map((source) => ({ source, standing: standingOf(source, items, last) }));
  const required = standings.filter(({ source }) => source.importance === 'required');
  const open = gravest.find((reason) => required.some(({ standing }) => standing === reason));
  if (open !== undefined) return open;
  // A directory's password check is no such source: single sign-on and "remember me" never meet it.
  const logins = standings.filter(({ source }) => source.kind === 'login');
  if (logins.some(({ standing }) => standing === 'told')) return null;
  if (logins.length === 0) return 'no-source';
  return gravest.find((reason) => logins.some(({ standing }) => standing === reason)) ?? 'not-covered';
}

function standingOf(source: SourceCoverage, items: readonly EvidenceItem[], last: Sighting | null): Standing {
  const own = items.filter((item) => item.source === source.source && !item.carried);
  const { state, users, since } = source;
  if (state === 'failed' || (state === 'partial' && own.length === 0)) return 'source-failed';
  if (users === 'listed' && own.length === 0) return 'outside';
  if (state === 'stale') return 'source-stale';
  if (own.some((item) => item.word === 'not-told')) return 'not-told';
  return since !== null && (last === null || last.at < since) ? 'before-coverage' : 'told';
}
