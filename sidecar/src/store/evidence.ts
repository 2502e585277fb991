// What sources of evidence remember between readings: where they go on, and the last instant found for each subject.
import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';
import { readJson, writeJson } from './json-text.ts';
import { cutSlices } from './slices.ts';

export interface EvidenceRecords {
  /** What was saved last; `state` is null before that. */
  readonly load: (source: string) => Promise<{ state: unknown; rows: ReadonlyMap<string, Instant> }>;
  /** Saves both together: an instant moves forwards only. */
  readonly save: (
    source: string,
    input: { state: unknown; rows: ReadonlyMap<string, Instant>; savedAt: Instant },
  ) => Promise<void>;
}

const sliceRows = 5_000;

export function keepEvidence({ writes, reads }: Database): EvidenceRecords {
  return {
    async load(source) {
      const saved = await reads
        .selectFrom('evidence_memory')
        .select('state')
        .where('source', '=', source)
        .executeTakeFirst();
      const found = await reads
        .selectFrom('evidence_memory_rows')
        .select(['subject', 'at'])
        .where('source', '=', source)
        .execute();
      return {
        state: saved === undefined ? null : readJson(saved.state),
        rows: new Map(found.map(({ subject, at }) => [subject, at])),
      };
    },
    save: (source, { state, rows, savedAt }) =>
      writes.transaction().execute(async (transaction) => {
        for (const slice of cutSlices([...rows], sliceRows)) {
          await transaction
            .insertInto('evidence_memory_rows')
            .values(slice.map(([subject, at]) => ({ source, subject, at })))
            .onConflict((conflict) =>
              conflict
                .columns(['source', 'subject'])
                .doUpdateSet(({ ref }) => ({ at: ref('excluded.at') }))
                .where(sql<SqlBool>`evidence_memory_rows.at < excluded.at`),
            )
            .execute();
        }
        await transaction
          .insertInto('evidence_memory')
          .values({ source, state: writeJson(state), saved_at: savedAt })
          .onConflict((conflict) =>
            conflict
              .column('source')
              .doUpdateSet(({ ref }) => ({ state: ref('excluded.state'), saved_at: ref('excluded.saved_at') })),
          )
          .execute();
      }),
  };
}
