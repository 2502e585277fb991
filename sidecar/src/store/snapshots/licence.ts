// Who takes a seat of the licence, as one snapshot found it: written with the snapshot's end, removed with the snapshot.
import type { LicenceFinding } from '../../domain/licence/figures.ts';
import { readJson, writeJson } from '../json-text.ts';
import type { Rows } from '../tables.ts';

export async function writeLicence(rows: Rows, snapshotId: number, finding: LicenceFinding): Promise<void> {
  await rows
    .insertInto('snapshot_licences')
    .values({ snapshot_id: snapshotId, finding: writeJson(finding) })
    .onConflict((conflict) =>
      conflict.column('snapshot_id').doUpdateSet(({ ref }) => ({ finding: ref('excluded.finding') })),
    )
    .execute();
}

export async function readLicence(rows: Rows, snapshotId: number): Promise<LicenceFinding | null> {
  const row = await rows
    .selectFrom('snapshot_licences')
    .select('finding')
    .where('snapshot_id', '=', snapshotId)
    .executeTakeFirst();
  return row === undefined ? null : readJson(row.finding);
}
