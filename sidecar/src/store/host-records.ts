// Lines that runs left in Confluence's own audit log: begun once, settled once, and told as they stand.
import type { HostRecord, HostRecordState } from '../domain/host-record.ts';
import type { Instant } from '../domain/user.ts';
import type { Database } from './database.ts';

export interface HostRecordRecords {
  /** Durable before it returns: the call comes after. False where the line of this run was begun before. */
  readonly begin: (input: { readonly runId: number; readonly at: Instant }) => Promise<boolean>;
  readonly settle: (input: {
    readonly runId: number;
    readonly at: Instant;
    readonly state: HostRecordState;
    readonly evidence: string;
  }) => Promise<void>;
  /** A line that was begun and never settled may stand there or not. Null where none was begun. */
  readonly get: (runId: number) => Promise<HostRecord | null>;
}

export function keepHostRecords({ writes, reads }: Database): HostRecordRecords {
  return {
    begin: async ({ runId, at }) => {
      const begun = await writes
        .insertInto('run_host_records')
        .values({ run_id: runId, state: 'attempting', at, evidence: null })
        .onConflict((conflict) => conflict.column('run_id').doNothing())
        .returning('run_id')
        .executeTakeFirst();
      return begun !== undefined;
    },
    settle: async ({ runId, at, state, evidence }) => {
      await writes
        .updateTable('run_host_records')
        .set({ state, at, evidence })
        .where('run_id', '=', runId)
        .where('state', '=', 'attempting')
        .execute();
    },
    get: async (runId) => {
      const row = await reads.selectFrom('run_host_records').selectAll().where('run_id', '=', runId).executeTakeFirst();
      if (row === undefined) return null;
      return { state: row.state === 'attempting' ? 'unclear' : row.state, evidence: row.evidence };
    },
  };
}
