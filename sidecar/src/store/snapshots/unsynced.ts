// Users of a snapshot whom no directory has any more: who they are, whether that was told, and as people to criteria that ask.
import { type AliasedRawBuilder, type Selectable, sql } from 'kysely';
import type { Activity } from '../../domain/activity.ts';
import { asksForUnsynced, type Criteria } from '../../domain/criteria/leaves.ts';
import type { UserKey } from '../../domain/user.ts';
import { namesSource } from '../accounts.ts';
import { readJson, writeJson } from '../json-text.ts';
import type { SnapshotUserTable } from '../tables/snapshots.ts';
import type { Rows } from '../tables.ts';

/** Null where the names were not read, or not to their end. */
export async function readUnsynced(rows: Rows, snapshotId: number): Promise<Set<UserKey> | null> {
  if (!(await areNamesTold(rows, snapshotId))) return null;
  const found = await rows
    .selectFrom('snapshot_directory_faults')
    .select('user_key')
    .where('snapshot_id', '=', snapshotId)
    .where('kind', '=', 'unsynced')
    .execute();
  return new Set(found.map((row) => row.user_key as UserKey));
}

/** Whether a source that was read to its end told which names lead nowhere. */
export async function areNamesTold(rows: Rows, snapshotId: number): Promise<boolean> {
  const row = await rows.selectFrom('snapshots').select('sources').where('id', '=', snapshotId).executeTakeFirst();
  const sources = row === undefined ? [] : readJson(row.sources);
  return sources.some(({ source, state }) => source === namesSource && state === 'complete');
}

/** Nobody looks for their activity: without an account there is none to come. */
const activity = writeJson<Activity>({ state: 'unknown', reason: 'not-covered' });

/** Whether people come with `unlisted`. */
export function asksUnlisted(criteria: Criteria | null): criteria is Criteria {
  return criteria !== null && asksForUnsynced(criteria);
}

/** `unlisted` (0 or 1) is there only where the criteria ask for unsynced users. */
type AskedRow = Selectable<SnapshotUserTable> & { readonly unlisted: number };

/**
 * Whom criteria are put to: the users of the snapshot, and unsynced ones only where the criteria ask for them. Those have
 * their name for a display name, as Confluence shows it, and nothing else.
 */
export function peopleAskedBy(criteria: Criteria | null, snapshotId: number): AliasedRawBuilder<AskedRow, 'u'> {
  if (!asksUnlisted(criteria)) return sql<AskedRow>`snapshot_users`.as('u');
  return sql<AskedRow>`(
    select snapshot_id, user_key, username, username_folded, display_name, display_name_folded, email, email_folded,
      email_domain, status, activity, activity_state, activity_at, created_at, first_seen_at, first_seen_disabled_at,
      0 as unlisted
    from snapshot_users where snapshot_id = ${snapshotId}
    union all
    select n.snapshot_id, n.user_key, n.username, n.username_folded, n.username, n.username_folded, null, null,
      null, 'unknown', ${activity}, 'unknown', null, null, s.started_at, null, 1
    from snapshot_directory_faults n join snapshots s on s.id = n.snapshot_id
    where n.snapshot_id = ${snapshotId} and n.kind = 'unsynced' and not exists (select 1 from snapshot_users k
      where k.snapshot_id = n.snapshot_id and k.user_key = n.user_key))`.as('u');
}
