// What is known besides people when criteria are asked: of one snapshot, and what administrators told of users.
import { asksForUnsynced, type Criteria, leavesOf } from '../domain/criteria/leaves.ts';
import type { MatchKnowledge } from '../domain/criteria/matches.ts';
import type { FieldValues } from '../domain/field.ts';
import { createPersonJudge } from '../domain/licence/seat.ts';
import type { UserList } from '../domain/user-list.ts';
import type { FieldRecords } from './fields.ts';
import type { SnapshotRecords } from './snapshots.ts';
import type { UserListRecords } from './user-lists.ts';

/** Where that is read from. */
export interface KnowledgeSources {
  readonly snapshots: Pick<SnapshotRecords, 'groupKnowledge' | 'licence' | 'onlyLogins' | 'unsynced'>;
  readonly fields: Pick<FieldRecords, 'values'>;
  readonly userLists: Pick<UserListRecords, 'get'>;
}

/** Reads what the domain needs to give its opinion on people of a snapshot; of fields and lists, those the criteria name. */
export async function readKnowledge(
  { snapshots, fields, userLists }: KnowledgeSources,
  { snapshotId, criteria }: { readonly snapshotId: number; readonly criteria: Criteria },
): Promise<MatchKnowledge> {
  const groups = await snapshots.groupKnowledge(snapshotId);
  const finding = await snapshots.licence(snapshotId);
  const judge = finding === null ? null : createPersonJudge(finding.licence);
  const values = new Map<string, FieldValues | null>();
  const lists = new Map<string, UserList | null>();
  let asksOnlyLogins = false;
  for (const leaf of leavesOf(criteria)) {
    if (leaf.key === 'loggedInOnce') asksOnlyLogins = true;
    if (leaf.key === 'field') values.set(leaf.argument.key, await fields.values(leaf.argument.key));
    if (leaf.key === 'inList') lists.set(leaf.argument, await userLists.get(leaf.argument));
  }
  return {
    groupKnowledge: (group) => groups.get(group) ?? 'missing',
    seatOf: (person) => judge?.(person).seat ?? null,
    unsynced: asksForUnsynced(criteria) ? await snapshots.unsynced(snapshotId) : null,
    onlyLogins: asksOnlyLogins ? await snapshots.onlyLogins(snapshotId) : null,
    field: (key) => values.get(key) ?? null,
    list: (name) => lists.get(name) ?? null,
  };
}
