// The table of lines in Confluence's own audit log as Kysely sees it.
import type { HostRecordState } from '../../domain/host-record.ts';
import type { Instant } from '../../domain/user.ts';

export interface RunHostRecordTable {
  run_id: number;
  /** `attempting` before the call; it stays so where the process ended before the answer. */
  state: HostRecordState | 'attempting';
  at: Instant;
  evidence: string | null;
}
