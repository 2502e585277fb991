// What is known besides people when criteria are asked, read from one snapshot: groups and the licence.
import type { MatchKnowledge } from '../domain/criteria/matches.ts';
import { createPersonJudge } from '../domain/licence/seat.ts';
import type { SnapshotRecords } from './snapshots.ts';

/** Where that is read from. */
export interface KnowledgeSources {
  readonly snapshots: Pick<SnapshotRecords, 'groupKnowledge' | 'licence'>;
}

/** Reads what the domain needs to give its opinion on people of a snapshot. */
export async function readKnowledge({ snapshots }: KnowledgeSources, snapshotId: number): Promise<MatchKnowledge> {
  const groups = await snapshots.groupKnowledge(snapshotId);
  const finding = await snapshots.licence(snapshotId);
  const judge = finding === null ? null : createPersonJudge(finding.licence);
  return {
    groupKnowledge: (group) => groups.get(group) ?? 'missing',
    seatOf: (person) => judge?.(person).seat ?? null,
  };
}
