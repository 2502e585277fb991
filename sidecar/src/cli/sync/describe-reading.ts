// A reading of Confluence as text: what was read, and by name each source that was not, or not in full, and why.
import type { SnapshotDocument } from '../../contract/snapshots.ts';
import { sentenceOf } from '../../errors.ts';
import { onOneLine } from '../frame/on-one-line.ts';

type Source = SnapshotDocument['sources'][number];

const standings: Readonly<Record<Exclude<Source['state'], 'complete'>, string>> = {
  partial: 'incomplete',
  failed: 'failed',
  absent: 'not told here',
};

/** Ends with a line break. */
export function describeReading({ id, startedAt, userCount, groupCount, sources }: SnapshotDocument): string {
  const complete = sources.filter(({ state }) => state === 'complete').map(({ source }) => source);
  const lines = [
    `reading ${id}, begun ${startedAt.slice(0, 16)}Z: ${userCount} users, ${groupCount} groups`,
    ...(complete.length === 0 ? [] : [`complete: ${complete.join(', ')}`]),
    ...sources.flatMap(describeGap),
    ...sources.flatMap(describeEvidence),
  ];
  return `${lines.map(onOneLine).join('\n')}\n`;
}

function describeGap({ source, state, reason, count }: Source): string[] {
  if (state === 'complete') return [];
  const read = state === 'partial' ? `, ${count} read` : '';
  return [`${standings[state]}: ${source}${read}${reason === null ? '' : `. ${wordReason(reason)}`}`];
}

/** That some groups could not be read is no refusal and stands in no catalogue. */
function wordReason(reason: string): string {
  return reason === 'group_unreadable'
    ? 'Some groups could not be read: who is in them is not known.'
    : sentenceOf(reason);
}

/** What a source of activity was read for and yet does not give. */
function describeEvidence({ source, evidence }: Source): string[] {
  if (evidence === undefined) return [];
  const { stale, asOf, unmatched, unusable } = evidence;
  return [
    ...(stale ? [`too old to rely on: ${source}${asOf === null ? '' : `, from ${asOf.slice(0, 16)}Z`}`] : []),
    ...(unmatched.count === 0 ? [] : [`names of nobody known here: ${unmatched.count} in ${source}`]),
    ...(unusable.count === 0 ? [] : [`rows that cannot be used: ${unusable.count} in ${source}`]),
  ];
}
