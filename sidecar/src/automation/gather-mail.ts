// Everything a mail of a run is rendered from, as the store has it.
import type { Report, ReportedUnknown, ReportedUser } from '../domain/report.ts';
import type { Store } from '../store/store.ts';
import { readAllEntries } from './read-all-entries.ts';

export interface MailGround {
  readonly report: Report;
  readonly entries: AsyncIterable<ReportedUser>;
  /** Whom the plan left out as unknown; empty where they are too many for a table. */
  readonly unknown: readonly ReportedUnknown[];
}

/** Null where the run has no report yet. */
export async function gatherMail(store: Pick<Store, 'runs'>, runId: number): Promise<MailGround | null> {
  const report = await store.runs.report(runId);
  if (report === null) return null;
  return {
    report: report as Report,
    entries: readAllEntries(store, runId),
    unknown: await readFewUnknown(store, runId),
  };
}

/** Where a site lacks a source everybody is unknown: such a table would hide the users who matter. */
const unknownInTable = 500;

async function readFewUnknown({ runs }: Pick<Store, 'runs'>, runId: number): Promise<readonly ReportedUnknown[]> {
  const users = await runs.unknown({ runId, after: 0, limit: unknownInTable + 1 });
  return users.length > unknownInTable ? [] : users;
}
