// What each source said of each user of a snapshot, as rows.
import type { Selectable } from 'kysely';
import type { EvidenceItem } from '../../domain/activity/evidence.ts';
import type { Instant, UserKey } from '../../domain/user.ts';
import { keepInsert } from '../kept-insert.ts';
import { cutSlices } from '../slices.ts';
import type { ReadUser } from '../snapshots.ts';
import type { SnapshotEvidenceTable } from '../tables/snapshots.ts';
import type { Rows } from '../tables.ts';

/** One statement serves every slice of this size: no more than a few of them are not full. */
const insertedRows = 500;
const readRows = 2_000;

/** Adds the evidence of users; of the same word of the same source the later one wins. */
export async function addEvidence(rows: Rows, snapshotId: number, users: readonly ReadUser[]): Promise<void> {
  const values = new Map<string, Selectable<SnapshotEvidenceTable>>();
  for (const { userKey, evidence = [] } of users) {
    for (const item of evidence) {
      values.set(`${userKey}\n${item.source}\n${item.word}`, {
        snapshot_id: snapshotId,
        user_key: userKey,
        source: item.source,
        word: item.word,
        kind: item.kind,
        at: item.at,
        read_at: item.readAt,
        carried: item.carried ? 1 : 0,
      });
    }
  }
  for (const slice of cutSlices([...values.values()], insertedRows)) {
    await insertEvidence(rows, slice);
  }
}

const insertEvidence = keepInsert(insertedRows, (rows, evidence: readonly Selectable<SnapshotEvidenceTable>[]) =>
  rows
    .insertInto('snapshot_evidence')
    .values(evidence)
    .onConflict((conflict) =>
      conflict.columns(['snapshot_id', 'user_key', 'source', 'word']).doUpdateSet(({ ref }) => ({
        kind: ref('excluded.kind'),
        at: ref('excluded.at'),
        read_at: ref('excluded.read_at'),
        carried: ref('excluded.carried'),
      })),
    ),
);

export async function readEvidenceOf(rows: Rows, snapshotId: number, userKey: UserKey): Promise<EvidenceItem[]> {
  const found = await rows
    .selectFrom('snapshot_evidence')
    .selectAll()
    .where('snapshot_id', '=', snapshotId)
    .where('user_key', '=', userKey)
    .orderBy('source')
    .orderBy('word')
    .execute();
  return found.map(readEvidenceRow);
}

export async function* readEvidenceBy(
  rows: Rows,
  snapshotId: number,
  source: string,
): AsyncGenerator<readonly { readonly userKey: UserKey; readonly item: EvidenceItem }[]> {
  for (let after = '' as UserKey; ; ) {
    const found = await rows
      .selectFrom('snapshot_evidence')
      .selectAll()
      .where('snapshot_id', '=', snapshotId)
      .where('source', '=', source)
      .where('word', 'not in', ['never', 'not-told'])
      .where('user_key', '>', after)
      .orderBy('user_key')
      .orderBy('word')
      .limit(readRows)
      .execute();
    const last = found.at(-1)?.user_key;
    if (last === undefined) return;
    // A full page may end within the rows of its last user: those come whole with the next page.
    const whole = found.length < readRows ? found : found.filter((row) => row.user_key !== last);
    yield whole.map((row) => ({ userKey: row.user_key, item: readEvidenceRow(row) }));
    if (found.length < readRows) return;
    after = whole.at(-1)?.user_key ?? last;
  }
}

/** By user key. */
export async function findTokenOnlyUsers(rows: Rows, snapshotId: number, usedSince: Instant): Promise<UserKey[]> {
  const found = await rows
    .selectFrom('snapshot_evidence as token')
    .select('token.user_key')
    .distinct()
    .where('token.snapshot_id', '=', snapshotId)
    .where('token.kind', '=', 'token-use')
    .where('token.word', '=', 'seen')
    .where('token.at', '>=', usedSince)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('snapshot_evidence as login')
            .select('login.user_key')
            .whereRef('login.snapshot_id', '=', 'token.snapshot_id')
            .whereRef('login.user_key', '=', 'token.user_key')
            .where('login.kind', '=', 'login')
            .where('login.word', '=', 'seen'),
        ),
      ),
    )
    .orderBy('token.user_key')
    .execute();
  return found.map((row) => row.user_key);
}

function readEvidenceRow(row: Selectable<SnapshotEvidenceTable>): EvidenceItem {
  const { source, kind, word, at, carried } = row;
  return { source, kind, word, at, readAt: row.read_at, carried: carried === 1 };
}
