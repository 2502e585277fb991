// Reads of a plan what its digest covers: hashes, steps and, where they have not been erased, the people behind the hashes.

import type { Change } from '../../domain/action.ts';
import type { Disposition, PlanEntry } from '../../domain/plan/plan.ts';
import { readJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export interface SealedEntry {
  readonly entryId: number;
  readonly hash: string;
  /** Null once erased. */
  readonly person: (Pick<PlanEntry, 'userKey' | 'username' | 'before'> & { readonly salt: string }) | null;
  readonly steps: readonly { readonly change: Change; readonly disposition: Disposition }[];
}

export interface SealedQuery {
  readonly runId: number;
  /** Return entries whose `entryId` is greater; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}

export async function readSealed(rows: Rows, { runId, after, limit }: SealedQuery): Promise<SealedEntry[]> {
  const found = await rows
    .selectFrom('run_entries as entry')
    .leftJoin('run_people as person', 'person.entry_id', 'entry.id')
    .select(['entry.id', 'entry.person_hash', 'person.user_key', 'person.username'])
    .select(['person.before_image', 'person.salt'])
    .where('entry.run_id', '=', runId)
    .where('entry.id', '>', after)
    .orderBy('entry.id')
    .limit(limit)
    .execute();
  const ids = found.map(({ id }) => id);
  const steps =
    ids.length === 0
      ? []
      : await rows
          .selectFrom('run_steps')
          .select(['entry_id', 'change', 'disposition'])
          .where('entry_id', 'in', ids)
          .orderBy('entry_id')
          .orderBy('position')
          .execute();
  const byEntry = Map.groupBy(steps, (step) => step.entry_id);
  return found.map(({ id, person_hash: hash, user_key: userKey, username, before_image: before, salt }) => ({
    entryId: id,
    hash,
    person:
      userKey === null || username === null || before === null || salt === null
        ? null
        : { userKey, username, before: readJson(before), salt },
    steps: (byEntry.get(id) ?? []).map(({ change, disposition }) => ({
      change: readJson(change),
      disposition: readJson(disposition),
    })),
  }));
}
